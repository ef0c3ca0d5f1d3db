"""Decides about machines: the list, one-time codes, revocation. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Beside
from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Command
from omms_server.contract.workstations import (
    Enrolment,
    IssueEnrolment,
    ListWorkstations,
    RevokeWorkstation,
    WorkstationKind,
    WorkstationRow,
    Workstations,
)

A = TypeVar("A")


class WorkstationsView(Protocol):
    """What the page can show."""

    def show_machines(self, machines: Workstations) -> None: ...
    def show_code(self, enrolment: Enrolment) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def close_side(self) -> None: ...


class WorkstationsPresenter:
    """Machines change seldom; the list is loaded when it is shown and after each change."""

    def __init__(self, view: WorkstationsView, context: TabContext) -> None:
        self._view, self._context = view, context
        self._machines = Workstations(rows=(), waiting=())

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_machines(self._machines)

    def load(self) -> None:
        """List the machines anew."""
        self._context.tasks.run(ListWorkstations(), self._take, self._context.notices.show_fault)

    def issue(self, name: str, kind: WorkstationKind, beside: Beside) -> None:
        """Make a one-time code for a machine; it is shown once."""
        self._send(lambda: IssueEnrolment(name=name, kind=kind), self._issued, beside)

    def revoke(self, machine: WorkstationRow, reason: str, beside: Beside) -> None:
        """Shut a machine out."""
        self._send(
            lambda: RevokeWorkstation(workstation_id=machine.id, reason=reason),
            self._revoked,
            beside,
        )

    def _send(
        self, make: Callable[[], Command[A]], done: Callable[[A], None], beside: Beside
    ) -> None:
        notices = self._context.notices
        try:
            asked = make()
        except ValidationError as error:
            notices.show_fault(invalid(error), beside=beside)
            return

        def answered(answer: A) -> None:
            self._view.show_busy(False)
            done(answer)

        def failed(fault: Fault) -> None:
            self._view.show_busy(False)
            notices.show_fault(fault, beside=beside)

        self._view.show_busy(True)
        self._context.tasks.run(asked, answered, failed)

    def _issued(self, enrolment: Enrolment) -> None:
        self._view.show_code(enrolment)
        self.load()

    def _revoked(self, _machine: WorkstationRow) -> None:
        self._view.close_side()
        self.load()

    def _take(self, machines: Workstations) -> None:
        self._machines = machines
        self._view.show_machines(machines)
