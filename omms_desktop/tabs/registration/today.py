"""The day's appointments: filtered, loaded page by page, kept fresh by news. No Qt."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.faults import Fault
from omms_server.contract.scheduling import (
    Appointment,
    AppointmentsPage,
    AppointmentState,
    ListAppointments,
)

PAGE = 50


class Shown(StrEnum):
    """Which of the day's appointments are listed."""

    EXPECTED = "expected"
    WAITING = "waiting"
    ALL = "all"


STATES: dict[Shown, tuple[AppointmentState, ...]] = {
    Shown.EXPECTED: (AppointmentState.BOOKED,),
    Shown.WAITING: (AppointmentState.CHECKED_IN, AppointmentState.CALLED),
    Shown.ALL: (),
}


class TodayView(Protocol):
    """The list at the left."""

    def show_appointments(self, rows: tuple[Appointment, ...], total: int, shown: Shown) -> None:
        """List these rows out of `total`; the choice stays where it is."""


class Today:
    """Reloads as many pages as are open; news that come meanwhile cause one more reload."""

    def __init__(self, context: TabContext) -> None:
        self._context, self._zone = context, ClinicTime(context.clinic.zone)
        self._view: TodayView | None = None
        self._shown, self._pages = Shown.EXPECTED, 1
        self._rows: tuple[Appointment, ...] = ()
        self._total = 0
        self._turn = 0
        self._loading = self._again = False

    def attach(self, view: TodayView) -> None:
        """Use this view from now on."""
        self._view = view
        self._show()

    def choose(self, shown: Shown) -> None:
        """List others."""
        self._shown, self._pages = shown, 1
        self._begin()

    def more(self) -> None:
        """The end of the list is near."""
        if not self._loading and len(self._rows) < self._total:
            self._pages += 1
            self._begin()

    def reload(self) -> None:
        """Something changed."""
        if self._loading:
            self._again = True
        else:
            self._begin()

    def _begin(self) -> None:
        self._turn += 1
        self._loading, self._again = True, False
        self._load(self._turn, 1, ())

    def _load(self, turn: int, page: int, before: tuple[Appointment, ...]) -> None:
        request = ListAppointments(
            on=self._zone.day(self._context.clock.now()),
            states=STATES[self._shown],
            page=page,
            size=PAGE,
        )

        def loaded(answer: AppointmentsPage) -> None:
            if turn == self._turn:
                self._loaded(turn, page, before + answer.rows, answer)

        self._context.tasks.run(request, loaded, lambda fault: self._failed(turn, fault))

    def _loaded(
        self, turn: int, page: int, rows: tuple[Appointment, ...], answer: AppointmentsPage
    ) -> None:
        if page < self._pages and len(rows) < answer.total:
            self._load(turn, page + 1, rows)
            return
        # A row may move to the next page between two answers.
        self._rows = tuple({row.id: row for row in rows}.values())
        self._total, self._loading = answer.total, False
        self._show()
        if self._again:
            self._begin()

    def _failed(self, turn: int, fault: Fault) -> None:
        if turn == self._turn:
            self._loading = False
            self._context.notices.show_fault(fault)

    def _show(self) -> None:
        if self._view:
            self._view.show_appointments(self._rows, self._total, self._shown)
