"""A panel in the place of the detail: a title, what is asked, back at the left, go at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.scroll import FocusScroll


class FormPanel(QFrame):
    """For `Split.open_side`. F9 goes on, Esc goes back."""

    accepted = Signal()
    """F9 or its button."""
    closed = Signal()
    """It is to make room: Esc, or what it was for is done."""

    def __init__(self, role: str = "primary") -> None:
        """`role`: primary, or danger for what takes something away."""
        super().__init__()
        self.setProperty("role", "panel")
        self.go = make_action(self, "", "F9")
        self.go.setAutoRepeat(False)
        self.back = make_action(self, self.tr("Back"), "Esc")
        self.back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.go.triggered.connect(self.accepted)
        self.back.triggered.connect(self.closed)
        self._title = text_label(role="heading", wrap=True)
        self._column = QVBoxLayout(self)
        self._arrange(role)

    def set_words(self, title: str, primary: str) -> None:
        """Say what it is about and what F9 does."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.go.setText(primary)

    def set_body(self, body: QWidget) -> None:
        """Put what is asked between title and buttons; once."""
        self._column.insertWidget(1, FocusScroll(body), 1)

    def _arrange(self, role: str) -> None:
        tokens = current_tokens()
        foot = QHBoxLayout()
        foot.addWidget(ActionButton(self.back))
        foot.addStretch(1)
        foot.addWidget(ActionButton(self.go, role))
        column = self._column
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._title)
        column.addLayout(foot)
