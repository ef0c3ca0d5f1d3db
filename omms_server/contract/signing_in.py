"""Signing in and out."""

from typing import Annotated, ClassVar

from pydantic import Field

from .faults import Fault
from .messages import Command, Message
from .permissions import Permission, Role
from .types import Id, Moment

Password = Annotated[str, Field(min_length=1, max_length=200)]
Username = Annotated[str, Field(min_length=1, max_length=40)]


class Post(Message):
    """One role a person has, in a department or clinic-wide (`department` empty)."""

    role: Role
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
