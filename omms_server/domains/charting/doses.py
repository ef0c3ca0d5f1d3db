"""Checks of the daily dose, added up per ingredient and per drug over all lines (DOMAIN 3.8 step
11).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from .prescribing import Draft, Finding, Level, Line
from .quantity import Rhythm

_MASS_IN_MICROGRAMS = {"μg": 1, "µg": 1, "ug": 1, "mg": 10**3, "g": 10**6}


def daily_dose(line: Line) -> Fraction | None:
    """What is taken on a day of taking, in the drug's dose unit: a weekly dose is taken whole on
    its day. A dose as needed counts once; None without a dose in figures.
    """
    if line.dose is None:
        return None
    times = line.frequency.times_per_day if line.frequency.rhythm is Rhythm.DAILY else None
    return Fraction(line.dose) * max(times or Fraction(1), Fraction(1))


def overdosed(draft: Draft) -> Iterator[Finding]:
    """RX-13: over the ceiling of an ingredient or of a drug. Where an ingredient tells it, its
    drugs stay silent.
    """
    lines = (*draft.lines, *_added_earlier(draft))
    told: set[str] = set()
    for ingredient in sorted({each for line in draft.lines for each in line.drug.ingredients}):
        finding = _over_ingredient(draft, ingredient, lines)
        if finding:
            told.add(ingredient)
            yield finding
    yield from _over_drugs(draft.lines, told)


def _added_earlier(draft: Draft) -> list[Line]:
    """Earlier lines that are taken besides. The same drug again is a refill, which the duplicate
    check asks about.
    """
    again = {line.drug.code for line in draft.lines}
    return [line for line in draft.earlier if line.drug.code not in again]


def _over_ingredient(draft: Draft, ingredient: str, lines: Iterable[Line]) -> Finding | None:
    limit = draft.rules.daily_limits.get(ingredient)
    if limit is None:
        return None
    holding = [line for line in lines if ingredient in line.drug.ingredients]
    total = sum((_amount(line, ingredient, limit.unit) for line in holding), Fraction())
    if total <= Fraction(limit.amount):
        return None
    codes = sorted({line.drug.code for line in holding})
    params: dict[str, str | int] = {
        "drug": "、".join(dict.fromkeys(line.drug.name for line in holding)),
        "ingredient": ingredient,
        "value": _figure(total, limit.unit),
        "max": _figure(Fraction(limit.amount), limit.unit),
    }
    return Finding("RX-13", Level.REASON, f"ing:{ingredient}:{'+'.join(codes)}"[:120], params)


def _over_drugs(lines: Iterable[Line], told: set[str]) -> Iterator[Finding]:
    by_drug: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_drug[line.drug.code].append(line)
    for code, same in by_drug.items():
        drug = same[0].drug
        total = sum((daily_dose(line) or Fraction() for line in same), Fraction())
        if drug.max_daily is None or total <= Fraction(drug.max_daily) or told & drug.ingredients:
            continue
        params: dict[str, str | int] = {
            "drug": drug.name,
            "value": _figure(total, drug.dose_unit),
            "max": _figure(Fraction(drug.max_daily), drug.dose_unit),
        }
        yield Finding("RX-13", Level.REASON, code, params)


def _amount(line: Line, ingredient: str, unit: str) -> Fraction:
    """The ingredient in a day of this line, in `unit`; nothing where the dose cannot be converted
    (5 ml, 1 tube).
    """
    drug, dose = line.drug, daily_dose(line)
    if dose is None:
        return Fraction()
    for name, amount, measured in drug.amounts:
        if name == ingredient:
            units = dose / Fraction(drug.strength)
            return units * Fraction(amount) * _factor(measured, unit)
    return dose * _factor(drug.dose_unit, unit) if len(drug.ingredients) == 1 else Fraction()


def _factor(unit: str, wanted: str) -> Fraction:
    if unit == wanted:
        return Fraction(1)
    try:
        return Fraction(_MASS_IN_MICROGRAMS[unit], _MASS_IN_MICROGRAMS[wanted])
    except KeyError:
        return Fraction()


def _figure(value: Fraction, unit: str) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{round(exact, 4):f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {unit}"
