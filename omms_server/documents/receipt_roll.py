"""The receipt on the 80 mm roll."""

from __future__ import annotations

from omms_server.contract.medication_line import number
from omms_server.contract.money import capitals, price_text, yuan

from .marks import contact, dashes, pair, reprint_mark
from .page import Cell, Sheet, Style
from .receipt_parts import SIMULATED, by_category, facts, paid, title
from .values import Receipt, ReceiptLine, Reprint

_WIDTH, _MARGIN = 80.0, 4.0
_INNER = _WIDTH - 2 * _MARGIN
_SMALL = Style(8.5, leading=1.45)


def render(receipt: Receipt, copy: int, reprint: Reprint | None) -> bytes:
    """The roll, as long as its lines need."""
    sheet = Sheet(f"{title(receipt)} {receipt.number}", _WIDTH, None)
    y = _heading(sheet, receipt, reprint_mark(receipt.clinic, copy, reprint))
    for label, value in facts(receipt):
        y = sheet.row(_MARGIN, y, pair(label, value, _INNER, _SMALL))
    y = _lines(sheet, receipt, y + 1.5)
    y = _total(sheet, receipt, y + 1.5)
    sheet.paragraph(_MARGIN, y + 2, _INNER, contact(receipt.clinic), Style(8, align="center"))
    return sheet.finish()


def _heading(sheet: Sheet, receipt: Receipt, mark: str) -> float:
    y = sheet.paragraph(_MARGIN, 5, _INNER, receipt.clinic.name, Style(12, True, "center"))
    y = sheet.paragraph(_MARGIN, y, _INNER, title(receipt), Style(10.5, align="center"))
    for text in (mark, SIMULATED if receipt.simulated else ""):
        if text:
            top = y + 1
            y = sheet.paragraph(_MARGIN, top + 0.6, _INNER, text, Style(9, True, "center")) + 0.6
            sheet.box((_MARGIN, top), (_INNER, y - top), 0.3)
    return y + 2


def _lines(sheet: Sheet, receipt: Receipt, y: float) -> float:
    dashes(sheet, y, _MARGIN)
    y += 1.5
    for category, amount, lines in by_category(receipt):
        y = sheet.row(_MARGIN, y, pair(category, yuan(amount), _INNER, Style(9.5, True)))
        for line in lines:
            y = sheet.paragraph(_MARGIN + 2, y, _INNER - 2, line.name, _SMALL)
            y = sheet.row(_MARGIN + 2, y, _figures(line))
        y += 1
    return y


def _figures(line: ReceiptLine) -> tuple[Cell, Cell]:
    told = f"{price_text(line.price)} × {number(line.quantity)} {line.unit}".rstrip()
    right = Style(_SMALL.size, align="right", leading=_SMALL.leading)
    return Cell(told, _INNER - 24, _SMALL), Cell(yuan(line.amount), 22, right)


def _total(sheet: Sheet, receipt: Receipt, y: float) -> float:
    dashes(sheet, y, _MARGIN)
    total = pair("合计", f"¥ {yuan(receipt.total)}", _INNER, Style(13, True))
    y = sheet.row(_MARGIN, y + 1.5, total)
    y = sheet.row(_MARGIN, y, pair("大写", capitals(receipt.total), _INNER, _SMALL))
    dashes(sheet, y + 1.5, _MARGIN)
    y += 3
    for label, value in paid(receipt):
        y = sheet.row(_MARGIN, y, pair(label, value, _INNER, _SMALL))
    dashes(sheet, y + 1.5, _MARGIN)
    return y + 1.5
