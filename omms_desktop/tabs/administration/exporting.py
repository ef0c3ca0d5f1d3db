"""Decides about an export of the trail: what is asked, where it goes, what went wrong. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from omms_desktop.backend.ports import Notices, Tasks, Ticket
from omms_server.contract.audit import AuditExport, ExportAudit
from omms_server.contract.faults import Fault

from .presenter import Wanted

SUFFIX = ".csv"
"""By which `omms-server verify --audit` knows a table from a chain."""
NO_FOLDER, TAKEN, REFUSED = "no_folder", "taken", "refused"


class ExportView(Protocol):
    """What the panel can show."""

    def show_exporting(self, exporting: bool) -> None: ...
    def show_exported(self, file: Path, rows: int) -> None: ...
    def show_file_wrong(self, problem: str) -> None: ...
    def show_period_wrong(self) -> None: ...


class ExportPresenter:
    """One file, under the clinic's signature as the server made it: not one byte is changed."""

    def __init__(self, view: ExportView, tasks: Tasks, notices: Notices) -> None:
        self._view, self._tasks, self._notices = view, tasks, notices
        self._ticket: Ticket | None = None

    def export(self, typed: str, wanted: Wanted, zone: ZoneInfo) -> None:
        """Ask for what the list shows and keep it in the file whose name was typed."""
        if wanted.is_turned:
            self._view.show_period_wrong()
            return
        file = file_of(typed)
        if problem := problem_of(file):
            self._view.show_file_wrong(problem)
            return
        asked = ExportAudit(**wanted.filters(zone))
        self._view.show_exporting(True)
        self._ticket = self._tasks.run(asked, lambda made: self._keep(file, made), self._failed)

    def give_up(self) -> None:
        """Wait no longer; no file is made."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
            self._view.show_exporting(False)

    def _keep(self, file: Path, made: AuditExport) -> None:
        self._ticket = None
        self._view.show_exporting(False)
        if keep(file, made.csv):
            self._view.show_exported(file, made.rows)
        else:
            self._view.show_file_wrong(problem_of(file) or REFUSED)

    def _failed(self, fault: Fault) -> None:
        self._ticket = None
        self._view.show_exporting(False)
        self._notices.show_fault(fault)


def file_of(typed: str) -> Path:
    """The file that is meant; one without the suffix of tables is given it."""
    file = Path(typed.strip())
    if file.is_dir():
        return file / f"omms-trail{SUFFIX}"
    return file if file.suffix.lower() == SUFFIX else file.with_name(file.name + SUFFIX)


def problem_of(file: Path) -> str:
    """Why nothing is kept there; a file that exists is never written over."""
    if not file.parent.is_dir():
        return NO_FOLDER
    return TAKEN if file.exists() else ""


def keep(file: Path, text: str) -> bool:
    """Write a new file, all of it or none."""
    try:
        with file.open("xb") as opened:
            opened.write(text.encode())
    except FileExistsError:
        return False
    except OSError:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        return False
    return True


def offered_name(now: datetime, taken: Callable[[str], bool]) -> str:
    """A name for a new file that no file has."""
    name = f"omms-trail-{now:%Y%m%d-%H%M}"
    names = (name, *(f"{name}-{number}" for number in range(2, 100)))
    return next((one for one in names if not taken(one + SUFFIX)), name) + SUFFIX
