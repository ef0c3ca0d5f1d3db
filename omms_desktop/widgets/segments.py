"""A few filters side by side, one of them chosen: All, Waiting 3, Done."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget


class _Segment(QPushButton):
    """As wide as its word in bold, in which the chosen one is written."""

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text())
        return super().sizeHint() + QSize(
            max(0, more - self.fontMetrics().horizontalAdvance(self.text())), 0
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Segments(QFrame):
    """Left and right choose; the name of the whole says what is filtered."""

    chosen = Signal(str)
    """The key of the filter the person chose."""

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _ in options]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (_, word) in enumerate(options):
            button = _Segment(word)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setAccessibleDescription(name)
            self._group.addButton(button, place)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda place: self.chosen.emit(self._keys[place]))

    def value(self) -> str:
        """Return the key of the chosen filter."""
        return self._keys[self._group.checkedId()]

    def set_value(self, key: str) -> None:
        """Choose a filter without telling anyone."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def set_word(self, key: str, word: str) -> None:
        """Show another word for a filter, such as one with a count."""
        self._group.button(self._keys.index(key)).setText(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        place = (self._group.checkedId() + step) % len(self._keys)
        self._group.button(place).setFocus()
        self._group.button(place).click()
