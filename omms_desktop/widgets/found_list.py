"""The list of search results that floats under a search box."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from omms_desktop.theme.current import current_tokens

from .labels import text_label

_DETAIL = Qt.ItemDataRole.UserRole
_LONGEST = 9


class Found(NamedTuple):
    """One result: the key handed back when chosen, its title, what tells it from others."""

    key: object
    title: str
    detail: str = ""


class _TwoTexts(QStyledItemDelegate):
    """Paints the title at the left and the detail, muted, behind it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tokens = current_tokens()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selected))
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), QColor(tokens.accent))
        inside = rect.adjusted(tokens.space_3, 0, -tokens.space_3, 0)
        title, detail = str(index.data()), str(index.data(_DETAIL))
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        used = painter.fontMetrics().horizontalAdvance(title) + tokens.space_3
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, middle, title)
        painter.setFont(option.font)
        painter.setPen(QColor(tokens.muted))
        rest = inside.adjusted(used, 0, 0, 0)
        cut = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, middle | Qt.AlignmentFlag.AlignRight, cut)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, current_tokens().row + current_tokens().space_1)


class FoundList(QFrame):
    """Shows results; the search box keeps the cursor and moves the choice."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "floating")
        self._rows: list[Found] = []
        self._view = QListWidget()
        self._view.setProperty("role", "inside")
        self._view.setItemDelegate(_TwoTexts(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName(self.tr("Results"))
        self._view.itemClicked.connect(lambda item: self.picked.emit(self._key_of(item)))
        self._none = text_label(self.tr("Nothing found"), "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(self._view)
        column.addWidget(self._none)

    def show_found(self, rows: Sequence[Found]) -> None:
        """Show these results with the first chosen."""
        self._rows = list(rows)
        self._view.clear()
        for row in self._rows:
            item = QListWidgetItem(row.title)
            item.setData(_DETAIL, row.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title} {row.detail}")
            self._view.addItem(item)
        self._view.setCurrentRow(0)
        self._view.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def count(self) -> int:
        """Return how many results there are."""
        return len(self._rows)

    def current(self) -> Found | None:
        """Return the result the choice stands on."""
        here = self._view.currentRow()
        return self._rows[here] if 0 <= here < len(self._rows) else None

    def step(self, key: int) -> None:
        """Move the choice by an arrow or page key."""
        by = 1 if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) else _LONGEST
        by = -by if key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else by
        self._view.setCurrentRow(min(max(self._view.currentRow() + by, 0), self.count() - 1))

    def wanted_height(self) -> int:
        """Return the height that shows the results, at most nine of them."""
        tokens = current_tokens()
        return min(max(self.count(), 1), _LONGEST) * (tokens.row + tokens.space_1) + 10

    def _key_of(self, item: QListWidgetItem) -> object:
        return self._rows[self._view.row(item)].key
