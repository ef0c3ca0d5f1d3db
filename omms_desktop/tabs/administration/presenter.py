"""Decides what part of the trail is shown: filtered, newest first, growing by key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from omms_desktop.backend.ports import Notices, Tasks
from omms_server.contract.audit import AuditPage, AuditRow, ReadAudit
from omms_server.contract.faults import Fault

PAGE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see. `action`: a method, a group such as `billing.`, or all."""

    since: date | None = None
    until: date | None = None
    """Inclusive."""
    action: str = ""
    patient_number: str = ""


class TrailView(Protocol):
    """What the page can show."""

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def show_period_wrong(self) -> None: ...


class TrailPresenter:
    """Reading is itself no change; what is loaded stays until it is loaded anew."""

    def __init__(self, view: TrailView, tasks: Tasks, notices: Notices, zone: str) -> None:
        self._view, self._tasks, self._notices = view, tasks, notices
        self._zone = ZoneInfo(zone)
        self.wanted = Wanted()
        self._rows: tuple[AuditRow, ...] = ()
        self._next: int | None = None
        self._asked: ReadAudit | None = None

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_rows(self._rows, self._next is not None)

    def load(self) -> None:
        """Load the newest entries that are wanted."""
        wanted = self.wanted
        if wanted.since and wanted.until and wanted.since > wanted.until:
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
        self._want(replace(self.wanted, patient_number=number))

    def load_more(self) -> None:
        """The end of the list is near."""
        if self._asked is None and self._next is not None:
            self._read(self._rows, self._next)

    def _want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.load()

    def _read(self, before: tuple[AuditRow, ...], key: int | None) -> None:
        wanted = self.wanted
        after = wanted.until + timedelta(days=1) if wanted.until else None
        asked = self._asked = ReadAudit(
            since=self._midnight(wanted.since),
            until=self._midnight(after),
            patient_number=wanted.patient_number,
            action=wanted.action,
            before=key,
            size=PAGE,
        )
        self._view.show_busy(True)

        def show(page: AuditPage) -> None:
            if asked is self._asked:  # an older reading may come late
                self._show(before, page)

        def fail(fault: Fault) -> None:
            if asked is self._asked:
                self._asked = None
                self._view.show_busy(False)
                self._notices.show_fault(fault)

        self._tasks.run(asked, show, fail)

    def _show(self, before: tuple[AuditRow, ...], page: AuditPage) -> None:
        found = tuple(row for row in page.rows if is_wanted(row.action, self.wanted.action))
        if not found and page.next_before is not None:
            self._read(before, page.next_before)
            return
        self._asked = None
        self._rows, self._next = before + found, page.next_before
        self._view.show_busy(False)
        self._view.show_rows(self._rows, self._next is not None)

    def _midnight(self, day: date | None) -> datetime | None:
        return datetime.combine(day, time(0), self._zone) if day else None


def is_wanted(action: str, wanted: str) -> bool:
    """The server filters by how an action begins; a whole method means that one alone."""
    return action.startswith(wanted) if wanted.endswith(".") or not wanted else action == wanted
