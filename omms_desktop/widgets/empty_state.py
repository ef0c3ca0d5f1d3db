"""What an empty place says: what it means and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens

from .actions import ActionButton
from .labels import IconMark, text_label


class EmptyState(QWidget):
    """A quiet picture, a title, a hint, and at most one action."""

    def __init__(
        self, title: str, hint: str = "", action: QAction | None = None, icon: str = "list"
    ) -> None:
        super().__init__()
        self._mark = IconMark(icon, "muted", 32)
        self._title = text_label(role="strong")
        self._hint = text_label(role="muted", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(current_tokens().space_2)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._column.addStretch(1)
        self._column.addWidget(self._mark, 0, centre)
        self._column.addWidget(self._title, 0, centre)
        self._column.addWidget(self._hint)
        self._column.addStretch(2)
        self._button: ActionButton | None = None
        self.show_words(title, hint, action)

    def show_words(self, title: str, hint: str = "", action: QAction | None = None) -> None:
        """Say something else; an action brings a button with its key."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{title} {hint}".strip())
        if self._button:
            self._button.hide()
            self._button.deleteLater()
            self._button = None
        if action:
            self._button = ActionButton(action)
            place = self._column.count() - 1
            self._column.insertWidget(place, self._button, 0, Qt.AlignmentFlag.AlignHCenter)
