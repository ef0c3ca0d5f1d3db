"""The receipt, on the 80 mm roll or on A5."""

from __future__ import annotations

from typing import Literal

from . import receipt_a5, receipt_roll
from .values import Receipt, Reprint

Size = Literal["80mm", "A5"]


def render(
    receipt: Receipt, *, copy: int = 0, reprint: Reprint | None = None, size: Size = "80mm"
) -> bytes:
    """The receipt as PDF. A reprint says 补打 n, when and by whom (DOMAIN FIN-08).

    Faults: GlyphMissing.
    """
    if size == "80mm":
        return receipt_roll.render(receipt, copy, reprint)
    return receipt_a5.render(receipt, copy, reprint)
