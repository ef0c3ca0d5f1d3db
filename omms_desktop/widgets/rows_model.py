"""Rows of any kind as a Qt table model, described by columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.icons import icon

from .levels import Level

Row = TypeVar("Row")
Align = Literal["left", "right", "center"]
_Index = QModelIndex | QPersistentModelIndex
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}
_NONE = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one column shows a row."""

    key: str
    title: str
    text: Callable[[Row], str]
    align: Align = "left"
    role: Literal["", "strong", "muted"] = ""
    width: int = 0
    """Pixels it keeps while all that stands in it is narrower; 0 takes the room that is left."""
    level: Callable[[Row], Level | str] | None = None
    """A state's level ("" for none): its shape stands before the word."""
    sort: Callable[[Row], Any] | None = None
    """What the column is sorted by, when not by its text."""
    total: Callable[[Sequence[Row]], str] | None = None
    """What stands in the totals row."""


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Holds the rows in the order they are shown."""

    def __init__(self, columns: Sequence[Column[Row]], row_key: Callable[[Row], object]) -> None:
        super().__init__()
        self.columns, self.key_of = tuple(columns), row_key
        self.rows: list[Row] = []
        self._given: list[Row] = []
        self._places: dict[object, int] = {}
        self._sorted_by, self._order = -1, Qt.SortOrder.AscendingOrder

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead, in the order the person chose."""
        self.beginResetModel()
        self._given = list(rows)
        self._put_in_order()
        self.endResetModel()

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Add rows at the end."""
        if not rows:
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._given.extend(rows)
        self.rows.extend(rows)
        self._places.update((self.key_of(row), first + n) for n, row in enumerate(rows))
        self.endInsertRows()

    def place_of(self, key: object) -> int | None:
        """Return where the row of this key stands."""
        return self._places.get(key)

    def key_at(self, place: int) -> object:
        """Return the key of the row at a place."""
        return self.key_of(self.rows[place])

    def has_totals(self) -> bool:
        """Whether any column has a total."""
        return any(column.total for column in self.columns)

    def totals(self) -> list[tuple[str, Align]]:
        """Return the text of the totals row for each column."""
        return [(c.total(self.rows) if c.total else "", c.align) for c in self.columns]

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole):
            return _look(column, role)
        if role == Qt.ItemDataRole.DecorationRole and column.level:
            level = column.level(row)
            return icon(str(level), Level(level).token) if level else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 shows the rows in the order they were given."""
        self.layoutAboutToBeChanged.emit()
        self._sorted_by, self._order = column, order
        before = self.persistentIndexList()
        keys = [self.key_at(index.row()) for index in before]
        self._put_in_order()
        after = [
            self.index(self._places[key], old.column())
            for key, old in zip(keys, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _put_in_order(self) -> None:
        self.rows = list(self._given)
        if self._sorted_by >= 0:
            column = self.columns[self._sorted_by]
            by = column.sort or column.text
            self.rows.sort(key=by, reverse=self._order == Qt.SortOrder.DescendingOrder)
        self._places = {self.key_of(row): place for place, row in enumerate(self.rows)}


def _look(column: Column[Any], role: int) -> QColor | QFont | None:
    if role == Qt.ItemDataRole.ForegroundRole and column.role == "muted":
        return QColor(current_tokens().muted)
    if role == Qt.ItemDataRole.FontRole and column.role == "strong":
        bold = QFont()
        bold.setBold(True)
        return bold
    return None
