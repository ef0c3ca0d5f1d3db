"""The doctor's queue: a table, and under it what can be done with its patients."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.texts import appointment_level, appointment_word
from omms_desktop.clinic.times import ClinicTime, age_on
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.flow_layout import FlowLayout
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.segments import Segments
from omms_server.contract.patients import PatientRow
from omms_server.contract.scheduling import Appointment, AppointmentState
from omms_server.contract.types import Sex

from .queue_presenter import Waiting
from .sent_back_pane import SentBackPane

QUEUE, SEEN = "queue", "seen"
State = AppointmentState
_SHORTER = (
    (" years", " y"), (" year", " y"), (" months", " m"), (" month", " m"), (" days", " d"),
    (" day", " d"), ("个月", "月"),
)  # fmt: skip
"""A list has less room for an age than a banner."""


class QueuePane(QWidget):
    """Implements `QueueView`; `finder` and `segments` stand above it."""

    told = Signal(str)
    """A sentence about what was done."""
    busy = Signal(bool)

    def __init__(self, times: ClinicTime, language: str) -> None:
        super().__init__()
        self._times, self._language, self._today = times, language, date.min
        self.finder = Finder(self.tr("Find a patient (F2)"), self.tr("Find a patient"))
        self.finder.setObjectName("queue.find")
        options = [(QUEUE, self.tr("Queue")), (SEEN, self.tr("Seen"))]
        self.segments = Segments(self.tr("Which patients"), options)
        self.table: DataTable[Waiting] = DataTable(
            self._columns(), lambda row: row.appointment_id, self.tr("Queue")
        )
        self.table.view.setObjectName("queue.table")
        self.call = make_action(self, self.tr("Call next"), "F4", "speaker")
        self.call_chosen = make_action(self, self.tr("Call"), "Ctrl+F4")
        self.pass_over = make_action(self, self.tr("Pass over"), "Shift+F4")
        self.sent_back = SentBackPane(times)
        self._arrange()
        self.show_choice(None)

    def show_queue(self, rows: tuple[Waiting, ...], today: date) -> None:
        """List these; the choice stays."""
        self._today = today
        self._say_empty()
        self.table.show_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select_first()

    def show_choice(self, row: Waiting | None) -> None:
        """Offer what the chosen patient's state allows."""
        state = row.state if row else None
        self.call_chosen.setEnabled(state in (State.CHECKED_IN, State.CALLED))
        self.pass_over.setEnabled(state is State.CALLED)

    def show_called(self, booked: Appointment) -> None:
        """He is called; Enter begins the visit."""
        self.segments.set_value(QUEUE)
        words = self.tr("No. {0} {1} is called to {2}. Enter begins the visit.")
        self.told.emit(words.format(booked.number, booked.patient, booked.room))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_passed_over(self, booked: Appointment) -> None:
        """He waits again, or his number has lapsed."""
        if booked.state is State.NO_SHOW:
            words = self.tr("No. {0} {1} did not come; the number has lapsed.")
        else:
            words = self.tr("No. {0} {1} did not come and waits again further back.")
        self.told.emit(words.format(booked.number, booked.patient))

    def show_found(self, rows: tuple[PatientRow, ...]) -> None:
        """List the patients found."""
        self.finder.show_results(
            [
                (row.id, row.name, f"{row.number} · {row.born_on.isoformat()} · …{row.phone_tail}")
                for row in rows
            ]
        )

    def show_not_here(self) -> None:
        """The patient found has no number here today."""
        self.told.emit(self.tr("This patient is not in your list today."))

    def show_busy(self, busy: bool) -> None:
        """The list is being loaded."""
        self.busy.emit(busy)

    def select(self, appointment_id: int) -> bool:
        """Choose a row and go there."""
        found = self.table.select_key(appointment_id)
        if found:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return found

    def _say_empty(self) -> None:
        if self.segments.value() == SEEN:
            self.table.set_empty(
                self.tr("Nobody seen yet today"), self.tr("Finished visits stand here.")
            )
        else:
            self.table.set_empty(
                self.tr("Nobody is waiting"),
                self.tr("Patients appear here when they have a number with you today."),
            )

    def _columns(self) -> list[Column[Waiting]]:
        return [
            Column("number", self.tr("No."), lambda r: str(r.number), "right", "muted", 48),
            Column("patient", self.tr("Patient"), lambda r: r.patient, role="strong"),
            Column("who", self.tr("Sex, age"), self._who, width=92, sort=lambda r: r.born_on),
            Column(
                "state",
                self.tr("State, since"),
                self._state,
                width=140,
                level=lambda r: appointment_level(r.state),
            ),
            Column(
                "fee",
                self.tr("Fee"),
                lambda r: self.tr("Paid") if r.fee_paid else self.tr("Due"),
                width=76,
                level=lambda r: Level.OK if r.fee_paid else Level.WARN,
            ),
        ]

    def _who(self, row: Waiting) -> str:
        short = {Sex.MALE: self.tr("M"), Sex.FEMALE: self.tr("F"), Sex.UNKNOWN: "?"}[row.sex]
        years = age_on(row.born_on, self._today, self._language)
        for long, letter in _SHORTER:
            years = years.replace(long, letter)
        return f"{short} {years}"

    def _state(self, row: Waiting) -> str:
        since = self._times.hour(row.since) if row.since else ""
        return f"{appointment_word(row.state)} {since}".strip()

    def _arrange(self) -> None:
        tokens = current_tokens()
        buttons = FlowLayout(across=tokens.space_2, down=tokens.space_1)
        for action in (self.call, self.call_chosen, self.pass_over):
            buttons.addWidget(ActionButton(action, "primary" if action is self.call else ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addWidget(self.sent_back)
        column.addWidget(self.table, 1)
        column.addWidget(text_label(self.tr("Enter begins or opens the visit."), "small"))
        column.addLayout(buttons)
