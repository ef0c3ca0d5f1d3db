"""The one table: rows of any kind shown by column specs, kept in place when they are refreshed."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QVBoxLayout, QWidget

from .column_widths import ColumnWidths
from .empty_state import EmptyState
from .rows_model import Column, RowsModel
from .rows_view import RowsView
from .totals_row import TotalsRow

Row = TypeVar("Row")


class DataTable(QWidget, Generic[Row]):
    """Arrows move, Enter opens, Ctrl+C copies, typing finds, a click on a head sorts."""

    opened = Signal(object)
    """The row on which Enter was pressed or which was double-clicked."""
    row_changed = Signal(object)
    """The row the choice stands on now, or None."""
    more_wanted = Signal()
    """The end of the rows is near and more may be loaded."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        row_key: Callable[[Row], object],
        name: str,
        empty: str = "",
        many: bool = False,
    ) -> None:
        super().__init__()
        self.model = RowsModel(columns, row_key)
        self.model.setParent(self)  # a view does not own its model
        self._view = RowsView()
        self._totals = TotalsRow(self._view.horizontalHeader())
        self._empty = EmptyState(empty or self.tr("Nothing here"))
        self._here: object = None
        self._set_up_view(name, many)
        self._arrange()
        self._view.entered_row.connect(self._open)
        self._view.doubleClicked.connect(self._open)
        self._view.selectionModel().currentRowChanged.connect(self._moved)
        self._view.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; choice, marks and scroll stay on the rows they were on, by row key."""
        bar, selection = self._view.verticalScrollBar(), self._view.selectionModel()
        at, here = bar.value(), self._here
        marked = [self.model.key_at(index.row()) for index in selection.selectedRows()]
        selection.blockSignals(True)
        self.model.show_rows(rows)
        for key in marked:
            self._mark(key)
        selection.blockSignals(False)
        self._restore(here)
        bar.setValue(at)
        self._after_rows()

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Add the next page of rows at the end."""
        self.model.append_rows(rows)
        self._after_rows()

    def rows(self) -> list[Row]:
        """Return the rows as they stand on screen."""
        return list(self.model.rows)

    def current_row(self) -> Row | None:
        """Return the row the choice stands on."""
        index = self._view.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def marked_rows(self) -> list[Row]:
        """Return the marked rows from top to bottom (more than one only with `many`)."""
        indexes = self._view.selectionModel().selectedRows()
        return [self.model.rows[place] for place in sorted(index.row() for index in indexes)]

    def select_key(self, key: object) -> bool:
        """Choose the row of this key and bring it into view; False when it is not here."""
        place = self.model.place_of(key)
        if place is None:
            return False
        self._view.setCurrentIndex(self.model.index(place, 0))
        return True

    def select_first(self) -> None:
        """Put the choice on the first row, if there is one."""
        if self.model.rows:
            self._view.setCurrentIndex(self.model.index(0, 0))

    def set_empty(self, title: str, hint: str = "", action: QAction | None = None) -> None:
        """Say what an empty list means and what to do next."""
        self._empty.show_words(title, hint, action)

    def visible_columns(self) -> list[str]:
        """Return the keys of the columns shown, to be remembered for the person."""
        keys = [column.key for column in self.model.columns]
        return [key for place, key in enumerate(keys) if not self._view.isColumnHidden(place)]

    def set_visible_columns(self, keys: Sequence[str]) -> None:
        """Show only these columns; unknown keys are passed over, the first column always shows."""
        for place, column in enumerate(self.model.columns):
            self._view.setColumnHidden(place, place > 0 and column.key not in keys)
        self._widths.measure()

    def as_seen(self) -> list[list[str]]:
        """Return heads and rows as texts, as they stand on screen, for an export."""
        shown = [p for p in range(len(self.model.columns)) if not self._view.isColumnHidden(p)]
        heads = [self.model.columns[place].title for place in shown]
        return [heads, *([self.model.columns[p].text(row) for p in shown] for row in self.rows())]

    def copy(self) -> None:
        """Copy the marked rows as tab-separated text with their heads."""
        kept = {self.model.place_of(self.model.key_of(row)) for row in self.marked_rows()}
        heads, *lines = self.as_seen()
        wanted = [heads, *(line for place, line in enumerate(lines) if place in kept)]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in wanted))

    @property
    def view(self) -> QTableView:
        """The Qt view, for column widths and tests."""
        return self._view

    def _set_up_view(self, name: str, many: bool) -> None:
        view, modes = self._view, QTableView.SelectionMode
        view.setModel(self.model)
        view.setAccessibleName(name)
        view.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        header = view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        self._widths = ColumnWidths(view, [column.width for column in self.model.columns])
        self.setFocusProxy(view)
        view.copy_wanted.connect(self.copy)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._view, 1)
        column.addWidget(self._totals)
        self._totals.setVisible(self.model.has_totals())
        self._empty.setParent(self._view.viewport())
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._empty.resize(self._view.viewport().size())
        return super().eventFilter(watched, event)

    def _after_rows(self) -> None:
        self._empty.setVisible(not self.model.rows)
        self._totals.show_totals(self.model.totals())
        self._widths.measure()

    def claim_width(self) -> None:
        """This is the list beside a detail: it asks for the room its columns need."""
        self._widths.claim()

    def _restore(self, key: object) -> None:
        place = self.model.place_of(key) if key is not None else None
        if place is None:
            self._moved(QModelIndex())
            return
        flag = QItemSelectionModel.SelectionFlag
        keep = (
            flag.NoUpdate if self._view.selectionModel().hasSelection() else flag.Rows | flag.Select
        )
        self._view.selectionModel().setCurrentIndex(self.model.index(place, 0), keep)
        self._moved(self.model.index(place, 0))

    def _mark(self, key: object) -> None:
        place = self.model.place_of(key)
        flag = QItemSelectionModel.SelectionFlag
        if place is not None:
            self._view.selectionModel().select(self.model.index(place, 0), flag.Select | flag.Rows)

    def _moved(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()] if index.isValid() else None
        key = self.model.key_of(row) if row is not None else None
        if key != self._here:
            self._here = key
            self.row_changed.emit(row)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.model.rows[index.row()])

    def _scrolled(self, value: int) -> None:
        bar = self._view.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep() and self.model.rows:
            self.more_wanted.emit()

    def _offer_columns(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, column in enumerate(self.model.columns[1:], start=1):
            entry = menu.addAction(column.title)
            entry.setCheckable(True)
            entry.setChecked(not self._view.isColumnHidden(place))
            entry.toggled.connect(
                lambda shown, place=place: self._view.setColumnHidden(place, not shown)
            )
            entry.toggled.connect(self._widths.measure)
        menu.popup(self._view.horizontalHeader().mapToGlobal(point))
