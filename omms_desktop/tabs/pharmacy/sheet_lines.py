"""The medication lines of a prescription, each with the batches it is taken from beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.labels import Chip, text_label
from omms_desktop.widgets.levels import Level
from omms_server.contract.charting import MedicationLine
from omms_server.contract.medication_line import Language, amount
from omms_server.contract.pharmacy import BatchPick, DispensingSheet

translate = QCoreApplication.translate
_TOP = Qt.AlignmentFlag.AlignTop


def medication_lines(sheet: DispensingSheet, language: str) -> QWidget:
    """All lines in the doctor's order; the line's text is never cut off (UX, medication line)."""
    spoken: Language = "zh" if language.startswith("zh") else "en"
    lines = QWidget()
    grid = QGridLayout(lines)
    tokens = current_tokens()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.space_4)
    grid.setVerticalSpacing(tokens.space_2)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(2, 2)
    for place, line in enumerate(sheet.prescription.lines):
        if place:
            rule = QFrame()
            rule.setProperty("role", "line")
            grid.addWidget(rule, place * 2 - 1, 0, 1, 3)
        picks = [pick for pick in sheet.picks if pick.line_id == line.id]
        grid.addWidget(text_label(str(place + 1), "muted"), place * 2, 0, _TOP)
        grid.addWidget(_what(line, spoken), place * 2, 1, _TOP)
        grid.addWidget(_where(line, picks, sheet.short, spoken), place * 2, 2, _TOP)
    return lines


def _what(line: MedicationLine, language: Language) -> QWidget:
    cell, column = _cell()
    column.addWidget(text_label(line.text, wrap=True))
    total = translate("Pharmacy", "{0} in all").format(amount(line.units, line.unit, language))
    column.addWidget(text_label(total, "strong"))
    if line.remark:
        column.addWidget(text_label(line.remark, "muted", wrap=True))
    return cell


def _where(
    line: MedicationLine, picks: Sequence[BatchPick], short: Sequence[str], language: Language
) -> QWidget:
    cell, column = _cell()
    if line.drug in short and not picks:
        column.addWidget(Chip(translate("Pharmacy", "Stock too low"), Level.STOP), 0, _left())
    for pick in picks:
        shelf = pick.shelf or translate("Pharmacy", "no shelf")
        taken = amount(pick.units, line.unit, language)
        column.addWidget(text_label(f"{shelf}  ·  {taken}", "strong"))
        words = translate("Pharmacy", "Lot {0}, expires {1}")
        column.addWidget(text_label(words.format(pick.lot, pick.expires_on.isoformat()), "small"))
    return cell


def _cell() -> tuple[QWidget, QVBoxLayout]:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return cell, column


def _left() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft
