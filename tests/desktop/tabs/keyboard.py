"""Hands on the keyboard, counting what they press."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

ALT = Qt.KeyboardModifier.AltModifier


class Keyboard:
    """Presses go to where the cursor is, as a person's do."""

    def __init__(self, qtbot: Any, page: QWidget) -> None:
        self._qtbot, self._page = qtbot, page
        self.count = 0

    def press(
        self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """One key after another."""
        for key in keys:
            self.count += 1
            self._qtbot.keyClick(QApplication.focusWidget() or self._page, key, modifier)

    def type(self, text: str) -> None:
        """ASCII text."""
        self.count += len(text)
        self._qtbot.keyClicks(QApplication.focusWidget(), text)


def words(page: QWidget) -> list[str]:
    """Every text that is seen now."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def nameless(page: QWidget) -> list[QWidget]:
    """What takes the cursor and has no name."""
    stops = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops
    return [stop for stop in stops if not (stop.accessibleName() or getattr(stop, "text", str)())]
