"""Today's sessions as a walk-in patient is offered them: free numbers, found by words. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from omms_server.contract.scheduling import Department, Session, SessionSlots, Slot


@dataclass(frozen=True, slots=True)
class Offer:
    """A session and the slots of it that can still be taken, earliest first."""

    session: Session
    slots: tuple[Slot, ...]
    words: str
    """What it is found by: names, initials, codes, room; lower case."""

    @property
    def free(self) -> int:
        """How many numbers are left in time."""
        return sum(slot.free for slot in self.slots)


def offers(
    sessions: Iterable[SessionSlots], departments: Mapping[int, Department], now: datetime
) -> tuple[Offer, ...]:
    """The sessions that are not over; a full one stays, so that one sees it is full."""
    return tuple(
        _offer(one, departments.get(one.session.department_id), now)
        for one in sessions
        if any(slot.ends_at > now for slot in one.slots)
    )


def matching(offered: Iterable[Offer], text: str) -> tuple[Offer, ...]:
    """Those in which every word typed occurs."""
    wanted = text.casefold().split()
    return tuple(one for one in offered if all(word in one.words for word in wanted))


def _offer(one: SessionSlots, department: Department | None, now: datetime) -> Offer:
    session = one.session
    slots = tuple(slot for slot in one.slots if slot.ends_at > now and slot.free > 0)
    words = [session.department, session.doctor, session.doctor_title, session.room]
    if department:
        words += [department.code, department.name_en, department.initials]
    return Offer(session, slots, " ".join(words).casefold())
