"""The sign-in page: server named, last user remembered, keyboard alone, faults in place."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.style import set_role
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.busy import BusyLine
from omms_desktop.widgets.editors import CheckEdit, LineEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import IconMark, text_label
from omms_desktop.widgets.levels import Level

_CARD_WIDTH = 400


class SignInPage(QWidget):
    """Shows and reports; `signing_in.SigningIn` decides."""

    submitted = Signal(str, str, bool)
    """Username, password, whether to stay signed in on this computer."""
    edited = Signal()
    """Something was typed."""

    def __init__(self, server: str, keeps: bool) -> None:
        """`keeps`: whether this computer has a keyring to stay signed in with."""
        super().__init__()
        self._server, self._keeps = server, keeps
        self._username, self._password = LineEdit(longest=40), LineEdit(longest=200)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText)
        self._title, self._where = text_label(role="title"), text_label(role="muted", wrap=True)
        self._stay, self._why = CheckEdit(), text_label(role="small", wrap=True)
        self._said, self._mark = text_label(wrap=True), IconMark("note")
        self._go = make_action(self, "", "")
        self._go.triggered.connect(self._submit)
        self._busy = BusyLine()
        self._clinic = ""
        self._name = text_label(role="strong", wrap=True)
        self._fields = Form([])
        self._notice = QFrame()
        self._card = QFrame()
        self._column = QVBoxLayout(self._card)
        self._arrange()
        self._place()
        self._say()

    def show_user(self, username: str) -> None:
        """Begin with this user; the cursor goes where something is to be typed."""
        self._username.set_value(username)
        self._password.clear()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor into the first empty field."""
        field = self._password if self._username.value() else self._username
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, busy: bool) -> None:
        """Show that the server is being asked; fields stay as they are."""
        self._go.setEnabled(not busy)
        if busy:
            self._busy.start(self.tr("Signing in…"))
        else:
            self._busy.stop()

    def show_place(self, text: str) -> None:
        """Tell how many are before this sign-in."""
        self._busy.start(text)

    def show_sentence(self, text: str, level: Level = Level.STOP) -> None:
        """Say what is wrong, or what is going on; "" says nothing."""
        self._notice.setVisible(bool(text))
        self._said.setText(text)
        self._mark.show_icon(level.value, level.token)
        self._notice.setAccessibleName(f"{level.word}: {text}" if text else "")
        set_role(self._notice, level.value, "level")

    def show_away(self) -> None:
        """The server did not hear it; the attempt is made again by itself."""
        self.show_sentence(
            self.tr("The server does not answer. Signing in goes on by itself once it is back."),
            Level.WARN,
        )

    def show_wrong(self, text: str) -> None:
        """Refused: say so, and let the password be typed again."""
        self.show_sentence(text)
        self._password.selectAll()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_errors(self, errors: Mapping[str, str]) -> Sequence[str]:
        """Show sentences beside the fields; returns those without one."""
        return self._fields.show_errors(errors)

    def show_clinic(self, name: str) -> None:
        """Name the clinic, once it is known."""
        self._clinic = name
        self._say_where()

    def forget_password(self) -> None:
        """Nothing secret stays in a field that is not on screen."""
        self._password.clear()

    def credentials(self) -> tuple[str, str, bool]:
        """What is typed now."""
        stay = self._keeps and self._stay.value()
        return self._username.value(), self._password.text(), stay

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _submit(self) -> None:
        if self._go.isEnabled():
            self.submitted.emit(*self.credentials())

    def _edited(self) -> None:
        self.show_sentence("")
        self.edited.emit()

    def _say(self) -> None:
        self._title.setText(self.tr("Sign in"))
        self._go.setText(self.tr("Sign in"))
        self._stay.setText(self.tr("Stay signed in on this computer"))
        self._why.setText(
            self.tr("This computer has no safe place to stay signed in; sign in after each start.")
        )
        self._say_where()
        self._make_fields()

    def _say_where(self) -> None:
        self._where.setText(self.tr("Server {0}").format(self._server))
        self._name.setText(self._clinic or self.tr("Clinic information system"))

    def _make_fields(self) -> None:
        """The labels belong to the form, so another language makes another one."""
        old = self._fields
        self._fields = Form(
            [
                Field("username", self.tr("&User name"), self._username),
                Field("password", self.tr("&Password"), self._password),
            ]
        )
        self._fields.submitted.connect(self._submit)
        self._fields.edited.connect(self._edited)
        self._column.replaceWidget(old, self._fields)
        old.setParent(None)
        old.deleteLater()
        self.focus_first()

    def _arrange(self) -> None:
        tokens = current_tokens()
        self._notice.setProperty("role", "notice")
        said = QHBoxLayout(self._notice)
        said.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_3, tokens.space_2)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._said, 1)
        self._notice.hide()
        self._stay.setVisible(self._keeps)
        self._why.setVisible(not self._keeps)
        self._card.setProperty("role", "card")
        self._card.setFixedWidth(_CARD_WIDTH)
        self._column.setSpacing(tokens.space_3)
        parts = (self._title, self._notice, self._fields, self._stay, self._why)
        for part in parts:
            self._column.addWidget(part)
        self._column.addWidget(ActionButton(self._go, "primary"))
        self._column.addWidget(self._busy)
        self._column.setContentsMargins(*(tokens.space_6,) * 3, tokens.space_3)

    def _place(self) -> None:
        tokens = current_tokens()
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(IconMark("heart", "accent", 28))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._where)
        head.addLayout(names, 1)
        block = QWidget()
        block.setFixedWidth(_CARD_WIDTH)
        inside = QVBoxLayout(block)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.space_4)
        inside.addLayout(head)
        inside.addWidget(self._card)
        # Stretches, not an alignment: that would ignore how high wrapped sentences grow.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(block)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
