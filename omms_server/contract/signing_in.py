"""Signing in and out."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from .faults import Fault
from .messages import Command, Message
from .permissions import Permission
from .types import Id, Moment

Password = Annotated[str, Field(min_length=1, max_length=200)]
Username = Annotated[str, Field(min_length=1, max_length=40)]
RoleCode = Annotated[str, StringConstraints(pattern=r"^(own:)?[a-z0-9_]{1,24}$")]
"""A built-in `Role`, or `own:` and the code of one of the clinic's own."""


class Post(Message):
    """One role a person has, in a department or clinic-wide (`department` empty)."""

    role: RoleCode
    role_name: str
    """The name of the clinic's own role; empty for a built-in one, which each language names."""
    department_id: Id | None
    department: str


class Person(Message):
    """Who is signed in."""

    id: Id
    staff_no: str
    name: str
    title: str
    posts: tuple[Post, ...]


class Clinic(Message):
    """The clinic as printed on papers and shown at sign-in."""

    name: str
    address: str
    phone: str
    zone: str
    simulated_payments: bool


class SignedIn(Message):
    """A sign-in. The access token is short-lived; the refresh token is used once and replaced."""

    access_token: str
    refresh_token: str
    expires_in: int
    """Seconds until the access token expires."""
    server_time: Moment
    """The server's clock, which every screen follows (DOMAIN GEN-R5)."""
    person: Person
    permissions: tuple[Permission, ...]
    must_change_password: bool
    """Every other request is refused with `MustChangePassword` until it is changed."""
    clinic: Clinic


class SignIn(Command[SignedIn]):
    """Sign in with a username and a password."""

    method: ClassVar[str] = "staff.sign_in"
    username: Username
    password: Password


class RenewSignIn(Command[SignedIn]):
    """Trade the refresh token for a new pair. Using an old one ends the whole family."""

    method: ClassVar[str] = "staff.renew_sign_in"
    refresh_token: Annotated[str, Field(min_length=1, max_length=200)]


class SignOut(Command[None]):
    """End this sign-in; its tokens stop working at once."""

    method: ClassVar[str] = "staff.sign_out"


class WrongCredentials(Fault, code="staff.wrong_credentials"):
    """Name or password is wrong; which one is not told (DOMAIN SEC-01). `left`: tries before the
    lock."""


class Locked(Fault, code="staff.locked"):
    """Too many failures (DOMAIN SEC-02). `until`: ISO time."""


class WorkstationLocked(Fault, code="staff.workstation_locked"):
    """Too many failures from this workstation, whoever's (DOMAIN SEC-02). `until`: ISO time."""


class MustChangePassword(Fault, code="staff.must_change_password"):
    """The password was given by somebody else or is too old (DOMAIN SEC-03): change it first."""
