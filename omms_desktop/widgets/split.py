"""The shape of every tab: search and filters on top, list left, detail right, action below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omms_desktop.theme.current import current_tokens

from .actions import ActionButton
from .busy import BusyLine
from .data_table import DataTable
from .notice_bar import NoticeBar
from .scroll import FocusScroll

_SEARCH_WIDTH = 340


class _Shared(QSplitter):
    """Keeps its two parts in a ratio, whatever its width, until a person moves the handle."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._ratio = (1, 1)
        self._moved = False
        self.splitterMoved.connect(self._leave)

    def share(self, left: int, right: int) -> None:
        """Share the width by this ratio."""
        self._ratio, self._moved = (left, right), False
        self._apply()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            self._apply()

    def _apply(self) -> None:
        width, (left, right) = self.width(), self._ratio
        part = width * left // (left + right)
        self.setSizes([part, width - part])

    def _leave(self) -> None:
        self._moved = True


class Split(QWidget):
    """Holds the parts in their fixed places; `busy` and `notices` are the tab's own."""

    def __init__(
        self, search: QWidget, left: QWidget, detail: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.busy, self.notices = BusyLine(), NoticeBar()
        self._search, self._detail = search, FocusScroll(detail)
        self._own = QActionGroup(self)
        self._own.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._given = self._shown = detail
        self._side = QStackedWidget()
        self._side.addWidget(self._detail)
        self._splitter = _Shared()
        self._splitter.setChildrenCollapsible(False)
        for table in (left, *left.findChildren(DataTable)):
            if isinstance(table, DataTable):
                table.claim_width()
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._right())
        self.set_ratio(3, 2)
        self._arrange()

    def add_filter(self, widget: QWidget) -> None:
        """Put a filter beside the search box."""
        self._filters.addWidget(widget)

    def add_corner(self, widget: QWidget) -> None:
        """Put a widget at the top right, such as a date or a count."""
        self._corner.addWidget(widget)

    def add_action(self, action: QAction, role: str = "") -> ActionButton:
        """Put an action at the bottom right; "primary" stands outermost, others left of it."""
        self._own.addAction(action)
        button = ActionButton(action, role)
        place = self._actions.count() if role == "primary" else self._last_plain()
        self._actions.insertWidget(place, button)
        self._foot.show()
        return button

    def add_foot(self, widget: QWidget) -> None:
        """Put a widget at the bottom left of the detail, such as a sum."""
        self._actions.insertWidget(0, widget)
        self._foot.show()

    def set_ratio(self, left: int, right: int) -> None:
        """Share the width between list and detail."""
        self._splitter.share(left, right)

    def add_side(self, panel: QWidget) -> None:
        """Make a panel known; it belongs to the split from now on and stays shut."""
        if self._side.indexOf(panel) < 0:
            self._side.addWidget(panel)

    def open_side(self, panel: QWidget) -> None:
        """Show a panel in the place of the detail and its actions, such as a confirm panel."""
        self.add_side(panel)
        self._side.setCurrentWidget(panel)
        self._shown = panel
        self._foot.hide()
        self._own.setEnabled(False)  # the panel's keys are its own while it is open

    def close_side(self) -> None:
        """Show the detail again."""
        self._side.setCurrentWidget(self._detail)
        self._shown = self._given
        self._own.setEnabled(True)
        self._foot.setVisible(self._actions.count() > 1)

    def side(self) -> QWidget:
        """Return what stands at the right now: the detail or a panel."""
        return self._shown

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _last_plain(self) -> int:
        for place in range(self._actions.count()):
            item = self._actions.itemAt(place)
            widget = item.widget() if item else None
            if widget is not None and widget.property("role") == "primary":
                return place
        return self._actions.count()

    def _right(self) -> QWidget:
        tokens = current_tokens()
        right = QFrame()
        right.setProperty("role", "card")
        self._foot = QFrame()
        self._actions = QHBoxLayout(self._foot)
        self._actions.setContentsMargins(
            tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_3
        )
        self._actions.setSpacing(tokens.space_2)
        self._actions.addStretch(1)
        self._foot.hide()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._side, 1)
        column.addWidget(self._foot)
        return right

    def _arrange(self) -> None:
        tokens = current_tokens()
        self._search.setMaximumWidth(_SEARCH_WIDTH)
        self._search.setMinimumWidth(_SEARCH_WIDTH * 2 // 3)
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._filters, self._corner = QHBoxLayout(), QHBoxLayout()
        top = QHBoxLayout()
        top.setSpacing(tokens.space_3)
        top.addWidget(self._search, 1)
        top.addLayout(self._filters)
        top.addStretch(1)
        top.addLayout(self._corner)
        self._splitter.setHandleWidth(tokens.space_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_2)
        column.addLayout(top)
        column.addWidget(self.notices)
        column.addWidget(self.busy)
        column.addWidget(self._splitter, 1)
