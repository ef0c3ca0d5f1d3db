"""The field for an identity number: what was read from it stands inside it, at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

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
        self._read.setParent(self)
        self._read.hide()
        self.textChanged.connect(self._place)

    def value(self) -> str:
        return half_width(self.text())

    def problem(self) -> str:
        return "" if self.is_empty() else self._check(self.text())

    def show_read(self, words: str) -> None:
        """Say what the number tells; "" says nothing."""
        self._read.setText(words)
        self.setAccessibleDescription(words)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Stand at the right, when what is typed leaves room for it."""
        size, gap = self._read.sizeHint(), current_tokens().space_2
        typed = self.fontMetrics().horizontalAdvance(self.text()) + 3 * gap
        left = self.width() - size.width() - gap
        self._read.setGeometry(left, (self.height() - size.height()) // 2, *size.toTuple())
        self._read.setVisible(bool(self._read.text()) and left >= typed)

    def read_words(self) -> str:
        """What is said now."""
        return self._read.text()
