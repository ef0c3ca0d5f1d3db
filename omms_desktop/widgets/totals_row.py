"""The line under a table that adds up its columns."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from omms_desktop.theme.current import current_tokens

from .rows_model import Align

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class TotalsRow(QWidget):
    """Writes each total under its column, wherever the column is moved or scrolled to."""

    def __init__(self, header: QHeaderView) -> None:
        super().__init__()
        self._header = header
        self._totals: list[tuple[str, Align]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for changed in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            changed.connect(self.update)

    def show_totals(self, totals: Sequence[tuple[str, Align]]) -> None:
        """Show these texts, one a column, "" for none; the first free column says what it is."""
        self._totals = list(totals)
        free = [n for n, (text, align) in enumerate(totals) if not text and align == "left"]
        if free:
            self._totals[free[0]] = (self.tr("Total"), "left")
        words = ", ".join(text for text, _ in totals if text)
        self.setAccessibleName(self.tr("Totals: {0}").format(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, current_tokens().row + current_tokens().space_1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(self._ground(), tokens.radius, tokens.radius)
        painter.fillPath(ground, QColor(tokens.sunken))
        edge = 2  # the table's own edge and margin
        for place, (text, align) in enumerate(self._totals):
            if text and not self._header.isSectionHidden(place):
                left = self._header.sectionViewportPosition(place) + edge
                cell = QRect(left, tokens.space_1, self._header.sectionSize(place), tokens.row)
                inside = cell.adjusted(tokens.space_2 + 3, 0, -tokens.space_2 - 3, 0)
                painter.drawText(inside, _ALIGN[align] | Qt.AlignmentFlag.AlignVCenter, text)

    def _ground(self) -> QRectF:
        gap = current_tokens().space_1
        return QRectF(self.rect().adjusted(1, gap, -1, 0))
