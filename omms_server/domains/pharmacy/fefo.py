"""Which batches a drug is taken from: first expired, first out (DOMAIN ST-R3, ST-R4)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Batch:
    """A batch on the shelf. `expiry` is its last usable day; `on_hand` whole smallest units."""

    id: int
    on_hand: int
    expiry: date
    received: date
    locked: bool = False


@dataclass(frozen=True)
class Pick:
    """So many units of one batch, at least one."""

    batch_id: int
    units: int


@dataclass(frozen=True)
class Shortage:
    """Less is usable than was asked for; nothing is picked then."""

    wanted: int
    usable: int


def last_usable_day(text: str) -> date:
    """The last usable day of a printed expiry: "2026-10" means through 31 October, "2026-10-15"
    that day (DOMAIN ST-R3). Raises ValueError for anything else.
    """
    if len(text) == len("2026-10"):
        first = date.fromisoformat(f"{text}-01")
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return date.fromisoformat(text)


def allocate(
    batches: Iterable[Batch], units: int, today: date, last_use: date | None = None
) -> tuple[Pick, ...] | Shortage:
    """Pick `units` from usable batches: earliest expiry first, then earliest received, then lowest
    id (DOMAIN ST-R3). Expired, locked and empty batches are passed over; with `last_use`, the last
    day of the course, also those that expire before it (DOMAIN ST-R4). Raises ValueError when
    `units` is not positive.
    """
    if units <= 0:
        raise ValueError("units must be positive")
    picks: list[Pick] = []
    missing = units
    for batch in in_order(batches, max(today, last_use or today)):
        taken = min(batch.on_hand, missing)
        picks.append(Pick(batch.id, taken))
        missing -= taken
        if not missing:
            return tuple(picks)
    return Shortage(wanted=units, usable=units - missing)


def in_order(batches: Iterable[Batch], usable_on: date) -> list[Batch]:
    """The batches usable on a day, in the order they are to be used up."""
    usable = (b for b in batches if b.on_hand > 0 and not b.locked and b.expiry >= usable_on)
    return sorted(usable, key=lambda batch: (batch.expiry, batch.received, batch.id))


def months_to_expiry(expiry: date, today: date) -> int:
    """Whole months a batch can still be used, negative once expired; lists warn at 6, 3 and 1
    (DOMAIN ST-R4).
    """
    if expiry < today:
        return -1
    months = (expiry.year - today.year) * 12 + expiry.month - today.month
    return months - 1 if expiry.day < today.day and not _month_end(expiry) else months


def _month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
