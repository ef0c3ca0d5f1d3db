"""Checks of the prescriber's rights: controlled classes and antibacterial grades (DOMAIN 3.4,
3.5).
"""

from __future__ import annotations

from collections.abc import Iterator

from .prescribing import Draft, Drug, Finding, Grade, Level, Line, Rights, Setting, SpecialClass

_OVERRIDE_DAYS = 1


def right_missing(draft: Draft) -> Iterator[Finding]:
    """RX-05: the right to prescribe at all, narcotics and class I psychotropics, toxic drugs,
    herbal pieces.
    """
    for line in draft.lines:
        right = _missing(line.drug, draft.rights)
        if right:
            params = {"right": right, "drug": line.drug.name}
            yield Finding("RX-05", Level.BLOCK, line.drug.code, params)


def special_grade_outpatient(draft: Draft) -> Iterator[Finding]:
    """RX-06: special-grade antibacterials are never used in outpatients."""
    for line in draft.lines:
        if _never(draft, line):
            yield Finding("RX-06", Level.BLOCK, line.drug.code, {"drug": line.drug.name})


def grade_exceeded(draft: Draft) -> Iterator[Finding]:
    """RX-07: one grade above the right only in an emergency, with a reason and for one day; more
    is refused.
    """
    for line in draft.lines:
        above = line.drug.grade - draft.rights.antibacterial
        if above <= 0 or _never(draft, line):
            continue
        answerable = above == 1 and line.days <= _OVERRIDE_DAYS
        params: dict[str, str | int] = {
            "drug": line.drug.name,
            "level": line.drug.grade.name.lower(),
            "days": line.days,
            "limit": _OVERRIDE_DAYS,
        }
        level = Level.REASON if answerable else Level.BLOCK
        yield Finding("RX-07", level, line.drug.code, params)


def _missing(drug: Drug, rights: Rights) -> str:
    if drug.special_class in (SpecialClass.NARCOTIC, SpecialClass.PSYCHOTROPIC_1):
        return "" if rights.narcotic else "narcotic"
    if drug.special_class is SpecialClass.TOXIC:
        return "" if rights.toxic else "toxic"
    if drug.herbal:
        return "" if rights.herbal else "herbal"
    return "" if rights.general else "general"


def _never(draft: Draft, line: Line) -> bool:
    return line.drug.grade is Grade.SPECIAL and draft.setting is Setting.OUTPATIENT
