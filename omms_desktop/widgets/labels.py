"""Small pieces of text and pictures: labels by role, icons that follow the theme, chips."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.icons import pixmap
from omms_desktop.theme.style import set_role

from .levels import Level


def text_label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """Return a label of plain text; role is title, heading, strong, muted, small, error, amount."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def reveal(widget: QWidget, visible: bool = True) -> None:
    """Show or hide a part, also before it has a parent, when showing it would open a window."""
    if visible and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(visible)


class IconMark(QWidget):
    """An icon as a picture; drawn anew in every theme."""

    def __init__(self, name: str, tint: str = "text", side: int = 0) -> None:
        super().__init__()
        self._name, self._tint, self._side = name, tint, side
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)

    def show_icon(self, name: str, tint: str) -> None:
        """Show another icon."""
        self._name, self._tint = name, tint
        self.update()

    def sizeHint(self) -> QSize:
        side = self._side or current_tokens().icon
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, colour = self.sizeHint().width(), current_tokens().color(self._tint)
        picture = pixmap(self._name, colour, side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class Chip(QFrame):
    """A word in a small box with the shape of its level: an allergy, a state, a warning."""

    def __init__(self, text: str, level: Level | str = Level.NOTE) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self._mark = IconMark("note", side=16)
        self._words = text_label()
        layout = QHBoxLayout(self)
        tokens = current_tokens()
        layout.setContentsMargins(tokens.space_2, 2, tokens.space_2, 2)
        layout.setSpacing(tokens.space_1)
        layout.addWidget(self._mark)
        layout.addWidget(self._words)
        self.show_state(text, level)

    def show_state(self, text: str, level: Level | str) -> None:
        """Show another word and level."""
        level = Level(level)
        self._mark.show_icon(level.value, level.token)
        self._words.setText(text)
        self.setAccessibleName(f"{level.word}: {text}")
        set_role(self, level.value, "level")
