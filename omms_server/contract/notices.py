"""Words to one person about something that wants his eye."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from .messages import Command, Message, Query
from .types import Id, Moment


class NoticeKind(StrEnum):
    """What a notice is about."""

    EMERGENCY_OPENED = "emergency_opened"
    """Somebody opened the record of a patient in an emergency. `ref`: the opening."""
    EMERGENCY_REVIEWED = "emergency_reviewed"
    """One's own opening was reviewed. `ref`: the opening."""
    REFRESH_REUSED = "refresh_reused"
    """A used-up sign-in token came again: someone may have stolen it. `ref`: the account."""


class Notice(Message):
    """One notice."""

    id: Id
    kind: NoticeKind
    at: Moment
    by: str
    """Who caused it."""
    patient_id: Id | None
    patient_number: str
    ref: Id | None
    read: bool


class Notices(Message):
    """The newest first, and how many are unread in all."""

    rows: tuple[Notice, ...]
    unread: int


class ListNotices(Query[Notices]):
    """One's own notices."""

    method: ClassVar[str] = "notices.list"
    limit: int = Field(default=30, ge=1, le=100)


class MarkNoticesRead(Command[None]):
    """Tell that these were seen; those of others are left as they are."""

    method: ClassVar[str] = "notices.mark_read"
    ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=100)]
