"""Checks of form: diagnosis, mixing of kinds, number of drugs, vague usage words (DOMAIN RX-R1,
RX-R10, 3.1).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from .prescribing import Draft, Finding, Kind, Level, Line, kind_by_content

WHOLE = "prescription"
"""The subject of a finding about the prescription as a whole."""

_VAGUE = ("遵医嘱", "遵嘱", "自用")
_VAGUE_ALONE = "外用"
_SOLVENT = "infusion_solvent"


def diagnosis_missing(draft: Draft) -> Iterator[Finding]:
    """RX-17: no prescription without a clinical diagnosis."""
    if not draft.diagnoses:
        yield Finding("RX-17", Level.BLOCK, WHOLE)


def kinds_mixed(draft: Draft) -> Iterator[Finding]:
    """RX-21: herbal pieces and drugs of different kinds may not share a prescription."""
    kinds = sorted({kind_by_content(line.drug) for line in draft.lines})
    if len(kinds) > 1:
        yield Finding("RX-21", Level.BLOCK, WHOLE, {"kinds": ",".join(kinds)})


def too_many_drugs(draft: Draft) -> Iterator[Finding]:
    """RX-01: at most five drugs on a western or patent prescription; lines of one drug count
    once.
    """
    counted = {line.drug.code for line in draft.lines if _counts(draft, line)}
    if draft.kind is not Kind.HERBAL and len(counted) > draft.rules.most_drugs:
        params = {"count": len(counted), "limit": draft.rules.most_drugs}
        yield Finding("RX-01", Level.BLOCK, WHOLE, params)


def vague_usage(draft: Draft) -> Iterator[Finding]:
    """RX-18: words like 遵医嘱 or 自用, or 外用 alone, are no usage."""
    for line in draft.lines:
        words = "".join(c for c in line.remark if unicodedata.category(c)[0] in "LN")
        if words == _VAGUE_ALONE or any(vague in words for vague in _VAGUE):
            yield Finding("RX-18", Level.BLOCK, line.drug.code, {"drug": line.drug.name})


def _counts(draft: Draft, line: Line) -> bool:
    return draft.rules.count_solvents or _SOLVENT not in line.drug.tags
