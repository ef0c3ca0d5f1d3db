"""A panel in which a second person signs in on the spot, without a window."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens

from .actions import ActionButton, make_action
from .editors import LineEdit
from .form import Field, Form
from .labels import IconMark, text_label

_NAME, _PASSWORD = "username", "password"


class SecondPersonBox(QFrame):
    """Says what for, takes name and password; Enter goes on, Esc back."""

    submitted = Signal(str, str)
    """Name and password, neither empty."""
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._title = text_label(self.tr("A second person confirms"), role="heading", wrap=True)
        self._what = text_label(wrap=True)
        self._name, self._password = LineEdit(longest=40), LineEdit(longest=200)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText)
        self._form = Form(
            [
                Field(_NAME, self.tr("&User name"), self._name, required=True),
                Field(_PASSWORD, self.tr("&Password"), self._password, required=True),
            ]
        )
        self._form.submitted.connect(self._submit)
        self._busy = text_label(role="muted", wrap=True)
        self._go = make_action(self, self.tr("Confirm"), "F9")
        self._back = make_action(self, self.tr("Back"), "Esc")
        self._back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._go.triggered.connect(self._form.submit)
        self._back.triggered.connect(self.cancelled)
        self._arrange()

    def show_what(self, text: str) -> None:
        """Begin anew, for this; the cursor stands in the name."""
        self._what.setText(text)
        self.setAccessibleName(text)
        self.show_busy("")
        self._form.clear()

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what is wrong beside `username` or `password`; the password is typed again."""
        self.show_busy("")
        self._form.set_values({_PASSWORD: ""})
        self._form.show_errors(errors)

    def show_busy(self, text: str) -> None:
        """Show that it is being checked; "" ends that."""
        self._go.setEnabled(not text)
        self._back.setEnabled(not text)
        self._form.setEnabled(not text)
        self._busy.setText(text)

    def forget(self) -> None:
        """Nothing secret stays in a field that is not on screen."""
        self.show_busy("")
        self._form.set_values({_NAME: "", _PASSWORD: ""})

    def _submit(self) -> None:
        if self._go.isEnabled():
            self.submitted.emit(self._name.value(), self._password.text())

    def _arrange(self) -> None:
        tokens = current_tokens()
        told = QHBoxLayout()
        told.setSpacing(tokens.space_2)
        told.addWidget(IconMark("users", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._what, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(ActionButton(self._back))
        buttons.addStretch(1)
        buttons.addWidget(ActionButton(self._go, "primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._title)
        column.addLayout(told)
        column.addWidget(self._form)
        column.addWidget(self._busy)
        column.addStretch(1)
        column.addLayout(buttons)
