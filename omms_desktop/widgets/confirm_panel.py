"""A panel that lists every finding at once and asks for the reasons, without a window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens

from .actions import ActionButton, make_action
from .finding_box import Finding, FindingBox
from .labels import text_label
from .scroll import FocusScroll


class ConfirmPanel(QFrame):
    """Findings from grave to quiet, reasons where asked, the primary action with its key."""

    confirmed = Signal(dict)
    """The reasons given, by finding key; only findings that ask for one are in it."""
    cancelled = Signal()

    def __init__(self, primary: str, key: str = "F9", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._boxes: list[FindingBox] = []
        self._extra: QWidget | None = None
        self._title = text_label(role="heading", wrap=True)
        self._go = make_action(self, primary, key)
        self._back = make_action(self, self.tr("Back"), "Esc")
        self._back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._go.triggered.connect(self.confirm)
        self._back.triggered.connect(self.cancelled)
        self._arrange()

    def show_findings(self, title: str, findings: Sequence[Finding]) -> None:
        """List these findings and put the cursor where the first answer is needed."""
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._title.setText(title)
        self.setAccessibleName(title)
        self._boxes = [FindingBox(finding) for finding in sorted(findings, key=_gravity)]
        for place, box in enumerate(self._boxes):
            self._list.insertWidget(place, box)
            box.answered.connect(self._next)
        self._go.setEnabled(not any(box.finding.final for box in self._boxes))
        self.focus_first()

    def set_extra(self, widget: QWidget) -> None:
        """Put a widget under the findings, such as the sign-in of a second person."""
        if self._extra:
            self._extra.deleteLater()
        self._extra = widget
        self._list.insertWidget(self._list.count() - 1, widget)

    def focus_first(self) -> None:
        """Put the cursor on the first missing reason, else on the primary button."""
        waiting = [box for box in self._boxes if box.needs_answer()]
        if waiting:
            waiting[0].focus_reason()
        else:
            (self._go_button if self._go.isEnabled() else self._back_button).setFocus()

    def reasons(self) -> dict[str, str]:
        """Return the reasons typed so far, by finding key."""
        return {box.finding.key: box.reason() for box in self._boxes if box.finding.reason_needed}

    def confirm(self) -> None:
        """Emit `confirmed`, or go to the reason that is missing and say so."""
        missing = [box for box in self._boxes if box.needs_answer()]
        for box in missing:
            box.ask_again()
        if missing:
            missing[0].focus_reason()
        elif self._go.isEnabled():
            self.confirmed.emit(self.reasons())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._next()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        self.focus_first()

    def _arrange(self) -> None:
        tokens = current_tokens()
        self._go_button = ActionButton(self._go, "primary")
        self._back_button = ActionButton(self._back)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, tokens.space_1, 0)
        self._list.setSpacing(tokens.space_2)
        self._list.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back_button)
        buttons.addStretch(1)
        buttons.addWidget(self._go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._title)
        column.addWidget(FocusScroll(inside), 1)
        column.addLayout(buttons)


def _gravity(finding: Finding) -> int:
    return ["stop", "warn", "note", "ok", "idle"].index(str(finding.level))
