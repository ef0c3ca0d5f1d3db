"""The only place that shows faults and messages: beside fields, as a bar, or as a passing word."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from omms_desktop.backend.ports import Beside, GivenUp, Language
from omms_desktop.texts.faults import sentence
from omms_desktop.texts.fields import field_errors, named_errors
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.notice_bar import UNDO_SECONDS, NoticeBar
from omms_server.contract.faults import (
    Busy,
    Fault,
    InProgress,
    Internal,
    Invalid,
    Stale,
    Unreachable,
)

MESSAGE_SECONDS = 4
UNDO_KEY = "Alt+Z"
_PASSING = (Busy, InProgress, Stale, Unreachable)


class PersonNotices(QObject):
    """One person's `Notices`: `bar` stands above the work, `messages` in the status line.

    Neither covers anything: a code to pay by or a key may be just what one looks at.
    """

    def __init__(self, over: QWidget, language: Language) -> None:
        """`over`: the working area in which the key to undo works."""
        super().__init__(over)
        self.bar = NoticeBar()
        self._over, self._language = over, language
        self.messages = NoticeBar(over)
        self._undo: Callable[[], None] | None = None
        self._undo_action = QAction(over)
        self._undo_action.setShortcut(QKeySequence(UNDO_KEY))
        self._undo_action.setEnabled(False)
        over.addAction(self._undo_action)
        self._undo_action.triggered.connect(lambda: self._take_back("undo"))
        self.messages.action_requested.connect(self._take_back)
        self.messages.dismissed.connect(self._forget_undo)

    def show_fault(self, fault: Fault, *, beside: Beside | None = None) -> None:
        """See `ports.Notices`."""
        if isinstance(fault, GivenUp):
            return
        if isinstance(fault, Invalid):
            self._show_invalid(fault, beside)
            return
        level = Level.WARN if isinstance(fault, _PASSING) else Level.STOP
        self._show(sentence(fault, self._language.code), level, fault)

    def show_message(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """See `ports.Notices`."""
        self.bar.dismiss()  # what went wrong before is over once something went right
        self._undo = undo
        self._undo_action.setEnabled(undo is not None)
        actions = [("undo", self.tr("Undo ({0})").format(UNDO_KEY))] if undo else []
        seconds = UNDO_SECONDS if undo else MESSAGE_SECONDS
        self.messages.show_notice(text, Level.OK, actions, seconds)

    def message(self) -> str:
        """The message that stands now, "" when there is none."""
        return self.messages.text()

    def _show_invalid(self, fault: Invalid, beside: Beside | None) -> None:
        code = self._language.code
        errors = field_errors(fault, code)
        if beside is None or not errors:
            words = named_errors(fault, code) or sentence(fault, code)
            self._show(words, Level.STOP, fault)
            return
        homeless = beside(errors)
        if homeless:
            self._show(("" if code.startswith("zh") else " ").join(homeless), Level.STOP, fault)
        else:
            self.bar.dismiss()

    def _show(self, text: str, level: Level, fault: Fault) -> None:
        # A mistake of ours is named even when the sentence had no room for the reference.
        ref = str(fault.params.get("ref", "")) if isinstance(fault, Internal) else ""
        self.bar.show_notice(text if ref in text else f"{text} ({ref})", level)

    def _take_back(self, key: str) -> None:
        undo = self._undo
        self.messages.dismiss()
        if key == "undo" and undo:
            undo()

    def _forget_undo(self) -> None:
        self._undo = None
        self._undo_action.setEnabled(False)
