"""Who plays in the day, and what the day leaves behind for those who check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .booking_page import Booked
from .desk import Desk
from .invented import Invented

PASSWORD = "demo-2026"  # noqa: S105 invented, printed by the demonstration itself


@dataclass(frozen=True)
class Desks:
    """Five workstations, a person at each."""

    registration: Desk
    charting: Desk
    cashier: Desk
    pharmacy: Desk
    administration: Desk


@dataclass
class Day:
    """One patient's day, and a second patient who registers at the counter."""

    patient: Invented
    second: Invented
    booked: Booked | None = None
    number: str = ""
    second_number: str = ""
    prescription: str = ""
    receipts: list[str] = field(default_factory=list)
    stock_before: Mapping[str, list[tuple[str, ...]]] = field(default_factory=dict)
    stock_after: Mapping[str, list[tuple[str, ...]]] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)
    """What was seen on another desk, and after how many seconds."""
