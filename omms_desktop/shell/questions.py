"""Asks the person at the side of the work whether to go on all the same, and why."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.backend.ports import Language, Question
from omms_desktop.texts.findings import finding_sentence
from omms_desktop.widgets.confirm_panel import ConfirmPanel
from omms_desktop.widgets.finding_box import Finding
from omms_desktop.widgets.levels import Level
from omms_server.contract.wire import Consent

from .side import SideBySide

_LEVELS = {
    "BLOCK": Level.STOP,
    "SECOND_PERSON": Level.STOP,
    "REASON": Level.WARN,
    "CONFIRM": Level.NOTE,
    "INFO": Level.NOTE,
}

Accepted = Callable[[tuple[Consent, ...]], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    questions: tuple[Question, ...]
    accepted: Accepted
    declined: Callable[[], None]


class QuestionsPanel(QWidget):
    """One person's `Questions`: one set of findings at a time, the others wait their turn."""

    def __init__(self, side: SideBySide, language: Language) -> None:
        super().__init__()
        self._side, self._language = side, language
        self._waiting: deque[_Asked] = deque()
        self._asked: _Asked | None = None
        self._panel = self._make()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panel)
        side.add(self)
        side.closed.connect(self._next)

    def ask(
        self,
        questions: tuple[Question, ...],
        accepted: Accepted,
        declined: Callable[[], None],
    ) -> None:
        """See `ports.Questions`."""
        self._waiting.append(_Asked(questions, accepted, declined))
        self._next()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._asked is None:
            self._renew()
        super().changeEvent(event)

    def _next(self) -> None:
        if self._asked or not self._waiting or self._side.panel:
            return
        self._asked = self._waiting.popleft()
        self._side.open(self)
        self._panel.show_findings(
            self.tr("Please check before going on"),
            [self._finding(place, one) for place, one in enumerate(self._asked.questions)],
        )

    def _finding(self, place: int, question: Question) -> Finding:
        return Finding(
            key=str(place),
            level=_LEVELS.get(question.level, Level.WARN),
            title=finding_sentence(question.code, question.params, self._language.code),
            reason_needed=question.needs_reason,
            final=question.level == "BLOCK",
        )

    def _confirmed(self, reasons: dict[str, str]) -> None:
        asked = self._done()
        if asked:
            asked.accepted(
                tuple(
                    Consent(code=one.code, subject=one.subject, reason=reasons.get(str(place), ""))
                    for place, one in enumerate(asked.questions)
                )
            )

    def _cancelled(self) -> None:
        asked = self._done()
        if asked:
            asked.declined()

    def _done(self) -> _Asked | None:
        asked, self._asked = self._asked, None
        self._side.close_panel()
        return asked

    def _make(self) -> ConfirmPanel:
        panel = ConfirmPanel(self.tr("Go on"))
        panel.confirmed.connect(self._confirmed)
        panel.cancelled.connect(self._cancelled)
        return panel

    def _renew(self) -> None:
        old, self._panel = self._panel, self._make()
        layout = self.layout()
        if layout:
            layout.replaceWidget(old, self._panel)
        old.hide()
        old.deleteLater()
