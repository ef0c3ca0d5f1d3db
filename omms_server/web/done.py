"""Bookings just made, kept in memory for their confirmation page."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from omms_server.contract.booking import OnlineBooking
from omms_server.contract.scheduling import Department

SECONDS = 15 * 60
BOUND = 5_000


@dataclass(frozen=True)
class Done:
    """A booking with the department in both languages."""

    booking: OnlineBooking
    department: Department


class DoneBookings:
    """At most `bound` for fifteen minutes each, under ids that cannot be guessed."""

    def __init__(self, seconds: float = SECONDS, bound: int = BOUND) -> None:
        self._seconds, self._bound = seconds, bound
        self._kept: OrderedDict[str, tuple[float, Done]] = OrderedDict()

    def keep(self, done: Done) -> str:
        """Keep it; returns its id."""
        now = time.monotonic()
        while self._kept and (
            len(self._kept) >= self._bound or next(iter(self._kept.values()))[0] <= now
        ):
            self._kept.popitem(last=False)
        name = secrets.token_urlsafe(18)
        self._kept[name] = (now + self._seconds, done)
        return name

    def find(self, name: str) -> Done | None:
        """The booking while it is kept."""
        kept = self._kept.get(name)
        return kept[1] if kept is not None and kept[0] > time.monotonic() else None
