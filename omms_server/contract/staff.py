"""The people who work here: their posts, rights, accounts and sign-ins, and the clinic's roles."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from .faults import Fault
from .messages import Command, Message, Query
from .permissions import Permission
from .signing_in import Password, Post, RoleCode
from .types import Id, Line, Moment, Name, SearchText, Version

StaffNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,20}$")]
NewUsername = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}$")]
"""Lower case; a name is typed in either at sign-in."""
OwnCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]


class RightCode(StrEnum):
    """One prescribing right (DOMAIN 3.4, 3.5). The value is stable: it is stored and sent."""

    BASIC = "BASIC"
    ABX_RESTRICTED = "ABX_RESTRICTED"
    ABX_SPECIAL = "ABX_SPECIAL"
    NP1 = "NP1"
    P2 = "P2"
    TOX = "TOX"
    TCM = "TCM"


class RightFields(Message):
    """A prescribing right as it is given: from the first day to the last, both inclusive."""

    code: RightCode
    since: date
    until: date | None = None


class Right(Message):
    """A prescribing right, and who gave it."""

    code: RightCode
    since: date
    until: date | None
    granted_by: str


class PostFields(Message):
    """A post as it is given: a built-in role or `own:<code>`, in a department or clinic-wide."""

    role: RoleCode
    department_id: Id | None = None


class StaffFields(Message):
    """What is kept of a person apart from the account."""

    name: Name
    title: Annotated[Line, Field(max_length=30)] = ""
    posts: Annotated[tuple[PostFields, ...], Field(max_length=10)] = ()
    rights: Annotated[tuple[RightFields, ...], Field(max_length=20)] = ()


class StaffRow(Message):
    """A person in a list."""

    id: Id
    staff_no: str
    username: str
    name: str
    title: str
    posts: tuple[Post, ...]
    disabled: bool
    locked_until: Moment | None


class StaffMember(Message):
    """A person with everything an administrator sees; `version` is sent back with a change."""

    id: Id
    version: Version
    staff_no: str
    username: str
    name: str
    title: str
    posts: tuple[Post, ...]
    rights: tuple[Right, ...]
    disabled: bool
    locked_until: Moment | None
    must_change_password: bool
    last_active: Moment | None
    """The last sign-in; the creation or enabling before the first one."""


class StaffPage(Message):
    """In the order of staff numbers; `next_after` continues a long list."""

    rows: tuple[StaffRow, ...]
    next_after: str | None


class FirstPassword(Message):
    """A one-time password: shown once, good for a week, changed at the first sign-in."""

    staff: StaffMember
    password: str


class StaffSession(Message):
    """One sign-in that still stands; `renewed_until` is when it ends unless it is renewed."""

    id: Id
    workstation: str
    started_at: Moment
    renewed_until: Moment
    current: bool
    """Whether the asking call belongs to it."""


class RoleView(Message):
    """A role with its permissions. `version` is None for the built-in ones: they cannot be
    changed."""

    role: RoleCode
    name: str
    """The name of the clinic's own; empty for a built-in one, which each language names."""
    permissions: tuple[Permission, ...]
    version: Version | None


class ListStaff(Query[StaffPage]):
    """Find people by a part of the name, or by how initials, staff number or user name begin; all
    without a text."""

    method: ClassVar[str] = "staff.list"
    text: SearchText = ""
    after: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{0,20}$")] = ""
    size: int = Field(default=50, ge=1, le=100)


class ReadStaff(Query[StaffMember]):
    """One person."""

    method: ClassVar[str] = "staff.read"
    staff_id: Id


class CreateStaff(Command[FirstPassword]):
    """Add a person with an account. Nobody gives what he lacks, but an administrator."""

    method: ClassVar[str] = "staff.create"
    staff_no: StaffNumber
    username: NewUsername
    fields: StaffFields


class ChangeStaff(Command[StaffMember]):
    """Change name, title, posts and rights; works at every workstation within seconds."""

    method: ClassVar[str] = "staff.change"
    staff_id: Id
    version: Version
    fields: StaffFields


class ResetPassword(Command[FirstPassword]):
    """Give a new one-time password, forgive the failures and end the person's sign-ins."""

    method: ClassVar[str] = "staff.reset_password"
    staff_id: Id


class DisableAccount(Command[StaffMember]):
    """Let a person sign in no more, and end his sign-ins."""

    method: ClassVar[str] = "staff.disable"
    staff_id: Id


class EnableAccount(Command[StaffMember]):
    """Let a person sign in again."""

    method: ClassVar[str] = "staff.enable"
    staff_id: Id


class ListSessions(Query[tuple[StaffSession, ...]]):
    """The sign-ins of a person that still stand, the newest first."""

    method: ClassVar[str] = "staff.sessions"
    staff_id: Id


class EndSession(Command[None]):
    """End one sign-in of a person; `NotFound` when it stands no more."""

    method: ClassVar[str] = "staff.end_session"
    staff_id: Id
    session_id: Id


class EndAllSessions(Command[int]):
    """End every sign-in of a person; answers how many."""

    method: ClassVar[str] = "staff.end_all_sessions"
    staff_id: Id


class ListRoles(Query[tuple[RoleView, ...]]):
    """Every role: the built-in ones, then the clinic's own by code."""

    method: ClassVar[str] = "staff.roles"


class SaveRole(Command[RoleView]):
    """Make a role of the clinic's own (no `version`) or change one. Permissions of services are
    not for people."""

    method: ClassVar[str] = "staff.save_role"
    code: OwnCode
    version: Version | None = None
    name: Name
    permissions: Annotated[tuple[Permission, ...], Field(min_length=1, max_length=100)]


class ChangePassword(Command[None]):
    """Change one's own password; one's other sign-ins end."""

    method: ClassVar[str] = "staff.change_password"
    present: Password
    new: Password


class SignOutEverywhere(Command[int]):
    """End every sign-in of oneself, this one included; answers how many."""

    method: ClassVar[str] = "staff.sign_out_everywhere"


class StaffNumberTaken(Fault, code="staff.number_taken"):
    """Another person has this staff number, `number`."""


class UsernameTaken(Fault, code="staff.username_taken"):
    """Another account has this user name, `username`."""


class RoleTaken(Fault, code="staff.role_taken"):
    """The clinic has a role of this code, `code`, already."""


class LastAdministrator(Fault, code="staff.last_administrator"):
    """Without this person nobody could administer the clinic any more."""


class AdministratorsSeeNoPatients(Fault, code="staff.administrators_see_no_patients"):
    """A post as administrator goes with no post that opens patients' records (DOMAIN 9.2);
    `permission` is one that it does."""


class ServicesOnly(Fault, code="staff.services_only"):
    """`permission` belongs to services such as the booking page and to no person."""


class WrongPassword(Fault, code="staff.wrong_password"):
    """The present password is wrong; counted like a failed sign-in. `left`: tries before the
    lock."""

    keeps = True


class WeakPassword(Fault, code="staff.weak_password"):
    """The new password breaks rules (DOMAIN SEC-09). `reasons`: list of too_short, few_classes,
    has_name, has_number, common, used_before; `length` and `history` say the limits."""
