"""The receipt on A5."""

from __future__ import annotations

from omms_server.contract.medication_line import number
from omms_server.contract.money import capitals, price_text, yuan

from .marks import contact, reprint_mark
from .page import FAINT, GREY, Cell, Sheet, Style, fields
from .receipt_parts import SIMULATED, by_category, facts, paid, title
from .values import Receipt, ReceiptLine, Reprint

_WIDTH, _HEIGHT, _MARGIN = 148.0, 210.0, 12.0
_INNER = _WIDTH - 2 * _MARGIN
_BODY_ENDS = _HEIGHT - 18.0
_COLUMNS = (64.0, 16.0, 22.0, 22.0)
_CELL = Style(8.5, leading=1.55)
_RIGHT = Style(8.5, align="right", leading=1.55)


def render(receipt: Receipt, copy: int, reprint: Reprint | None) -> bytes:
    """A5 portrait; a long bill goes on on further pages, each with its heading."""
    return _Page(receipt, reprint_mark(receipt.clinic, copy, reprint)).render()


class _Page:
    def __init__(self, receipt: Receipt, mark: str) -> None:
        self._receipt, self._mark = receipt, mark
        self._sheet = Sheet(f"{title(receipt)} {receipt.number}", _WIDTH, _HEIGHT)
        self._y = 0.0

    def render(self) -> bytes:
        self._heading()
        for category, amount, lines in by_category(self._receipt):
            head = (Cell(category, 90, Style(9, True)), Cell(yuan(amount), 34, _bold_right(9)))
            self._row(head, keep=12)
            for line in lines:
                self._row(_cells(line))
            self._y += 1
        self._total()
        return self._sheet.finish(self._footer)

    def _heading(self) -> None:
        sheet, receipt = self._sheet, self._receipt
        y = sheet.paragraph(_MARGIN, 10, _INNER, receipt.clinic.name, Style(14, True, "center"))
        y = sheet.paragraph(_MARGIN, y, _INNER, title(receipt), Style(11, align="center"))
        marks = [text for text in (self._mark, SIMULATED if receipt.simulated else "") if text]
        for text in marks:
            y = sheet.paragraph(_MARGIN, y, _INNER, text, Style(9, True, "center"))
        y += 2
        rows = facts(receipt)
        for at in range(0, len(rows), 2):
            cells = [(label, value, _INNER / 2) for label, value in rows[at : at + 2]]
            y = fields(sheet, _MARGIN, y, cells) + 0.4
        self._y = self._columns(y + 2)

    def _columns(self, y: float) -> float:
        sheet = self._sheet
        sheet.line((_MARGIN, y), (_WIDTH - _MARGIN, y), 0.3)
        heads = zip(("项目", "数量", "单价", "金额（元）"), _COLUMNS, strict=True)
        left, right = Style(8, colour=GREY), Style(8, align="right", colour=GREY)
        cells = [Cell(text, width, right if at else left) for at, (text, width) in enumerate(heads)]
        y = sheet.row(_MARGIN, y + 1, cells) + 1
        sheet.line((_MARGIN, y), (_WIDTH - _MARGIN, y), 0.15, colour=FAINT)
        return y + 1.5

    def _row(self, cells: tuple[Cell, ...], keep: float = 0) -> None:
        """One row; `keep` is what must fit as well, so that no heading stands alone below."""
        if self._y + max(self._sheet.row_height(cells), keep) > _BODY_ENDS:
            self._sheet.next_page()
            self._heading()
        self._y = self._sheet.row(_MARGIN, self._y, cells)

    def _total(self) -> None:
        sheet, receipt = self._sheet, self._receipt
        rows = paid(receipt)
        if self._y + 32 + 5 * len(rows) > _BODY_ENDS:
            sheet.next_page()
            self._heading()
        y = self._y + 1
        sheet.line((_MARGIN, y), (_WIDTH - _MARGIN, y), 0.3)
        capital = Cell(f"合计（大写）  {capitals(receipt.total)}", 84, Style(9.5, leading=1.9))
        figures = Cell(f"¥ {yuan(receipt.total)}", 40, _bold_right(13))
        y = sheet.row(_MARGIN, y + 1.5, (capital, figures)) + 1.5
        sheet.line((_MARGIN, y), (_WIDTH - _MARGIN, y), 0.15, colour=FAINT)
        y += 1.5
        for label, value in rows:
            y = sheet.row(_MARGIN, y, (Cell(label, 84, _CELL), Cell(value, 40, _RIGHT)))
        seal = Style(8, align="right", colour=GREY)
        sheet.text(_WIDTH - _MARGIN - 30, y + 6, "收款单位（盖章）", seal)

    def _footer(self, page: int, of: int) -> None:
        small = Style(7.5, colour=GREY)
        self._sheet.text(_MARGIN, _HEIGHT - 12, contact(self._receipt.clinic), small)
        end = Style(7.5, align="right", colour=GREY)
        self._sheet.text(_WIDTH - _MARGIN, _HEIGHT - 12, f"第 {page}/{of} 页", end)


def _cells(line: ReceiptLine) -> tuple[Cell, ...]:
    quantity = f"{number(line.quantity)} {line.unit}".rstrip()
    texts = (line.name, quantity, price_text(line.price), yuan(line.amount))
    return tuple(
        Cell(text, width, _RIGHT if at else _CELL)
        for at, (text, width) in enumerate(zip(texts, _COLUMNS, strict=True))
    )


def _bold_right(size: float) -> Style:
    return Style(size, True, "right")
