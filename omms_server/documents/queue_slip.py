"""The queue slip: an 80 mm paper with a number one reads from across the room."""

from __future__ import annotations

from omms_server.contract.masking import mask_name

from .marks import contact, dashes, pair, reprint_mark
from .page import Sheet, Style
from .values import QueueSlip, Reprint

_WIDTH, _MARGIN = 80.0, 5.0
_INNER = _WIDTH - 2 * _MARGIN


def render(slip: QueueSlip, *, copy: int = 0, reprint: Reprint | None = None) -> bytes:
    """The slip as PDF. The name is masked: the paper lies on chairs and in bins (DOMAIN 9.3).

    Faults: GlyphMissing.
    """
    sheet = Sheet(f"候诊号 {slip.number}", _WIDTH, None)
    y = sheet.paragraph(_MARGIN, 5, _INNER, slip.clinic.name, Style(12, True, "center"))
    mark = reprint_mark(slip.clinic, copy, reprint)
    if mark:
        y = sheet.paragraph(_MARGIN, y + 0.5, _INNER, mark, Style(9, True, "center"))
    y = _number(sheet, slip, y + 2)
    y = _details(sheet, slip, y + 2)
    dashes(sheet, y + 2, _MARGIN)
    note = "请留意叫号屏，过号请到分诊台。时间为到诊时间。"
    y = sheet.paragraph(_MARGIN, y + 3.5, _INNER, note, Style(8, align="center"))
    sheet.paragraph(_MARGIN, y, _INNER, contact(slip.clinic), Style(8, align="center"))
    return sheet.finish()


def _number(sheet: Sheet, slip: QueueSlip, y: float) -> float:
    dashes(sheet, y, _MARGIN)
    place = f"{slip.department}  {slip.room}".strip()
    y = sheet.paragraph(_MARGIN, y + 2, _INNER, place, Style(13, True, "center"))
    size = _largest(sheet, slip.number)
    y = sheet.paragraph(_MARGIN, y, _INNER, slip.number, Style(size, True, "center", leading=1.15))
    told = "加号" if slip.added else ""
    if slip.ahead is not None:
        told = "  ".join(part for part in (told, f"前面还有 {slip.ahead} 人") if part)
    if told:
        y = sheet.paragraph(_MARGIN, y, _INNER, told, Style(10, align="center"))
    dashes(sheet, y + 2, _MARGIN)
    return y + 2


def _largest(sheet: Sheet, number: str) -> float:
    """56 points, or as large as fits in one line."""
    natural = sheet.text_width(number, Style(56, True))
    return min(56.0, 56.0 * (_INNER - 1) / natural) if natural else 56.0


def _details(sheet: Sheet, slip: QueueSlip, y: float) -> float:
    style = Style(10, leading=1.5)
    rows = (
        ("医生", slip.doctor),
        ("时段", slip.segment),
        ("姓名", mask_name(slip.patient_name)),
        ("门诊号", slip.visit_number),
        ("签到", slip.clinic.clock(slip.checked_in_at)),
    )
    for label, value in rows:
        if value:
            y = sheet.row(_MARGIN, y, pair(label, value, _INNER, style))
    return y
