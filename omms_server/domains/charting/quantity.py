"""How much of a drug a prescription line needs (DOMAIN 3.7), in exact arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from omms_server.contract.faults import Invalid


class RoundMode(StrEnum):
    """How a dose becomes whole units: over the course, at every dose, or entered as containers."""

    TOTAL = "TOTAL"
    PER_DOSE = "PER_DOSE"
    CONTAINER = "CONTAINER"


class Rhythm(StrEnum):
    """Whether a frequency repeats by the day, happens once, or is given when needed."""

    DAILY = "daily"
    ONCE = "once"
    AS_NEEDED = "as_needed"


@dataclass(frozen=True)
class Frequency:
    """How often. `times_per_day` stands for DAILY alone; a rounded decimal must be rounded down,
    not up.
    """

    code: str
    rhythm: Rhythm
    times_per_day: Fraction | None = None


@dataclass(frozen=True)
class Packing:
    """How a drug comes. `strength` is the amount in one smallest unit, in the unit doses are
    ordered in.
    """

    strength: Decimal
    round_mode: RoundMode
    pack_size: int
    splittable: bool


@dataclass(frozen=True)
class Usage:
    """What was ordered. `units` is entered by hand where `needs_hand_entry`; what is taken when
    needed may state its `doses` instead. `dose` may lack for containers.
    """

    frequency: Frequency
    days: int
    dose: Decimal | None = None
    doses: int | None = None
    units: int | None = None


@dataclass(frozen=True)
class Quantity:
    """`min_units` are needed, `dispense_units` are given out. `doses` is None where it is not
    counted, `days_covered` where no day can be.
    """

    doses: int | None
    min_units: int
    packs: int
    dispense_units: int
    days_covered: int | None


def frequency_of(code: str, times_per_day: Fraction | None, *, as_needed: bool) -> Frequency:
    """The frequency behind a dictionary row: no times a day means once; SOS is as needed, too."""
    if times_per_day is not None:
        return Frequency(code, Rhythm.DAILY, times_per_day)
    return Frequency(code, Rhythm.AS_NEEDED if as_needed else Rhythm.ONCE)


def round_mode_for(drug_mode: RoundMode, route_mode: RoundMode) -> RoundMode:
    """A container stays one by any route; else what either the drug or the route discards is
    discarded.
    """
    if drug_mode is RoundMode.CONTAINER:
        return drug_mode
    return RoundMode.PER_DOSE if RoundMode.PER_DOSE in (drug_mode, route_mode) else RoundMode.TOTAL


def needs_hand_entry(frequency: Frequency, round_mode: RoundMode) -> bool:
    """Whether the prescriber enters the units: containers, and what is taken when needed."""
    return round_mode is RoundMode.CONTAINER or frequency.rhythm is Rhythm.AS_NEEDED


def dispensing_quantity(usage: Usage, packing: Packing) -> Quantity:
    """Doses, units, packs and the days they last. Raises Invalid naming the entry that lacks or
    is not positive.
    """
    _require(usage.days > 0, "days")
    _require(packing.strength > 0 and packing.pack_size > 0, "packing")
    doses = _doses(usage)
    units = _units(usage, packing, doses)
    packs = math.ceil(Fraction(units, packing.pack_size))
    dispensed = units if packing.splittable else packs * packing.pack_size
    return Quantity(doses, units, packs, dispensed, _days_covered(usage, packing, dispensed))


def _doses(usage: Usage) -> int | None:
    if usage.frequency.rhythm is Rhythm.ONCE:
        return 1
    if usage.frequency.rhythm is Rhythm.AS_NEEDED:
        return usage.doses
    return math.ceil(usage.days * _times(usage.frequency))


def _units(usage: Usage, packing: Packing, doses: int | None) -> int:
    by_hand = needs_hand_entry(usage.frequency, packing.round_mode) and usage.units is not None
    if by_hand or doses is None or packing.round_mode is RoundMode.CONTAINER:
        _require(usage.units is not None and usage.units > 0, "units")
        return usage.units or 0
    _require(doses > 0, "doses")
    one = _dose(usage) / Fraction(packing.strength)
    if packing.round_mode is RoundMode.PER_DOSE:
        return doses * math.ceil(one)
    return math.ceil(doses * one)


def _days_covered(usage: Usage, packing: Packing, dispensed: int) -> int | None:
    if usage.frequency.rhythm is not Rhythm.DAILY or usage.dose is None:
        return None
    one = _dose(usage) / Fraction(packing.strength)
    if packing.round_mode is RoundMode.PER_DOSE:
        doses = dispensed // math.ceil(one)
    else:
        doses = math.floor(dispensed / one)
    return math.floor(doses / _times(usage.frequency))


def _times(frequency: Frequency) -> Fraction:
    times = frequency.times_per_day
    if times is None or times <= 0:
        raise Invalid(errors=[{"field": "frequency", "kind": "missing", "limit": None}])
    return times


def _dose(usage: Usage) -> Fraction:
    _require(usage.dose is not None and usage.dose > 0, "dose")
    return Fraction(usage.dose or 0)


def _require(holds: bool, field: str) -> None:
    if not holds:
        raise Invalid(errors=[{"field": field, "kind": "missing", "limit": None}])
