"""What is wrong with a batch on the shelf: pure rules over stock rows (DOMAIN ST-R4). No Qt."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from omms_server.contract.pharmacy import StockRow

NEAR_MONTHS = 6


class Flag(StrEnum):
    """From grave to quiet."""

    EXPIRED = "expired"
    NEAR = "near"
    LOW = "low"


def flags(row: StockRow, usable: int, today: date) -> tuple[Flag, ...]:
    """What is wrong with a batch; `usable` are the unexpired units of its drug over all batches."""
    found = []
    if row.expires_on < today:
        found.append(Flag.EXPIRED)
    elif months_left(row.expires_on, today) < NEAR_MONTHS:
        found.append(Flag.NEAR)
    if usable < row.lower_limit:
        found.append(Flag.LOW)
    return tuple(found)


def usable_units(rows: Iterable[StockRow], today: date) -> Mapping[int, int]:
    """Unexpired units by drug, over the rows given."""
    units: dict[int, int] = defaultdict(int)
    for row in rows:
        units[row.drug_id] += row.on_hand if row.expires_on >= today else 0
    return units


def months_left(expiry: date, today: date) -> int:
    """Whole months until the last usable day, as the server counts them when stock comes in."""
    months = (expiry.year - today.year) * 12 + expiry.month - today.month
    month_end = expiry.day == calendar.monthrange(expiry.year, expiry.month)[1]
    return months - 1 if expiry.day < today.day and not month_end else months
