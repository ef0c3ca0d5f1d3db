"""The list at the left: the day's appointments."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.texts import appointment_level, appointment_word
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.segments import Segments
from omms_server.contract.scheduling import Appointment

from .today import Shown


class TodayList(QWidget):
    """Enter or a click opens the patient; arrows only move, since opening leaves a trace."""

    opened = Signal(object)
    """The appointment."""
    shown_chosen = Signal(str)
    more_wanted = Signal()

    def __init__(self, time: ClinicTime) -> None:
        super().__init__()
        self._time = time
        self.segments = Segments(self.tr("Appointments shown"), self._words())
        self.count = text_label(role="muted")
        self.segments.chosen.connect(self.shown_chosen)
        self.table = DataTable(
            self._columns(), lambda row: row.id, self.tr("Appointments of today")
        )
        self.table.view.setObjectName("appointments")
        self.table.opened.connect(self.opened)
        self.table.view.clicked.connect(lambda _: self.opened.emit(self.table.current_row()))
        self.table.more_wanted.connect(self.more_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_appointments(self, rows: tuple[Appointment, ...], total: int, shown: Shown) -> None:
        """See `today.TodayView`."""
        self.count.setText(self.tr("{0} in the list").format(total))
        self.segments.set_value(shown.value)
        self.table.set_empty(*self._empty(shown))
        self.table.show_rows(rows)

    def _words(self) -> list[tuple[str, str]]:
        return [
            (Shown.EXPECTED.value, self.tr("Not yet here")),
            (Shown.WAITING.value, self.tr("Waiting")),
            (Shown.ALL.value, self.tr("All")),
        ]

    def _empty(self, shown: Shown) -> tuple[str, str]:
        if shown is Shown.WAITING:
            hint = self.tr("Who is checked in stands here until he is called.")
            return self.tr("Nobody is waiting"), hint
        hint = self.tr("F2 finds the patient before you; a number is given at the right.")
        if shown is Shown.EXPECTED:
            return self.tr("Nobody else is expected today"), hint
        return self.tr("No appointments today"), hint

    def _columns(self) -> list[Column[Appointment]]:
        hour = self._time.hour
        return [
            Column("time", self.tr("Time"), lambda row: hour(row.starts_at), width=58),
            Column(
                "number", self.tr("No."), lambda row: str(row.number), "right", width=48,
                sort=lambda row: row.number,
            ),
            Column("patient", self.tr("Patient"), lambda row: row.patient, role="strong"),
            Column("born", self.tr("Born"), lambda row: row.born_on.isoformat(), width=96),
            Column("phone", self.tr("Phone"), lambda row: row.phone_tail, width=60),
            Column(
                "doctor", self.tr("Doctor"), lambda row: f"{row.department} {row.doctor}", width=132
            ),
            Column(
                "state", self.tr("State"), lambda row: appointment_word(row.state), width=104,
                level=lambda row: appointment_level(row.state),
            ),
        ]  # fmt: skip
