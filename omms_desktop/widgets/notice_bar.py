"""One line that tells the person what happened, with what can be done about it, such as undo."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.icons import set_icon
from omms_desktop.theme.style import set_role

from .labels import IconMark, reveal, text_label
from .levels import Level

UNDO_SECONDS = 10


class NoticeBar(QFrame):
    """Shows one notice at a time; it takes no focus and no room when there is none."""

    action_requested = Signal(str)
    """The key of the button pressed; the notice closes."""
    dismissed = Signal()
    """The notice closed by itself or by its cross, without an action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._mark = IconMark("note")
        self._text = text_label(wrap=True)
        self._buttons: list[QPushButton] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        tokens = current_tokens()
        self._row.setContentsMargins(tokens.space_3, 0, tokens.space_1, 0)
        self._row.setSpacing(tokens.space_2)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._cross())
        self.hide()

    def show_notice(
        self,
        text: str,
        level: Level | str = Level.NOTE,
        actions: Sequence[tuple[str, str]] = (),
        seconds: int = 0,
    ) -> None:
        """Show a sentence with buttons (key, word); `seconds` closes it by itself, 0 keeps it."""
        level = Level(level)
        self._mark.show_icon(level.value, level.token)
        self._text.setText(text)
        self.setAccessibleName(f"{level.word}: {text}")
        set_role(self, level.value, "level")
        self._show_buttons(actions)
        self._timer.stop()
        if seconds:
            self._timer.start(seconds * 1000)
        reveal(self)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def offer_undo(self, text: str, key: str = "undo") -> None:
        """Say what was done and offer to undo it for ten seconds."""
        self.show_notice(text, Level.OK, [(key, self.tr("Undo"))], UNDO_SECONDS)

    def text(self) -> str:
        """Return the sentence shown, "" when there is none."""
        return "" if self.isHidden() else self._text.text()

    def dismiss(self) -> None:
        """Close the notice."""
        self._close()
        self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        self._timer.stop()
        self.hide()

    def _show_buttons(self, actions: Sequence[tuple[str, str]]) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for key, word in actions:
            button = QPushButton(word)
            button.setProperty("role", "link")
            button.clicked.connect(lambda _=False, key=key: self._act(key))
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)

    def _act(self, key: str) -> None:
        self._close()
        self.action_requested.emit(key)

    def _cross(self) -> QToolButton:
        cross = QToolButton()
        cross.setProperty("role", "quiet")
        cross.setAccessibleName(self.tr("Close notice"))
        cross.setToolTip(self.tr("Close notice"))
        cross.clicked.connect(self.dismiss)
        set_icon(cross, "close")
        return cross
