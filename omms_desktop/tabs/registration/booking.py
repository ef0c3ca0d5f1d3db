"""Offers today's free numbers for a walk-in and takes one. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.faults import Fault
from omms_server.contract.scheduling import (
    Appointment,
    BookAppointment,
    Department,
    ListDepartments,
    ListSessions,
    SessionSlots,
    SlotFull,
    SlotOver,
)

from .offers import Offer, matching, offers


class BookingView(Protocol):
    """The part of the detail where a number is chosen."""

    def show_offers(self, offered: tuple[Offer, ...]) -> None:
        """List these sessions; what is chosen stays chosen."""


class Booking:
    """Knows the day's sessions while they are on screen."""

    def __init__(self, context: TabContext) -> None:
        self._context, self._zone = context, ClinicTime(context.clinic.zone)
        self._view: BookingView | None = None
        self._departments: dict[int, Department] = {}
        self._sessions: tuple[SessionSlots, ...] = ()
        self._text = ""
        self._turn = 0
        self.open = False
        """Whether the sessions are on screen, so that news matter."""

    def attach(self, view: BookingView) -> None:
        """Use this view from now on."""
        self._view = view
        self._show()

    def begin(self) -> None:
        """Sessions are wanted now."""
        self.open, self._text = True, ""
        if not self._departments:
            self._context.tasks.run(ListDepartments(), self._know, self._failed)
        self.reload()

    def reload(self) -> None:
        """Numbers may have been taken or given back."""
        self._turn += 1
        turn = self._turn
        request = ListSessions(on=self._zone.day(self._context.clock.now()))

        def loaded(sessions: tuple[SessionSlots, ...]) -> None:
            if turn == self._turn:
                self._sessions = sessions
                self._show()

        self._context.tasks.run(request, loaded, self._failed)

    def find(self, text: str) -> None:
        """Narrow the sessions to those of these words."""
        self._text = text
        self._show()

    def book(
        self,
        patient_id: int,
        slot_id: int,
        then: Callable[[Appointment], None],
        failed: Callable[[Fault], None],
    ) -> None:
        """Take a number of this slot."""

        def refused(fault: Fault) -> None:
            if isinstance(fault, (SlotFull, SlotOver)):
                self.reload()
            failed(fault)

        request = BookAppointment(patient_id=patient_id, slot_id=slot_id)
        self._context.tasks.run(request, then, refused)

    def _know(self, departments: tuple[Department, ...]) -> None:
        self._departments = {one.id: one for one in departments}
        self._show()

    def _failed(self, fault: Fault) -> None:
        self._context.notices.show_fault(fault)

    def _show(self) -> None:
        if self._view:
            offered = offers(self._sessions, self._departments, self._context.clock.now())
            self._view.show_offers(matching(offered, self._text))
