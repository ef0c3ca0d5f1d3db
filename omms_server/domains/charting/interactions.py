"""Checks of pairs of drugs: interactions and duplicates, against earlier prescriptions too
(DOMAIN 3.8 steps 9, 10).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from omms_server.core.reference_rows import InteractionRow

from .clinical_rules import pair, terms_of
from .prescribing import Draft, Drug, Finding, Level

_BY_SEVERITY = {
    "CONTRAINDICATED": ("RX-10", Level.BLOCK),
    "MAJOR": ("RX-11", Level.REASON),
    "MODERATE": ("RX-11-MODERATE", Level.CONFIRM),
    "MINOR": ("RX-11-MINOR", Level.INFO),
}
_SOLVENT = "infusion_solvent"


def interacting(draft: Draft) -> Iterator[Finding]:
    """RX-10 and RX-11. A rule for a class says nothing more where a rule for the very ingredients
    is as grave.
    """
    for one, other in _pairs(draft):
        if one.code == other.code or one.ingredients == other.ingredients:
            continue
        for row in _telling(_rules(draft, one, other)):
            yield _interaction(one, other, row)


def duplicated(draft: Draft) -> Iterator[Finding]:
    """RX-12: the same ingredient, or two drugs of a class that is watched. Infusion solvents may
    repeat.
    """
    for one, other in _pairs(draft):
        if _SOLVENT in one.tags and _SOLVENT in other.tags:
            continue
        shared = sorted(one.ingredients & other.ingredients)
        classes = sorted(one.tags & other.tags & draft.rules.duplicate_tags)
        if shared:
            what = what_en = ", ".join(shared)
        elif classes:
            names = [draft.rules.class_names[tag] for tag in classes]
            what, what_en = ("、".join(n[0] for n in names), ", ".join(n[1] for n in names))
        else:
            continue
        params = {**_names(one, other), "what": what, "what_en": what_en}
        yield Finding("RX-12", Level.REASON, _subject(one, other), params)


def _pairs(draft: Draft) -> Iterator[tuple[Drug, Drug]]:
    now = [line.drug for line in draft.lines]
    yield from combinations(now, 2)
    yield from product(now, [line.drug for line in draft.earlier])


def _rules(draft: Draft, one: Drug, other: Drug) -> list[InteractionRow]:
    index = draft.rules.interactions
    keys = {
        pair(a, b)
        for a, b in product(
            terms_of(one.ingredients, one.tags), terms_of(other.ingredients, other.tags)
        )
    }
    return [row for key in keys & index.keys() for row in index[key]]


def _telling(rows: list[InteractionRow]) -> Iterator[InteractionRow]:
    told = -1
    for row in sorted(rows, key=lambda row: (_level(row), -_specificity(row), row.id)):
        if _specificity(row) >= told:
            told = _specificity(row)
            yield row


def _specificity(row: InteractionRow) -> int:
    return (row.a_kind, row.b_kind).count("ing")


def _level(row: InteractionRow) -> Level:
    return _BY_SEVERITY[row.severity][1]


def _interaction(one: Drug, other: Drug, row: InteractionRow) -> Finding:
    code, level = _BY_SEVERITY[row.severity]
    params = {
        **_names(one, other),
        "effect": row.effect_zh,
        "effect_en": row.effect_en,
        "advice": row.advice_zh,
        "advice_en": row.advice_en,
    }
    return Finding(code, level, f"{_subject(one, other)}:{row.id}", params)


def _names(one: Drug, other: Drug) -> dict[str, str | int]:
    return {"a": one.name, "b": other.name, "a_en": one.name_en, "b_en": other.name_en}


def _subject(one: Drug, other: Drug) -> str:
    return "+".join(pair(one.code, other.code))
