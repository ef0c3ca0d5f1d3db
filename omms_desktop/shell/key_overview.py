"""F1: which keys this screen knows, read from its actions, so the list is never out of date."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.labels import text_label

from .side import SideBySide


def keys_of(screen: QWidget) -> list[tuple[str, str]]:
    """The (key, words) of every action a screen offers now, in the order of the keys."""
    found = {
        (_key(action), action.text().replace("&", ""))
        for widget in [screen, *screen.findChildren(QWidget)]
        if widget is screen or widget.isVisibleTo(screen)
        for action in widget.actions()
        if action.isVisible() and not action.shortcut().isEmpty() and action.text()
    }
    return sorted(found, key=lambda one: (len(one[0]), one[0]))


def _key(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class KeyOverview(QFrame):
    """A panel at the side; Esc or F1 shuts it."""

    def __init__(self, side: SideBySide) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._side = side
        self._title = text_label(role="heading")
        self._close = make_action(self, "", "Esc")
        self._close.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._close.triggered.connect(side.close_panel)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tokens = current_tokens()
        buttons = QHBoxLayout()
        self._button = ActionButton(self._close)
        buttons.addWidget(self._button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)
        self._say()
        side.add(self)

    def show_keys(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Show groups of keys under their titles; empty groups are left out."""
        inside = QWidget()
        inside.setProperty("role", "plain")
        grid = QGridLayout(inside)
        tokens = current_tokens()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.space_3)
        grid.setVerticalSpacing(tokens.space_2)
        grid.setColumnStretch(1, 1)
        for title, keys in groups:
            _add_group(grid, title, keys)
        grid.setRowStretch(grid.rowCount(), 1)
        self._scroll.setWidget(inside)
        self._side.open(self)
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._title.setText(self.tr("Keys of this screen"))
        self._close.setText(self.tr("Close"))


def _add_group(grid: QGridLayout, title: str, keys: Iterable[tuple[str, str]]) -> None:
    keys = list(keys)
    if not keys:
        return
    grid.addWidget(text_label(title, "strong"), grid.rowCount(), 0, 1, 2)
    for key, words in keys:
        line = grid.rowCount()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        grid.addWidget(text_label(key, "keycap"), line, 0, left)
        grid.addWidget(text_label(words, wrap=True), line, 1)
