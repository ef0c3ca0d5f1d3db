"""What is wrong on the shelf: pure rules over stock rows (DOMAIN ST-R4). No Qt."""

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

    NONE = "none"
    EXPIRED = "expired"
    NEAR = "near"
    LOW = "low"


def flags(row: StockRow, usable: int, today: date) -> tuple[Flag, ...]:
    """What is wrong with a row; `usable` are the unexpired units of its drug over all batches."""
    if row.expires_on is None:
        return (Flag.NONE,)
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
        expired = row.expires_on is not None and row.expires_on < today
        units[row.drug_id] += 0 if expired else row.on_hand
    return units


def key_of(row: StockRow) -> int:
    """What tells a row from the others: its batch, or its drug when that has none."""
    return row.drug_id if row.batch_id is None else row.batch_id


def months_left(expiry: date, today: date) -> int:
    """Whole months until the last usable day, as the server counts them when stock comes in."""
    months = (expiry.year - today.year) * 12 + expiry.month - today.month
    month_end = expiry.day == calendar.monthrange(expiry.year, expiry.month)[1]
    return months - 1 if expiry.day < today.day and not month_end else months
