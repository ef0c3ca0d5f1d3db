"""The only place that shows faults and messages: beside fields, as a bar, or as a passing note."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from omms_desktop.backend.ports import Beside, GivenUp, Language
from omms_desktop.texts.faults import sentence
from omms_desktop.texts.fields import field_errors, named_errors
from omms_desktop.theme.current import current_tokens
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
_WIDEST = 560


class PersonNotices(QObject):
    """One person's `Notices`: `bar` stands above the work, messages float at its lower edge."""

    def __init__(self, over: QWidget, language: Language) -> None:
        """`over`: the working area that messages float on."""
        super().__init__(over)
        self.bar = NoticeBar()
        self._over, self._language = over, language
        self._float = NoticeBar(over)
        self._undo: Callable[[], None] | None = None
        self._undo_action = QAction(over)
        self._undo_action.setShortcut(QKeySequence(UNDO_KEY))
        self._undo_action.setEnabled(False)
        over.addAction(self._undo_action)
        self._undo_action.triggered.connect(lambda: self._take_back("undo"))
        self._float.action_requested.connect(self._take_back)
        self._float.dismissed.connect(self._forget_undo)
        over.installEventFilter(self)

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
        self._float.show_notice(text, Level.OK, actions, seconds)
        self._place()

    def message(self) -> str:
        """The message that floats now, "" when there is none."""
        return self._float.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._float.text():
            self._place()
        return super().eventFilter(watched, event)

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
        self._float.dismiss()
        if key == "undo" and undo:
            undo()

    def _forget_undo(self) -> None:
        self._undo = None
        self._undo_action.setEnabled(False)

    def _place(self) -> None:
        tokens = current_tokens()
        room = self._over.rect()
        width = min(_WIDEST, room.width() - 2 * tokens.space_4)
        self._float.setFixedWidth(width)
        self._float.adjustSize()
        # Above the bar of keys and beside the primary action, which stands at the right.
        bottom = room.height() - self._float.height() - tokens.control - 2 * tokens.space_4
        self._float.move((room.width() - width) // 2, max(0, bottom))
        self._float.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._float.raise_()
