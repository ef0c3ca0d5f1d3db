"""Splits a session into segments of time with their share of its numbers (DOMAIN REG-R4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Segment:
    """A segment and how many numbers it has; `first_number` counts through the whole session."""

    starts_at: datetime
    ends_at: datetime
    capacity: int
    first_number: int


def segments(
    starts_at: datetime, ends_at: datetime, minutes: int, capacity: int
) -> tuple[Segment, ...]:
    """Segments of `minutes` that share `capacity` by their length; the last may be shorter.

    The shares add up to `capacity`. A segment without a number is left out. Raises ValueError for
    a session that does not end after its start, or a length or capacity that is not positive.
    """
    if ends_at <= starts_at or minutes <= 0 or capacity <= 0:
        raise ValueError("a session needs a positive length, segment length and capacity")
    whole, step = ends_at - starts_at, timedelta(minutes=minutes)
    found: list[Segment] = []
    given, begins = 0, starts_at
    while begins < ends_at:
        ends = min(begins + step, ends_at)
        due = _share(capacity, ends - starts_at, whole)
        if due > given:
            found.append(Segment(begins, ends, due - given, given + 1))
        given, begins = due, ends
    return tuple(found)


def _share(capacity: int, elapsed: timedelta, whole: timedelta) -> int:
    """The numbers due by then, rounded up, so that the early segments get the odd ones."""
    return -(-capacity * (elapsed // _TICK) // (whole // _TICK))


_TICK = timedelta(microseconds=1)
