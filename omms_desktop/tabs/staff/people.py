"""Decides about people: the list, one person, and what is changed. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Beside
from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Command
from omms_server.contract.scheduling import Department, ListDepartments
from omms_server.contract.staff import (
    ChangeStaff,
    CreateStaff,
    DisableAccount,
    EnableAccount,
    EndAllSessions,
    FirstPassword,
    ListRoles,
    ListSessions,
    ListStaff,
    PostFields,
    ReadStaff,
    ResetPassword,
    RightCode,
    RightFields,
    RoleView,
    StaffMember,
    StaffPage,
    StaffRow,
    StaffSession,
)

A = TypeVar("A")
PAGE = 100


class PeopleView(Protocol):
    """What the page can show."""

    def show_rows(self, rows: tuple[StaffRow, ...], more: bool) -> None: ...
    def show_person(
        self, person: StaffMember | None, sessions: tuple[StaffSession, ...]
    ) -> None: ...
    def show_choices(
        self, departments: tuple[Department, ...], roles: tuple[RoleView, ...]
    ) -> None: ...
    def show_password(self, person: StaffMember, password: str) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def close_side(self) -> None: ...


class PeoplePresenter:
    """Every change answers with the person as he stands now."""

    def __init__(self, view: PeopleView, context: TabContext) -> None:
        self._view, self._context = view, context
        self.person: StaffMember | None = None
        self._rows: tuple[StaffRow, ...] = ()
        self._next: str | None = None
        self._text = ""
        self._asked: ListStaff | None = None
        self._sessions: tuple[StaffSession, ...] = ()
        self._departments: tuple[Department, ...] = ()
        self._roles: tuple[RoleView, ...] = ()

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_choices(self._departments, self._roles)
        self._view.show_rows(self._rows, self._next is not None)
        self._view.show_person(self.person, self._sessions)

    def load(self) -> None:
        """List people anew, and what may be chosen for posts."""
        self._run(ListDepartments(every=True), self._know_departments)
        self._run(ListRoles(), self._know_roles)
        self._list("", ())

    def search(self, text: str) -> None:
        """Narrow the list."""
        self._text = text
        self._list("", ())

    def load_more(self) -> None:
        """The end of the list is near."""
        if self._asked is None and self._next is not None:
            self._list(self._next, self._rows)

    def open(self, staff_id: int) -> None:
        """Show a person."""
        self._run(ReadStaff(staff_id=staff_id), self._take)

    def create(self, values: dict[str, Any], beside: Beside) -> None:
        """Add a person; the one-time password is shown once."""
        self._send(
            lambda: CreateStaff.model_validate(
                {
                    "staff_no": values["staff_no"],
                    "username": values["username"],
                    "fields": self._fields(values),
                }
            ),
            self._password,
            beside,
        )

    def change(self, values: dict[str, Any], beside: Beside) -> None:
        """Change name, title, posts and rights of the shown person."""
        person = self.person
        if person is not None:
            self._send(
                lambda: ChangeStaff.model_validate(
                    {
                        "staff_id": person.id,
                        "version": person.version,
                        "fields": self._fields(values),
                    }
                ),
                self._changed,
                beside,
            )

    def reset_password(self) -> None:
        """Give the shown person a new one-time password."""
        person = self.person
        if person is not None:
            self._send(lambda: ResetPassword(staff_id=person.id), self._password)

    def set_disabled(self, disabled: bool) -> None:
        """Let the shown person sign in no more, or again."""
        person = self.person
        if person is not None:
            kind = DisableAccount if disabled else EnableAccount
            self._send(lambda: kind(staff_id=person.id), self._changed)

    def end_sessions(self) -> None:
        """End every sign-in of the shown person."""
        person = self.person
        if person is not None:
            asked = EndAllSessions(staff_id=person.id)
            self._send(lambda: asked, lambda _count: self._ended(person.id))

    def _ended(self, staff_id: int) -> None:
        self._view.close_side()
        self.open(staff_id)

    def _fields(self, values: dict[str, Any]) -> dict[str, Any]:
        before = {right.code: right for right in self.person.rights} if self.person else {}
        today = self._today()

        def right(code: RightCode) -> RightFields:
            kept = before.get(code)
            if kept is None:
                return RightFields(code=code, since=today)
            return RightFields(code=code, since=kept.since, until=kept.until)

        return {
            "name": values["name"],
            "title": values["title"] or "",
            "posts": [PostFields(role=r, department_id=d) for r, d in values["posts"]],
            "rights": [right(code) for code in values["rights"]],
        }

    def _today(self) -> date:
        return self._context.clock.now().date()

    def _send(
        self,
        make: Callable[[], Command[A]],
        done: Callable[[A], None],
        beside: Beside | None = None,
    ) -> None:
        try:
            asked = make()
        except ValidationError as error:
            self._context.notices.show_fault(invalid(error), beside=beside)
            return

        def answered(answer: A) -> None:
            self._view.show_busy(False)
            done(answer)

        def failed(fault: Fault) -> None:
            self._view.show_busy(False)
            self._context.notices.show_fault(fault, beside=beside)

        self._view.show_busy(True)
        self._context.tasks.run(asked, answered, failed)

    def _changed(self, person: StaffMember) -> None:
        self._view.close_side()
        self._take(person)
        self._list("", ())

    def _password(self, first: FirstPassword) -> None:
        self._changed(first.staff)
        self._view.show_password(first.staff, first.password)

    def _take(self, person: StaffMember) -> None:
        self.person, self._sessions = person, ()
        self._view.show_person(person, ())
        self._run(ListSessions(staff_id=person.id), self._know_sessions)

    def _know_sessions(self, sessions: tuple[StaffSession, ...]) -> None:
        self._sessions = sessions
        self._view.show_person(self.person, sessions)

    def _know_departments(self, departments: tuple[Department, ...]) -> None:
        self._departments = departments
        self._view.show_choices(self._departments, self._roles)

    def _know_roles(self, roles: tuple[RoleView, ...]) -> None:
        self._roles = roles
        self._view.show_choices(self._departments, self._roles)

    def _list(self, after: str, before: tuple[StaffRow, ...]) -> None:
        asked = self._asked = ListStaff(text=self._text, after=after, size=PAGE)

        def show(page: StaffPage) -> None:
            if asked is not self._asked:  # an older list may come late
                return
            self._asked = None
            self._rows, self._next = before + page.rows, page.next_after
            self._view.show_rows(self._rows, self._next is not None)

        self._run(asked, show)

    def _run(self, asked: Any, then: Callable[[Any], None]) -> None:
        self._context.tasks.run(asked, then, self._context.notices.show_fault)
