"""Check of the stock that a prescription needs (DOMAIN 3.8 step 14)."""

from __future__ import annotations

from collections.abc import Iterator

from .prescribing import Draft, Finding, Level


def out_of_stock(draft: Draft) -> Iterator[Finding]:
    """RX-22: less usable stock than all lines of the drug need together."""
    for code in dict.fromkeys(line.drug.code for line in draft.lines):
        same = [line for line in draft.lines if line.drug.code == code]
        drug, stock, need = same[0].drug, same[0].stock, sum(line.units for line in same)
        if stock is not None and stock.units < need:
            params: dict[str, str | int] = {
                "drug": drug.name,
                "pharmacy": stock.pharmacy,
                "stock": stock.units,
                "need": need,
                "unit": drug.min_unit,
            }
            yield Finding("RX-22", Level.BLOCK, code, params)
