"""The bar at the bottom that says which key does what; each word can be clicked too."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens

from .actions import ActionButton


class KeyHints(QFrame):
    """Shows actions that have a key. The keys belong to the actions, so no key is bound twice."""

    def __init__(self, actions: Sequence[QAction] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "keys")
        self.setAccessibleName(self.tr("Keys"))
        self._row = QHBoxLayout(self)
        tokens = current_tokens()
        self._row.setContentsMargins(tokens.space_3, 2, tokens.space_3, 2)
        self._row.setSpacing(tokens.space_2)
        self._row.addStretch(1)
        self._buttons: list[ActionButton] = []
        self.show_actions(actions)

    def show_actions(self, actions: Sequence[QAction]) -> None:
        """Show these actions, in this order, instead of the former ones."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [ActionButton(action, "hint", key_first=True) for action in actions]
        for place, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is the way to it
            self._row.insertWidget(place, button)

    def words(self) -> list[tuple[str, str]]:
        """Return (key, word) of what is shown."""
        return [(b.accessibleDescription(), b.accessibleName()) for b in self._buttons]
