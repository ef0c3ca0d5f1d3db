"""What can be booked, as the server said within the last quarter of a second."""

from __future__ import annotations

from datetime import date

from omms_server.contract.booking import ListOfferedDays, ListOfferedSlots, OfferedDays
from omms_server.contract.faults import Fault
from omms_server.contract.scheduling import Department, SessionSlots, Slot

from .backend import Asker
from .flights import Flights

SECONDS = 0.25
SLOT_LISTS = 256

Days = tuple[OfferedDays, ...]
Sessions = tuple[SessionSlots, ...]


class Offers:
    """Asks the server at most once for many readers, and only for days that it offers."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._days: Flights[Days] = Flights(SECONDS, 1)
        self._sessions: Flights[Sessions] = Flights(SECONDS, SLOT_LISTS)

    async def days(self) -> Days:
        """Every bookable department with its days."""
        return await self._days.get("days", lambda: self._asker.ask(ListOfferedDays()))

    async def department(self, department_id: int) -> OfferedDays | None:
        """One department with its days; None when it cannot be booked."""
        found = (row for row in await self.days() if row.department.id == department_id)
        return next(found, None)

    async def sessions(self, offered: OfferedDays, on: date) -> Sessions:
        """The sessions of a day; none when the department does not offer that day."""
        if all(day.on != on for day in offered.days):
            return ()
        request = ListOfferedSlots(department_id=offered.department.id, on=on)
        key = (offered.department.id, on)
        return await self._sessions.get(key, lambda: self._asker.ask(request))

    async def for_form(self, department_id: int, on: date) -> tuple[OfferedDays | None, Sessions]:
        """What a form that was sent stands on: with the server away what was last known, so that
        nothing typed is lost."""
        try:
            offered = await self.department(department_id)
            return offered, await self.sessions(offered, on) if offered else ()
        except Fault:
            days = self._days.last("days") or ()
            known = (row for row in days if row.department.id == department_id)
            sessions = self._sessions.last((department_id, on)) or ()
            return next(known, _nameless(department_id)), sessions


def _nameless(department_id: int) -> OfferedDays:
    """A department of which only the number is known."""
    department = Department(id=department_id, code="", name="", name_en="", initials="", place="")
    return OfferedDays(department=department, days=())


def find_slot(sessions: Sessions, slot_id: int) -> tuple[SessionSlots, Slot] | None:
    """A slot and the session it belongs to."""
    for session in sessions:
        for slot in session.slots:
            if slot.id == slot_id:
                return session, slot
    return None
