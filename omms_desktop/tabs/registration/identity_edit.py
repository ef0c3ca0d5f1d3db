"""The field for an identity number: what was read from it stands inside it, at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.editors import LineEdit, half_width
from omms_desktop.widgets.labels import text_label


class IdentityEdit(LineEdit):
    """`check` says in words what is wrong with a number that is typed to the end."""

    def __init__(self, check: Callable[[str], str]) -> None:
        super().__init__(longest=30)
        self._check = check
        self._read = text_label(role="muted")
        self._read.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        tokens = current_tokens()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, tokens.space_2, 0)
        row.addStretch(1)
        row.addWidget(self._read)

    def value(self) -> str:
        return half_width(self.text())

    def problem(self) -> str:
        return "" if self.is_empty() else self._check(self.text())

    def show_read(self, words: str) -> None:
        """Say what the number tells; "" says nothing."""
        self._read.setText(words)
        self.setAccessibleDescription(words)

    def read_words(self) -> str:
        """What is said now."""
        return self._read.text()
