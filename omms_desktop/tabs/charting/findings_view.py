"""Why a prescription was refused: all findings at once, each with its level in word and shape."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.texts.findings import finding_sentence
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.finding_box import Finding, FindingBox
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.levels import Level

_LEVELS = {"BLOCK": Level.STOP, "SECOND_PERSON": Level.STOP, "REASON": Level.WARN}


class FindingsView(QWidget):
    """Shows findings in the order they come, from grave to quiet."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[FindingBox] = []
        self._title = text_label(
            self.tr("Not signed. Change the lines, then sign again."), "strong", wrap=True
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_tokens().space_2)
        self._column.addWidget(self._title)
        self.hide()

    def show_findings(self, findings: Sequence[Mapping[str, Any]], language: str) -> None:
        """Show these findings; none takes no room."""
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = [FindingBox(_finding(each, language)) for each in findings]
        for box in self._boxes:
            self._column.addWidget(box)
        self.setVisible(bool(findings))


def _finding(found: Mapping[str, Any], language: str) -> Finding:
    code = str(found.get("code", ""))
    level = _LEVELS.get(str(found.get("level")), Level.NOTE)
    title = finding_sentence(code, found.get("params") or {}, language)
    return Finding(f"{code}~{found.get('subject', '')}", level, title)
