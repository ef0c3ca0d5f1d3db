"""Marks that several papers share: the clinic's lines and the reprint mark."""

from __future__ import annotations

from .page import Cell, Sheet, Style
from .values import Clinic, Reprint


def reprint_mark(clinic: Clinic, copy: int, reprint: Reprint | None) -> str:
    """ "补打 2 · 2026-11-23 09:40 · 工号 1003" for a reprint, empty for the original."""
    if copy <= 0:
        return ""
    mark = f"补打 {copy}"
    return f"{mark} · {clinic.clock(reprint.at)} · 工号 {reprint.by}" if reprint else mark


def pair(label: str, value: str, width: float, style: Style) -> tuple[Cell, Cell]:
    """A label at the left edge and its value at the right."""
    taken = width * 0.3
    right = Style(style.size, style.bold, "right")
    return Cell(label, taken, style), Cell(value, width - taken, right)


def dashes(sheet: Sheet, y: float, margin: float) -> None:
    """The dashed rule of the roll papers."""
    sheet.line((margin, y), (sheet.width - margin, y), 0.2, (0.8, 0.8))


def contact(clinic: Clinic) -> str:
    """Address and phone, whichever there is."""
    return "  ".join(
        part for part in (clinic.address, clinic.phone and f"电话 {clinic.phone}") if part
    )
