"""A short list of sentences that wrap and are never cut off: diagnoses, medication lines."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.icons import icon

from .levels import Level

_KEY = Qt.ItemDataRole.UserRole


class Line(NamedTuple):
    """One entry: the key handed back, its words, and the level whose shape stands before them."""

    key: object
    text: str
    level: Level | None = None


class LineList(QListWidget):
    """Takes the room its lines need; Delete, Space, Enter and Ctrl+Up act on the chosen one."""

    removed = Signal(object)
    toggled = Signal(object)
    raised = Signal(object)
    entered_line = Signal(object)

    def __init__(self, name: str, instead: QWidget | None = None) -> None:
        """`instead` gets the cursor when the last line goes."""
        super().__init__()
        self._instead = instead
        self.setAccessibleName(name)
        self.setProperty("role", "inside")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda item: self.entered_line.emit(item.data(_KEY)))
        self.hide()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the choice stays on its line, and an empty list takes no room."""
        here, place = self.current_key(), self.currentRow()
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(_KEY, line.key)
            if line.level:
                item.setIcon(icon(line.level.value, line.level.token))
                words = f"{line.level.word}: {line.text}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.addItem(item)
        keys = [line.key for line in lines]
        self.setCurrentRow(keys.index(here) if here in keys else min(place, len(keys) - 1))
        if not self.hasFocus():
            self.clearSelection()
        if not lines and self._instead and self.hasFocus():
            self._instead.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(lines))
        self._fit()

    def current_key(self) -> object:
        """The key of the chosen line, or None."""
        item = self.currentItem()
        return item.data(_KEY) if item else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        signal = self._signal(event)
        if signal is None or self.currentItem() is None:
            super().keyPressEvent(event)
        else:
            signal.emit(self.current_key())

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        if self.currentItem():
            self.currentItem().setSelected(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.clearSelection()  # a choice shows only where keys act on it
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _signal(self, event: QKeyEvent) -> SignalInstance | None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Up:
            return self.raised if control else None
        signals = {
            Qt.Key.Key_Delete: self.removed,
            Qt.Key.Key_Space: self.toggled,
            Qt.Key.Key_Return: self.entered_line,
            Qt.Key.Key_Enter: self.entered_line,
        }
        return signals.get(Qt.Key(event.key()))

    def _fit(self) -> None:
        tokens = current_tokens()
        room = self.viewport().width() - tokens.icon - 3 * tokens.space_2
        wrap = int(Qt.TextFlag.TextWordWrap)
        total = 0
        for place in range(self.count()):
            item = self.item(place)
            words = self.fontMetrics().boundingRect(QRect(0, 0, room, 9999), wrap, item.text())
            height = words.height() + tokens.space_2
            item.setSizeHint(QSize(room, height))
            total += height
        self.setFixedHeight(total + 2 * self.frameWidth() + 4)
