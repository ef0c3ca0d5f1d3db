"""Decides what part of the trail is shown: filtered, newest first, growing by key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from omms_desktop.backend.ports import Notices, Tasks, Ticket
from omms_server.contract.audit import (
    AuditDetails,
    AuditPage,
    AuditRow,
    Outcome,
    ReadAudit,
    ReadAuditDetails,
)
from omms_server.contract.faults import Fault
from omms_server.contract.staff import ListStaff, StaffPage, StaffRow

PAGE = 100
PEOPLE = 20
"""The most people a search for one lists."""
LONGEST = 20
"""Digits of a patient's number, and some."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see. `action`: a method, a group such as `billing.`, or all."""

    since: date | None = None
    until: date | None = None
    """Inclusive."""
    action: str = ""
    patient_number: str = ""
    person_id: int | None = None
    outcome: Outcome | None = None

    @property
    def is_turned(self) -> bool:
        """Whether the period ends before it begins."""
        return bool(self.since and self.until and self.since > self.until)

    def filters(self, zone: ZoneInfo) -> dict[str, Any]:
        """The fields that `ReadAudit` and `ExportAudit` have in common."""
        after = self.until + timedelta(days=1) if self.until else None
        return {
            "since": _midnight(self.since, zone),
            "until": _midnight(after, zone),
            "person_id": self.person_id,
            "patient_number": self.patient_number,
            "action": self.action,
            "outcome": self.outcome,
        }


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(0), zone) if day else None


class TrailView(Protocol):
    """What the page can show."""

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None: ...
    def show_people(self, people: tuple[StaffRow, ...]) -> None: ...
    def show_details(self, entry_id: int, details: AuditDetails) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def show_period_wrong(self) -> None: ...
    def show_number_wrong(self) -> None: ...


class TrailPresenter:
    """Reading is itself no change; what is loaded stays until it is loaded anew."""

    def __init__(self, view: TrailView, tasks: Tasks, notices: Notices, zone: str) -> None:
        self._view, self._tasks, self._notices = view, tasks, notices
        self.zone = ZoneInfo(zone)
        self.wanted = Wanted()
        self._rows: tuple[AuditRow, ...] = ()
        self._next: int | None = None
        self._asked: ReadAudit | None = None
        self._ticket: Ticket | None = None
        self._people_asked: ListStaff | None = None
        self._details: tuple[int, AuditDetails] | None = None

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_rows(self._rows, self._next is not None)
        if self._details is not None:
            self._view.show_details(*self._details)

    def load(self) -> None:
        """Load the newest entries that are wanted."""
        if self.wanted.is_turned:
            self._view.show_period_wrong()
            return
        self._read((), None)

    def show_period(self, since: date | None, until: date | None) -> None:
        """Only entries of these days, both inclusive."""
        self._want(replace(self.wanted, since=since, until=until))

    def show_action(self, action: str) -> None:
        """Only this action or group; empty for all."""
        self._want(replace(self.wanted, action=action))

    def show_patient(self, number: str) -> None:
        """Only what was done to the patient of this number; empty for all."""
        if number and not (number.isascii() and number.isdecimal() and len(number) <= LONGEST):
            self._view.show_number_wrong()
            return
        self._want(replace(self.wanted, patient_number=number))

    def show_person(self, person_id: int | None) -> None:
        """Only what this person did; None for all."""
        self._want(replace(self.wanted, person_id=person_id))

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Only what ended so; None for all."""
        self._want(replace(self.wanted, outcome=outcome))

    def find_people(self, text: str) -> None:
        """Look for the person whose entries are wanted."""
        try:
            asked = self._people_asked = ListStaff(text=text, size=PEOPLE)
        except ValidationError:  # longer than any name
            self._view.show_people(())
            return

        def found(page: StaffPage) -> None:
            if asked is self._people_asked:  # an older search may answer late
                self._view.show_people(page.rows)

        self._tasks.run(asked, found, self._notices.show_fault)

    def open_details(self, entry_id: int) -> None:
        """Open before and after of an entry; it stands on the trail."""

        def show(details: AuditDetails) -> None:
            self._details = (entry_id, details)
            self._view.show_busy(False)
            self._view.show_details(entry_id, details)

        self._begin(ReadAuditDetails(entry_id=entry_id), show)

    def load_more(self) -> None:
        """The end of the list is near."""
        if self._asked is None and self._next is not None:
            self._read(self._rows, self._next)

    def give_up(self) -> None:
        """Wait no longer for what is under way; what is shown stays."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = self._asked = None

    def _want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.load()

    def _read(self, before: tuple[AuditRow, ...], key: int | None) -> None:
        filters = self.wanted.filters(self.zone)
        asked = self._asked = ReadAudit(**filters, before=key, size=PAGE)

        def show(page: AuditPage) -> None:
            if asked is self._asked:  # an older reading may come late
                self._asked = None
                self._rows, self._next = before + page.rows, page.next_before
                self._view.show_busy(False)
                self._view.show_rows(self._rows, self._next is not None)

        self._begin(asked, show)

    def _begin(self, asked: Any, show: Any) -> None:
        def fail(fault: Fault) -> None:
            if isinstance(asked, ReadAudit):
                if asked is not self._asked:
                    return
                self._asked = None
            self._view.show_busy(False)
            self._notices.show_fault(fault)

        self._view.show_busy(True)
        self._ticket = self._tasks.run(asked, show, fail)
