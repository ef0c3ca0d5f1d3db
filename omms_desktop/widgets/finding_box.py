"""One finding of a confirm panel: its level in word and shape, what it says, its reason field."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from omms_desktop.theme.current import current_tokens

from .choice import Choice, Option
from .editors import mark_problem
from .labels import IconMark, reveal, text_label
from .levels import Level

SHORTEST_REASON = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found that the person must know; `final` means it cannot be confirmed at all."""

    key: str
    level: Level | str
    title: str
    detail: str = ""
    reason_needed: bool = False
    reasons: tuple[str, ...] = ()
    """Reasons to choose from; another may be typed."""
    final: bool = False


class FindingBox(QFrame):
    """Shows a finding; Enter in its reason field goes on."""

    answered = Signal()

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        level = Level(finding.level)
        self.setProperty("role", "finding")
        self.setProperty("level", level.value)
        self.setAccessibleName(f"{level.word}: {finding.title}. {finding.detail}")
        offered = [Option(text, text) for text in finding.reasons]
        self._field = Choice(offered, self.tr("Reason"), free=True)
        self._field.setAccessibleName(self.tr("Reason: {0}").format(finding.title))
        self._field.installEventFilter(self)
        self._field.editTextChanged.connect(self._accept_words)
        reveal(self._field, finding.reason_needed)
        self._error = text_label(self.tr("Please give a reason."), "error")
        self._error.hide()
        self._arrange(level)

    def reason(self) -> str:
        """Return the reason as it will be kept: the one chosen, or what was typed."""
        return self._field.currentText().strip()

    def needs_answer(self) -> bool:
        """Whether a reason is asked for and not yet given."""
        return self.finding.reason_needed and len(self.reason()) < SHORTEST_REASON

    def ask_again(self) -> None:
        """Say that the reason is missing."""
        self._error.show()
        mark_problem(self._field, True)

    def focus_reason(self) -> None:
        """Put the cursor into the reason field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.KeyPress and key in _ENTER:
            self._accept()
            return True
        return super().eventFilter(watched, event)

    def _accept(self) -> None:
        if self.needs_answer():
            self.ask_again()
            return
        self._accept_words()
        self.answered.emit()

    def _accept_words(self) -> None:
        self._error.hide()
        mark_problem(self._field, False)

    def _arrange(self, level: Level) -> None:
        tokens = current_tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_3, tokens.space_2)
        column.setSpacing(tokens.space_1)
        head = QHBoxLayout()
        head.setSpacing(tokens.space_2)
        top = Qt.AlignmentFlag.AlignTop
        mark = IconMark(level.value, level.token)
        mark.setMinimumHeight(self.fontMetrics().height())
        head.addWidget(mark, 0, top)
        head.addWidget(text_label(level.word, "strong"), 0, top)
        head.addWidget(text_label(self.finding.title, "strong", wrap=True), 1)
        column.addLayout(head)
        if self.finding.detail:
            column.addWidget(text_label(self.finding.detail, wrap=True))
        column.addWidget(self._field)
        column.addWidget(self._error)
