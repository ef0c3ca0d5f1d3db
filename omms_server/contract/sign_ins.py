"""Who is signed in: every sign-in that still stands, whoever's it is."""

from typing import ClassVar

from pydantic import Field

from .messages import Message, Query
from .types import Id, Moment, SearchText


class SignInRow(Message):
    """One sign-in of one person; `EndSession` ends it."""

    id: Id
    staff_id: Id
    staff_no: str
    name: str
    title: str
    workstation: str
    started_at: Moment
    renewed_until: Moment
    """When it ends unless it is renewed."""
    current: bool
    """Whether the asking call belongs to it."""


class SignInPage(Message):
    """The newest first; `next_before` continues a long list by key."""

    rows: tuple[SignInRow, ...]
    next_before: Id | None


class ListSignIns(Query[SignInPage]):
    """Who is signed in where, found as `ListStaff` finds people, or by how the workstation's name
    begins; all without a text."""

    method: ClassVar[str] = "staff.sign_ins"
    text: SearchText = ""
    before: Id | None = None
    size: int = Field(default=100, ge=1, le=200)
