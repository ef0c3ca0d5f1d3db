"""Decides about roles: the list, and making or changing one of the clinic's own. No Qt."""

from __future__ import annotations

from typing import Any, Protocol

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Beside
from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault
from omms_server.contract.staff import ListRoles, RoleView, SaveRole

OWN = "own:"
"""What stands before the code of a role of the clinic's own."""


class RolesView(Protocol):
    """What the page can show."""

    def show_roles(self, roles: tuple[RoleView, ...], chosen: str) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def close_side(self) -> None: ...


class RolesPresenter:
    """Built-in roles stand as they are; the clinic's own are made of permissions."""

    def __init__(self, view: RolesView, context: TabContext) -> None:
        self._view, self._context = view, context
        self._roles: tuple[RoleView, ...] = ()
        self._news = context.changes.subscribe((Topic.STAFF,), self._changed)

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_roles(self._roles, "")

    def load(self, chosen: str = "") -> None:
        """List the roles anew, and choose this one."""

        def show(roles: tuple[RoleView, ...]) -> None:
            self._roles = roles
            self._view.show_roles(roles, chosen)

        self._context.tasks.run(ListRoles(), show, self._context.notices.show_fault)

    def save(self, role: RoleView | None, values: dict[str, Any], beside: Beside) -> None:
        """Make a role, or change this one."""
        try:
            asked = SaveRole(
                code=role.role.removeprefix(OWN) if role else values["code"],
                version=role.version if role else None,
                name=values["name"],
                permissions=tuple(values["permissions"]),
            )
        except ValidationError as error:
            self._context.notices.show_fault(invalid(error), beside=beside)
            return
        self._view.show_busy(True)
        self._context.tasks.run(asked, self._saved, lambda fault: self._failed(fault, beside))

    def _saved(self, role: RoleView) -> None:
        self._view.show_busy(False)
        self._view.close_side()
        self.load(role.role)

    def _failed(self, fault: Fault, beside: Beside) -> None:
        self._view.show_busy(False)
        self._context.notices.show_fault(fault, beside=beside)

    def _changed(self, _news: tuple[Changed, ...]) -> None:
        self.load()
