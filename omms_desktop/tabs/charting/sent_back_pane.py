"""What the pharmacist sent back, above the queue: it is to be done, and takes no room else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.labels import reveal, text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.line_list import Line, LineList
from omms_server.contract.charting import SentBack


class SentBackPane(QWidget):
    """Implements `SentBackView`. Enter on a line opens its visit to correct it."""

    opened = Signal(object)
    warned = Signal(str)
    """A sentence about what came."""

    def __init__(self, times: ClinicTime) -> None:
        super().__init__()
        self._times = times
        self.list = LineList(self.tr("Sent back by the pharmacist"))
        self.list.setObjectName("sent_back")
        self.list.entered_line.connect(self.opened)
        self.go_to = make_action(self, self.tr("What was sent back"), "Alt+B")
        self.go_to.triggered.connect(self.list.setFocus)
        section = Section(self.tr("Sent back by the pharmacist"))
        section.body.addWidget(self.list)
        section.body.addWidget(text_label(self.tr("Alt+B: go there. Enter: correct it."), "small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        self.hide()

    def show_sent_back(self, rows: tuple[SentBack, ...]) -> None:
        """List these, the longest waiting first."""
        self.list.show_lines(
            [Line(row.prescription_id, self._words(row), Level.STOP) for row in rows]
        )
        self.go_to.setEnabled(bool(rows))
        reveal(self, bool(rows))

    def tell_sent_back(self, row: SentBack) -> None:
        """One more came."""
        words = self.tr("The pharmacist sent back prescription {0} of {1}: {2}")
        self.warned.emit(words.format(row.number, row.patient, row.remark))

    def _words(self, row: SentBack) -> str:
        head = f"{row.patient} · {row.number} · {self._times.moment(row.at)}"
        return f"{head}\n{self.tr('{0}: {1}').format(row.pharmacist, row.remark)}"
