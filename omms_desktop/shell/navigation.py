"""The rail at the left: icon and word for each tab this person may use, Ctrl+1 to Ctrl+9."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from omms_desktop.tabs import TabSpec
from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.icons import set_icon

MOST_KEYS = 9
_NARROWEST = 88


def tab_title(spec: TabSpec) -> str:
    """The tab's name in the language in force."""
    return QCoreApplication.translate("Tabs", spec.title)


class Navigation(QFrame):
    """Tells which tab is wanted; shows which one is open."""

    chosen = Signal(str)
    """The key of the tab the person wants."""

    def __init__(self, specs: Sequence[TabSpec]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self._specs = list(specs)
        self._group = QButtonGroup(self)
        self._buttons = [self._button(place) for place in range(len(self._specs))]
        self._keys = [self._action(place) for place in range(min(MOST_KEYS, len(self._specs)))]
        tokens = current_tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.space_1,) * 4)
        column.setSpacing(tokens.space_1)
        for button in self._buttons:
            column.addWidget(button)
        column.addStretch(1)
        self._say()

    def show_chosen(self, key: str) -> None:
        """Mark the tab that is open."""
        for spec, button in zip(self._specs, self._buttons, strict=True):
            if spec.key == key:
                button.setChecked(True)

    def keys(self) -> list[tuple[str, str]]:
        """The (key, title) of each tab that has a key."""
        return [(action.shortcut().toString(), action.text()) for action in self._keys]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        elif event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()
        super().changeEvent(event)

    def _button(self, place: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "rail-item")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl and its number is the way to it
        set_icon(button, self._specs[place].icon)
        button.clicked.connect(lambda: self.chosen.emit(self._specs[place].key))
        self._group.addButton(button, place)
        return button

    def _action(self, place: int) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(f"Ctrl+{place + 1}"))
        action.triggered.connect(lambda: self.chosen.emit(self._specs[place].key))
        self.addAction(action)
        return action

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Screens"))
        for place, button in enumerate(self._buttons):
            title = tab_title(self._specs[place])
            button.setText(title)
            button.setAccessibleName(title)
            if place < len(self._keys):
                self._keys[place].setText(title)
                button.setToolTip(f"{title}  {self._keys[place].shortcut().toString()}")
        self._fit()

    def _fit(self) -> None:
        tokens = current_tokens()
        words = max([self.fontMetrics().horizontalAdvance(b.text()) for b in self._buttons] or [0])
        width = max(_NARROWEST, words + tokens.space_6)
        for button in self._buttons:
            button.setFixedSize(QSize(width, tokens.control + tokens.space_6))
        self.setFixedWidth(width + 2 * tokens.space_1 + 1)
