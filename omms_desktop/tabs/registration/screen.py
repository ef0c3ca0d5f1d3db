"""The registration screen: arranges the parts and shows what the counter decides."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.facts import show_patient
from omms_desktop.clinic.texts import sex_word
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton
from omms_desktop.widgets.banner import Banner
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.split import Split
from omms_server.contract.patients import Banner as PatientBanner
from omms_server.contract.patients import PatientRow
from omms_server.contract.permissions import Permission
from omms_server.contract.scheduling import Appointment

from .allergy_view import AllergyPanel
from .cancel_view import CancelPanel
from .desk_actions import DeskActions
from .detail_view import DetailView
from .enrolment import Enrolment
from .new_patient_view import NewPatientPanel
from .steps import Step
from .today_list import TodayList


class RegistrationScreen(QWidget):
    """Search top left, the day's list left, the patient right, F9 bottom right."""

    def __init__(self, context: TabContext, reading: Enrolment) -> None:
        super().__init__()
        self._context, self._time = context, ClinicTime(context.clinic.zone)
        self._step, self._found_for = Step.NOBODY, ""
        self.chosen: Appointment | None = None
        self._patient: PatientBanner | None = None
        writes = context.may(Permission.PATIENTS_WRITE)
        self.desk = DeskActions(self, writes=writes, books=context.may(Permission.BOOK))
        self._banner = Banner()
        words = self.tr("F2  Name, initials, phone or identity number")
        self.box = Finder(words, self.tr("Find patient"))
        self.today = TodayList(self._time)
        self.detail = DetailView(self._time, writes, self.desk.new)
        self.booking, self.cash = self.detail.booking, self.detail.cash
        self.enrolment = NewPatientPanel(reading, context.language)
        self.allergies, self.cancelling = AllergyPanel(), CancelPanel(self._time)
        self.split = Split(self.box, self.today, self.detail)
        self.finder = self.counter = self
        for panel in (self.enrolment, self.allergies, self.cancelling):
            self.split.add_side(panel)
        self._arrange()
        for button in self.findChildren(ActionButton):
            button.setAutoDefault(True)  # Enter presses the button it stands on

    def focus_first(self) -> None:
        """Work begins with finding the patient."""
        self.box.focus_box()

    def show_found(self, rows: tuple[PatientRow, ...]) -> None:
        """See `clinic.finding.FinderView`."""
        self._found_for = self.box.text() if rows else ""
        self.box.show_results([(row.id, row.name, _told(row)) for row in rows])

    def not_found(self) -> str:
        """What stands in the search box and found nobody."""
        text = self.box.text()
        return "" if text == self._found_for else text

    def show_patient(
        self,
        banner: PatientBanner | None,
        today: Sequence[Appointment],
        chosen: Appointment | None,
    ) -> None:
        """See `counter.CounterView`."""
        self.chosen = chosen
        self._patient = banner
        self._show_banner()
        self.detail.show_patient(banner, today, chosen)

    def show_step(self, step: Step, *, begin: bool) -> None:
        """See `counter.CounterView`."""
        self._step = step
        self.detail.show_step(step)
        self.desk.show(step, self.chosen)
        if begin:
            self.close_side()

    def show_waiting(self, under_way: bool) -> None:
        """See `counter.CounterView`."""
        if under_way:
            self.split.busy.start()
        else:
            self.split.busy.stop()

    def say_cancelled(self, appointment: Appointment) -> None:
        """See `counter.CounterView`."""
        words = self.tr("Number {0} of {1} is cancelled.")
        self._context.notices.show_message(words.format(appointment.number, appointment.patient))

    def finish(self) -> None:
        """See `counter.CounterView`."""
        self.box.clear()
        self.box.focus_box()

    def close_side(self) -> None:
        """Show the detail again and put the cursor where its work begins."""
        self.split.close_side()
        self._show_banner()
        starts: dict[Step, Callable[[], None]] = {
            Step.BOOK: self.booking.begin,
            Step.PAY: self.cash.begin,
            Step.CHECK_IN: lambda: _focus(self._primary),
            Step.SLIP: lambda: _focus(self._slip),
        }
        starts.get(self._step, self.focus_first)()

    def act(self, check_in: Callable[[], None]) -> None:
        """F9: what the step asks for."""
        if self._step is Step.BOOK:
            self.booking.submit()
        elif self._step is Step.PAY:
            self.cash.submit()
        else:
            check_in()

    def ask_new(self) -> None:
        """Open the form for a new patient; nobody else's banner stands above it."""
        self.split.open_side(self.enrolment)
        self._show_banner()

    def ask_cancel(self) -> None:
        """Ask whether the chosen number is to be given back, and why."""
        if self.chosen is not None:
            self.split.open_side(self.cancelling)
            self.cancelling.begin(self.chosen)

    def ask_allergy(self) -> None:
        """Open the form for an allergy."""
        self.split.open_side(self.allergies)
        self.allergies.begin()

    def _show_banner(self) -> None:
        if self._patient is None or self.split.side() is self.enrolment:
            self._banner.clear()
        else:
            day = self._time.day(self._context.clock.now())
            show_patient(self._banner, self._patient, day, self._context.language.code)

    def _arrange(self) -> None:
        desk, split, tokens = self.desk, self.split, current_tokens()
        for field in self.box.findChildren(QLineEdit):
            field.setObjectName("finder")
        split.set_ratio(1, 1)
        split.add_filter(self.today.segments)
        split.add_filter(self.today.count)
        split.add_corner(ActionButton(desk.refresh, "quiet"))
        split.add_corner(ActionButton(desk.new))
        split.add_action(desk.cancel)
        split.add_action(desk.another)
        self._slip = split.add_action(desk.slip)
        self._primary = split.add_action(desk.primary, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(QMargins(tokens.space_4, tokens.space_2, tokens.space_4, 0))
        above.addWidget(self._banner)
        column.addLayout(above)
        column.addWidget(split, 1)


def _focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _told(row: PatientRow) -> str:
    """What tells two people of one name apart comes first."""
    parts = (row.born_on.isoformat(), f"…{row.phone_tail}", sex_word(row.sex), row.number)
    return "  ".join(parts)
