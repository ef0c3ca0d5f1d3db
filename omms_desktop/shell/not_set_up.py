"""The window of a workstation that does not know its server: what is missing, and the one-time
code with which it enrols."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.settings import NotSetUp
from omms_desktop.texts.faults import sentence
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import IconMark, text_label
from omms_server.contract.faults import Fault

from .display import Display

_WIDTH = 640
Enrol = Callable[[str, str], str]
"""Enrols at a server with a code and returns the machine's name; a Fault, OSError or ValueError
says why not. Takes seconds."""


class NotSetUpPage(QWidget):
    """Ctrl+L speaks the other language, Esc closes."""

    _ended = Signal(str, object)
    """The machine's name or the error, told by the thread that enrolled."""

    def __init__(self, missing: NotSetUp, display: Display, enrol: Enrol) -> None:
        super().__init__()
        self.enrolled = ""
        """The name that this machine got."""
        self._missing, self._display, self._enrol = missing, display, enrol
        self._thread: threading.Thread | None = None
        self._title = text_label(role="title", wrap=True)
        self._what, self._how = text_label(wrap=True), text_label(wrap=True)
        self._told = text_label(role="error", wrap=True)
        self._language = make_action(self, "中文 / English", "Ctrl+L")
        self._close = make_action(self, "", "Esc")
        self._go = make_action(self, "", "Ctrl+Return")
        self._form: Form | None = None
        self._language.triggered.connect(display.switch_language)
        self._close.triggered.connect(self.close)
        self._go.triggered.connect(self._submit)
        self._ended.connect(self._show_end)
        self._column = self._arrange()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._thread is not None:  # it ends by itself within seconds
            self._thread.join()
        super().closeEvent(event)

    def _say(self) -> None:
        self.setWindowTitle(self.tr("OMMS clinic"))
        self._title.setText(self.tr("This workstation is not set up yet"))
        address = self._missing.address
        if address:
            what = self.tr("The address of the server must be HOST:PORT, not {0}.").format(address)
        else:
            what = self.tr("It has no certificate, by which the server knows it.")
        self._what.setText(what)
        self._how.setText(
            self.tr("Ask an administrator for a one-time code (Machines, F3) and type it here.")
        )
        self._close.setText(self.tr("Close"))
        self._go.setText(self.tr("Enrol"))
        self._told.clear()
        self._renew_form()

    def _renew_form(self) -> None:
        server, code = LineEdit(longest=120), LineEdit(longest=60)
        server.setObjectName("enrol.server")
        code.setObjectName("enrol.code")
        form = Form(
            [
                Field("server", self.tr("Server"), server, True, self.tr("Its name or address")),
                Field("code", self.tr("Code"), code, True, self.tr("Seven groups of four")),
            ]
        )
        form.submitted.connect(self._begin)
        old, self._form = self._form, form
        if old is not None:
            form.set_values(dict(old.values()))
            self._column.replaceWidget(old, form)
            old.deleteLater()
        else:
            self._column.insertWidget(3, form)
        form.focus_first()

    def _submit(self) -> None:
        if self._form is not None:
            self._form.submit()

    def _begin(self, values: dict[str, object]) -> None:
        if self._thread is not None:
            return
        self._told.setText("")
        self._go.setEnabled(False)
        typed = str(values["server"]), str(values["code"])
        self._thread = threading.Thread(target=self._work, args=typed, name="enrol", daemon=True)
        self._thread.start()

    def _work(self, server: str, code: str) -> None:
        try:
            self._ended.emit(self._enrol(server, code), None)
        except (Fault, OSError, ValueError) as error:
            self._ended.emit("", error)

    def _show_end(self, name: str, error: Exception | None) -> None:
        self._thread = None
        self._go.setEnabled(True)
        if error is None:
            self.enrolled = name
            self.close()
            return
        language = self._display.languages.code
        text = sentence(error, language) if isinstance(error, Fault) else str(error)
        self._told.setText(text)

    def _arrange(self) -> QVBoxLayout:
        tokens = current_tokens()
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(IconMark("warn", "warn", tokens.font_title))
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.addWidget(ActionButton(self._language, "quiet"))
        foot.addStretch(1)
        foot.addWidget(ActionButton(self._close, "quiet"))
        foot.addWidget(ActionButton(self._go, "primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.space_6,) * 4)
        column.setSpacing(tokens.space_3)
        column.addLayout(head)
        for label in (self._what, self._how, self._told):
            column.addWidget(label)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(_WIDTH)
        return column
