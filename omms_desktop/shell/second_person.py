"""Lets a second person sign in at the side of the work, for one command of whoever works here."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.backend.ports import Language
from omms_desktop.texts.faults import sentence
from omms_desktop.widgets.second_person import SecondPersonBox
from omms_server.contract.faults import Fault, SamePerson, SecondNotAllowed
from omms_server.contract.wire import SecondSignIn

from .side import SideBySide

_NAME_IS_WRONG = (SamePerson, SecondNotAllowed)


@dataclass(frozen=True, slots=True)
class _Asked:
    fault: Fault
    given: Callable[[SecondSignIn], None]
    declined: Callable[[], None]


class SecondPersonPanel(QWidget):
    """One person's `SecondPersons`: one command at a time, the others wait their turn."""

    def __init__(self, side: SideBySide, language: Language) -> None:
        super().__init__()
        self._side, self._language = side, language
        self._waiting: deque[_Asked] = deque()
        self._asked: _Asked | None = None
        self._checking = False
        self._box = self._make()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)
        side.add(self)
        side.closed.connect(self._next)

    def ask(
        self, asked: Fault, given: Callable[[SecondSignIn], None], declined: Callable[[], None]
    ) -> None:
        """See `ports.SecondPersons`."""
        self._waiting.append(_Asked(asked, given, declined))
        self._next()

    def refuse(self, fault: Fault) -> None:
        """See `ports.SecondPersons`."""
        self._checking = False
        field = "username" if isinstance(fault, _NAME_IS_WRONG) else "password"
        self._box.show_errors({field: sentence(fault, self._language.code)})

    def settle(self) -> None:
        """See `ports.SecondPersons`."""
        self._done()

    def show_place(self, waiting: Fault) -> None:
        """Tell the place in the line while the password is to be checked."""
        if self._checking:
            self._box.show_busy(sentence(waiting, self._language.code))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._asked is None:
            self._renew()
        super().changeEvent(event)

    def _next(self) -> None:
        if self._asked or not self._waiting or self._side.panel:
            return
        self._asked = self._waiting.popleft()
        self._side.open(self)
        self._box.show_what(sentence(self._asked.fault, self._language.code))

    def _submitted(self, username: str, password: str) -> None:
        if self._asked:
            self._checking = True
            self._box.show_busy(self.tr("Checking…"))
            self._asked.given(SecondSignIn(username=username, password=password))

    def _cancelled(self) -> None:
        # While it is checked the command may already be done: its answer ends this.
        if self._asked and not self._checking:
            declined = self._asked.declined
            self._done()
            declined()

    def _done(self) -> None:
        if self._asked is None:
            return
        self._asked, self._checking = None, False
        self._box.forget()
        self._side.close_panel()

    def _make(self) -> SecondPersonBox:
        box = SecondPersonBox()
        box.submitted.connect(self._submitted)
        box.cancelled.connect(self._cancelled)
        return box

    def _renew(self) -> None:
        old, self._box = self._box, self._make()
        layout = self.layout()
        if layout:
            layout.replaceWidget(old, self._box)
        old.hide()
        old.deleteLater()
