"""Titled surfaces: a card with its own edge, a section as a titled part of one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens

from .labels import text_label


class Card(QFrame):
    """A surface with a title; put widgets into `body`, small actions into `corner`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        tokens = current_tokens()
        self._title = text_label(role="heading")
        self.corner = QHBoxLayout()
        self.body = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addLayout(self.corner)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addLayout(head)
        column.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show another title; "" shows none."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)


class Section(QWidget):
    """A title, a line beside it, and what belongs to it in `body`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = current_tokens()
        self.setAccessibleName(title)
        line = QFrame()
        line.setProperty("role", "line")
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(text_label(title, "small"))
        head.addWidget(line, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.space_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addLayout(head)
        column.addLayout(self.body, 1)
