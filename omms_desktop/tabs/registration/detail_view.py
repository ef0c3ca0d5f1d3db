"""The detail at the right: the patient's numbers, the part for the next step, his allergies."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.empty_state import EmptyState
from omms_server.contract.patients import Banner
from omms_server.contract.scheduling import Appointment

from .allergy_view import AllergyCard
from .booking_view import BookingView
from .cash_view import CashView
from .numbers_view import NumbersView
from .steps import Step


class DetailView(QWidget):
    """One part is seen at a time; the numbers stand above it, the allergies below."""

    def __init__(self, time: ClinicTime, may_write: bool, new: QAction) -> None:
        super().__init__()
        self.numbers, self.booking = NumbersView(time), BookingView(time)
        self.cash, self.allergies = CashView(), AllergyCard(may_write)
        self._nobody = EmptyState(
            self.tr("Who stands before you?"),
            self.tr("F2 finds a patient by initials, name, phone or identity number."),
            new,
            "user",
        )
        self._quiet = QWidget()
        self._parts = (self._nobody, self.booking, self.cash, self._quiet)
        self._arrange()

    def show_patient(
        self, banner: Banner | None, today: Sequence[Appointment], chosen: Appointment | None
    ) -> None:
        """Show whose numbers these are."""
        self.numbers.show_numbers(today if banner else (), chosen)
        self.allergies.setVisible(banner is not None)
        if banner is not None:
            self.allergies.show_allergies(banner)

    def show_step(self, step: Step) -> None:
        """Show the part of this step; a paid bill stays, so that the change can be read."""
        parts = {Step.NOBODY: self._nobody, Step.BOOK: self.booking, Step.PAY: self.cash}
        part = parts.get(step, self.cash if self.cash.has_bill() else self._quiet)
        for one in self._parts:
            one.setVisible(one is part)

    def _arrange(self) -> None:
        tokens = current_tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_4)
        column.addWidget(self.numbers)
        for part in self._parts:
            column.addWidget(part, 1)
            part.hide()
        column.addWidget(self.allergies)
