"""The page on which a person changes his password: of his own wish, or before he may go on."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.busy import BusyLine
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import reveal, text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.notice_bar import NoticeBar

_CARD_WIDTH = 440


class NewPasswordPage(QWidget):
    """Shows and reports; the desk sends. Enter goes on, Esc goes back where that is possible."""

    submitted = Signal(str, str)
    """The present password and the new one, typed alike twice."""
    left = Signal()
    """Not now."""

    def __init__(self) -> None:
        super().__init__()
        self._forced = False
        self._edits = {key: _secret(key) for key in ("present", "new", "again")}
        self._title, self._why = text_label(role="title"), text_label(wrap=True)
        self._notice, self._busy = NoticeBar(), BusyLine()
        self._go = make_action(self, "", "F9")
        self._back = make_action(self, "", "Esc")
        self._back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._back_button = ActionButton(self._back)
        self._form = Form([])
        self._column = QVBoxLayout()
        self._arrange()
        self._say()
        self._go.triggered.connect(lambda: self._form.submit())
        self._back.triggered.connect(self._leave)

    def begin(self, *, forced: bool) -> None:
        """Ask; `forced` leaves no way round."""
        self._forced = forced
        self.forget()
        self._notice.dismiss()
        self._say()
        reveal(self._back_button, not forced)
        self._edits["present"].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_errors(self, errors: Mapping[str, str]) -> Sequence[str]:
        """Show sentences beside the fields; returns those without one."""
        return self._form.show_errors(errors)

    def show_wrong(self, text: str) -> None:
        """Refused: say why; what was typed stays."""
        self._notice.show_notice(text, Level.STOP)

    def show_busy(self, busy: bool) -> None:
        """Show that the server is being asked."""
        self._go.setEnabled(not busy)
        if busy:
            self._busy.start()
        else:
            self._busy.stop()

    def forget(self) -> None:
        """Nothing secret stays in a field that is not on screen."""
        for edit in self._edits.values():
            edit.clear()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _submitted(self, values: dict[str, object]) -> None:
        if values["new"] != values["again"]:
            self._form.show_errors({"again": self.tr("The two are not alike. Type it once more.")})
            return
        if self._go.isEnabled():
            self.submitted.emit(str(values["present"]), str(values["new"]))

    def _leave(self) -> None:
        if not self._forced:
            self.forget()
            self.left.emit()

    def _say(self) -> None:
        self._title.setText(self.tr("Change password"))
        forced = self.tr("Your password must be changed before you go on.")
        free = self.tr("Your sign-ins at other workstations end with it.")
        self._why.setText(forced if self._forced else free)
        self._go.setText(self.tr("Change"))
        self._back.setText(self.tr("Back"))
        old = self._form
        self._form = Form(
            [
                Field("present", self.tr("Present password"), self._edits["present"], True),
                Field(
                    "new",
                    self.tr("New password"),
                    self._edits["new"],
                    True,
                    self.tr("10 characters or more; letters, capitals, digits, signs: three kinds"),
                ),
                Field("again", self.tr("Once more"), self._edits["again"], True),
            ]
        )
        self._form.submitted.connect(self._submitted)
        self._column.replaceWidget(old, self._form)
        old.setParent(None)
        old.deleteLater()

    def _arrange(self) -> None:
        tokens = current_tokens()
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(_CARD_WIDTH)
        card.setLayout(self._column)
        self._column.setContentsMargins(*(tokens.space_6,) * 4)
        self._column.setSpacing(tokens.space_3)
        for part in (self._title, self._why, self._notice, self._form):
            self._column.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self._back_button)
        foot.addStretch(1)
        foot.addWidget(ActionButton(self._go, "primary"))
        self._column.addLayout(foot)
        self._column.addWidget(self._busy)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)


def _secret(key: str) -> LineEdit:
    edit = LineEdit(longest=200)
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText)
    edit.setObjectName(f"password.{key}")
    return edit
