"""Whose turn it is among priority classes, without starving anyone (DOMAIN REG-R13, REG-R14)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

NORMALS_BETWEEN = 2
"""So many normal patients are called before one with priority is put in between (REG-R14)."""


class Priority(IntEnum):
    """Priority class; the lower goes first."""

    EMERGENCY = 0
    PREFERRED = 1
    RETURNING = 2
    NORMAL = 3


@dataclass(frozen=True)
class Ticket:
    """A waiting patient: class, segment he queues with, moment by which he queues within it."""

    appointment_id: int
    segment: datetime
    at: datetime
    priority: Priority = Priority.NORMAL


def queue_key(ticket: Ticket) -> tuple[Priority, datetime, datetime, int]:
    """Class, then segment, then check-in (DOMAIN REG-R13)."""
    return ticket.priority, ticket.segment, ticket.at, ticket.appointment_id


def normals_since_priority(called: Iterable[Priority]) -> int:
    """How many normal patients were called since the last with priority; `called` in the order of
    the calls. Emergencies do not count.
    """
    count = 0
    for priority in called:
        if priority is Priority.NORMAL:
            count += 1
        elif priority is not Priority.EMERGENCY:
            count = 0
    return count


def next_to_call(waiting: Sequence[Ticket], normals_since: int) -> Ticket | None:
    """The next patient: emergencies at once; others with priority after every two normal ones, or
    when no normal one waits (DOMAIN REG-R14). None when nobody waits.
    """
    order = sorted(waiting, key=queue_key)
    if not order or order[0].priority is Priority.EMERGENCY:
        return order[0] if order else None
    normal = next((each for each in order if each.priority is Priority.NORMAL), None)
    if normal is None or normals_since >= NORMALS_BETWEEN:
        return order[0]
    return normal


def calling_order(waiting: Sequence[Ticket], normals_since: int) -> tuple[Ticket, ...]:
    """The whole queue in the order it will be called if nobody else comes."""
    left = list(waiting)
    order: list[Ticket] = []
    while chosen := next_to_call(left, normals_since):
        left.remove(chosen)
        order.append(chosen)
        normals_since = normals_since_priority(
            [Priority.NORMAL] * normals_since + [chosen.priority]
        )
    return tuple(order)
