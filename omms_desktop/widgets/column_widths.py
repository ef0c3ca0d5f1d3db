"""Gives the columns of a table their widths: by what stands in them, in the font of the moment."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView

from omms_desktop.theme.current import current_tokens

_LONGEST = 16
"""Of a longer text a column shows this many of the font's heights; the tip shows all of it."""
_LONGEST_FREE = 8
"""So too a column that takes the room that is left, when there is none."""
_CLAIM = 40
"""A list beside a detail asks for no more than this many of the font's heights."""


class ColumnWidths(QObject):
    """Room for each head and its cells; what is left goes to the columns whose least is 0.

    A column grows with its rows and does not shrink while one reads. What the person drags stays.
    """

    def __init__(self, view: QTableView, least: list[int]) -> None:
        super().__init__(view)
        self._view, self._least = view, least
        self._needs: dict[int, int] = {}
        self._dragged: set[int] = set()
        self._placing = self._claims = False
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setResizeContentsPrecision(60)
        header.sectionResized.connect(self._resized)
        header.sortIndicatorChanged.connect(self.measure)

    def measure(self) -> None:
        """The rows, or the columns shown, are others."""
        for column in self._shown():
            self._needs[column] = max(self._needs.get(column, 0), self._need(column))
        if self._claims:
            bar = self._view.verticalScrollBar().sizeHint().width()
            wanted = min(self.needed(), _CLAIM * self._em())
            self._view.setMinimumWidth(wanted + bar + 2 * self._view.frameWidth())
        self.place()

    def again(self) -> None:
        """The font is another."""
        self._needs.clear()
        self._dragged.clear()
        self.measure()

    def needed(self) -> int:
        """The width in which nothing is cut off."""
        return sum(self._needs.get(column, 0) for column in self._shown())

    def claim(self) -> None:
        """Ask the layout for this width, within reason: the list beside a detail does."""
        self._claims = True
        self.measure()

    def place(self) -> None:
        """Share out the width of the view."""
        shown = [column for column in self._shown() if column not in self._dragged]
        free = [column for column in shown if not self._least[column]] or shown[:1]
        kept = sum(self._view.columnWidth(column) for column in self._dragged)
        spare = self._view.viewport().width() - kept
        spare -= sum(self._needs.get(column, 0) for column in shown)
        share, rest = divmod(max(0, spare), len(free) or 1)
        self._placing = True
        for column in shown:
            more = share + (rest if column == free[0] else 0) if column in free else 0
            self._view.setColumnWidth(column, self._needs.get(column, 0) + more)
        self._placing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is not self._view:
            self.place()
        elif event.type() == QEvent.Type.StyleChange and watched is self._view:
            QTimer.singleShot(0, self, self.again)  # the head wears the new font only then
        return super().eventFilter(watched, event)

    def _need(self, column: int) -> int:
        least = self._least[column]
        longest = (_LONGEST if least else _LONGEST_FREE) * self._em()
        cells = min(self._view.sizeHintForColumn(column), longest)
        return max(least, self._head(column), cells)

    def _head(self, column: int) -> int:
        # Qt's own hint keeps room for the arrow of the sorted column in every head.
        header, tokens = self._view.horizontalHeader(), current_tokens()
        title = str(self._view.model().headerData(column, Qt.Orientation.Horizontal))
        arrow = tokens.icon if header.sortIndicatorSection() == column else 0
        sides = 2 * (tokens.space_2 + 3) + 2
        return header.fontMetrics().horizontalAdvance(title) + sides + arrow

    def _shown(self) -> list[int]:
        columns = range(len(self._least))
        return [column for column in columns if not self._view.isColumnHidden(column)]

    def _em(self) -> int:
        return max(1, self._view.fontMetrics().ascent())

    def _resized(self, column: int, before: int, after: int) -> None:
        if not self._placing and before and after:
            self._dragged.add(column)
