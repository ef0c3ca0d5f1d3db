"""What a person may do on a screen: its word, its key, whether it may be done."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.icons import set_icon

from .labels import reveal, text_label


def make_action(owner: QWidget, text: str, key: str = "", icon: str = "") -> QAction:
    """Return an action that works while `owner` is on screen: `make_action(self, "Charge", "F9")`.

    Connect to its `triggered`; enable it with `setEnabled`; buttons and key hints follow.
    """
    action = QAction(text, owner)
    if key:
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    if icon:
        set_icon(action, icon)
    owner.addAction(action)
    return action


class ActionButton(QPushButton):
    """An action's button with its key printed on it; role: primary, danger, hint or ""."""

    def __init__(self, action: QAction, role: str = "", key_first: bool = False) -> None:
        super().__init__()
        self.action = action
        self._label, self._cap = text_label(), text_label(role="keycap")
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._arrange(key_first)
        action.changed.connect(self.follow)
        self.clicked.connect(action.trigger)
        self.follow()

    def follow(self) -> None:
        """Show the action as it is now."""
        words = self.action.text().replace("&", "")
        key = self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._label.setText(words)
        self._cap.setText(key)
        self._cap.setVisible(bool(key))
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.setToolTip(self.action.toolTip() if self.action.toolTip() != words else "")
        self.setEnabled(self.action.isEnabled())
        reveal(self, self.action.isVisible())

    def sizeHint(self) -> QSize:
        return QSize(self._parts.sizeHint().width() + 4, current_tokens().control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _arrange(self, key_first: bool) -> None:
        tokens = current_tokens()
        side = tokens.space_1 if key_first else tokens.space_3
        row = self._parts = QHBoxLayout(self)
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(tokens.space_1 if key_first else tokens.space_2)
        for part in (self._cap, self._label) if key_first else (self._label, self._cap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
