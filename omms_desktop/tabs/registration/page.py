"""The registration tab: the screen and its presenter, connected."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.renewal import Renewed
from omms_server.contract.scheduling import Appointment

from .presenter import RegistrationPresenter
from .screen import RegistrationScreen
from .today import Shown


class RegistrationPage(QWidget):
    """The presenter stays; the screen is built anew when the language changes."""

    def __init__(self, context: TabContext) -> None:
        super().__init__()
        self._context = context
        self.presenter = RegistrationPresenter(context)
        self.work: RegistrationScreen
        renewed = Renewed(self._make, self._fill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(renewed)
        self._fill()
        self.presenter.today.reload()

    def focus_first(self) -> None:
        """Put the cursor where work begins."""
        self.work.focus_first()

    def _make(self) -> QWidget:
        self.work = RegistrationScreen(self._context, self.presenter.enrolment)
        self._connect_actions()
        self._connect_parts()
        self._connect_panels()
        return self.work

    def _fill(self) -> None:
        self.presenter.attach(self.work)

    def _connect_actions(self) -> None:
        screen, actions, counter = self.work, self.work.desk, self.presenter.counter
        actions.find.triggered.connect(screen.focus_first)
        actions.new.triggered.connect(self._start_new)
        actions.refresh.triggered.connect(self.presenter.refresh)
        actions.slip.triggered.connect(counter.print_slip)
        actions.primary.triggered.connect(lambda: screen.act(counter.check_in))
        actions.another.triggered.connect(counter.book_another)
        actions.cancel.triggered.connect(screen.ask_cancel)
        screen.cash.elsewhere.triggered.connect(counter.settle_elsewhere)
        screen.cash.receipt.triggered.connect(counter.cash.print_receipt)
        screen.detail.allergies.add.triggered.connect(screen.ask_allergy)
        screen.detail.allergies.none_known.triggered.connect(self._deny_allergies)

    def _connect_parts(self) -> None:
        screen, counter, today = self.work, self.presenter.counter, self.presenter.today
        screen.box.search_requested.connect(self.presenter.finder.search)
        screen.box.chosen.connect(counter.open)
        screen.today.opened.connect(self._open)
        screen.today.shown_chosen.connect(lambda key: today.choose(Shown(key)))
        screen.today.more_wanted.connect(today.more)
        screen.detail.numbers.chosen.connect(counter.choose)
        screen.booking.find_requested.connect(counter.booking.find)
        screen.booking.booked.connect(counter.book)
        screen.cash.paid.connect(counter.cash.pay)

    def _connect_panels(self) -> None:
        screen, enrolment = self.work, self.presenter.enrolment
        for panel in (screen.enrolment, screen.allergies, screen.cancelling):
            panel.closed.connect(screen.close_side)
        screen.enrolment.opened.connect(screen.ask_new)
        screen.enrolment.submitted.connect(enrolment.save)
        screen.enrolment.existing_requested.connect(enrolment.open_existing)
        screen.allergies.find_requested.connect(self.presenter.allergies.find)
        screen.allergies.submitted.connect(self._record_allergy)
        screen.cancelling.cancel_requested.connect(self.presenter.counter.cancel)

    def _start_new(self) -> None:
        self.work.box.close_results()
        self.presenter.enrolment.start(self.work.not_found())

    def _open(self, appointment: Appointment | None) -> None:
        if appointment is not None:
            self.presenter.counter.open(appointment.patient_id, appointment.id)

    def _deny_allergies(self) -> None:
        patient_id = self.presenter.counter.here.patient_id
        if patient_id is not None:
            self.presenter.allergies.deny(patient_id)

    def _record_allergy(self, values: dict[str, object]) -> None:
        patient_id = self.presenter.counter.here.patient_id
        if patient_id is not None:
            self.presenter.allergies.record(patient_id, values)
