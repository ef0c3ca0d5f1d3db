"""The numbers the patient at the counter has today."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.texts import appointment_level, appointment_word
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.rows_model import Column
from omms_server.contract.money import yuan
from omms_server.contract.scheduling import Appointment, AppointmentState

_MOST = 3


class NumbersView(QWidget):
    """As high as its rows, up to three; absent when there are none."""

    chosen = Signal(object)
    """The id of the appointment the choice moved to."""

    def __init__(self, time: ClinicTime) -> None:
        super().__init__()
        self._time = time
        self._showing = False
        self.table = DataTable(self._columns(), lambda row: row.id, self.tr("Numbers of today"))
        self.table.view.setObjectName("numbers")
        self.table.row_changed.connect(self._moved)
        section = Section(self.tr("Numbers of today"))
        section.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)

    def show_numbers(self, rows: Sequence[Appointment], chosen: Appointment | None) -> None:
        """Show them with the one that is worked on."""
        self._showing = True
        self.table.show_rows(rows)
        if chosen is not None:
            self.table.select_key(chosen.id)
        self._showing = False
        self.setVisible(bool(rows))
        tokens = current_tokens()
        lines = min(max(len(rows), 1), _MOST) + 1
        self.table.setFixedHeight(lines * tokens.row + tokens.space_2)

    def _moved(self, row: Appointment | None) -> None:
        if row is not None and not self._showing:
            self.chosen.emit(row.id)

    def _columns(self) -> list[Column[Appointment]]:
        def span(row: Appointment) -> str:
            return self._time.span(row.starts_at, row.ends_at)

        return [
            Column("number", self.tr("No."), lambda row: str(row.number), "right", "strong", 48),
            Column("time", self.tr("Time"), span, width=104),
            Column("doctor", self.tr("Doctor"), lambda row: f"{row.department} {row.doctor}"),
            Column("room", self.tr("Room"), lambda row: row.room, width=56),
            Column("fee", self.tr("Fee"), self._fee, width=128, level=_fee_level),
            Column(
                "state", self.tr("State"), lambda row: appointment_word(row.state), width=104,
                level=lambda row: appointment_level(row.state),
            ),
        ]  # fmt: skip

    def _fee(self, row: Appointment) -> str:
        return self.tr("{0} paid").format(yuan(row.fee)) if row.fee_paid else yuan(row.fee)


def _fee_level(row: Appointment) -> Level:
    if row.fee_paid:
        return Level.OK
    here = row.state not in (AppointmentState.BOOKED, AppointmentState.CANCELLED)
    return Level.WARN if here and row.fee else Level.IDLE
