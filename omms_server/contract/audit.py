"""The trail: who did what, when, where from, on whom, with what outcome."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from .faults import Confirm, Damaged, Fault, Internal, SecondPerson
from .messages import Command, Message, Query
from .types import Id, Moment, SearchText

DONE = "ok"
ASKED = frozenset({Confirm.code, SecondPerson.code})
FAILED = frozenset({Damaged.code, Internal.code})


class Outcome(StrEnum):
    """How something ended. An entry keeps the code of the fault; this is what it comes to."""

    DONE = "done"
    ASKED = "asked"
    """The server wanted a reason or a second person first; the command came again, or did not."""
    REFUSED = "refused"
    FAILED = "failed"


def outcome_of(code: str) -> Outcome:
    """What the outcome of an entry comes to."""
    if code == DONE:
        return Outcome.DONE
    if code in ASKED:
        return Outcome.ASKED
    return Outcome.FAILED if code in FAILED else Outcome.REFUSED


class AuditRow(Message):
    """One entry. `sealed` tells that the hash chain covers it."""

    id: Id
    at: Moment
    person: str
    post: str
    second: str
    """Who signed in on the spot as the second person; else empty."""
    workstation: str
    action: str
    patient_id: Id | None
    patient_number: str
    subject: str
    outcome: str
    reason: str
    sealed: bool


class AuditPage(Message):
    """Newest first; `next_before` continues a long list by key."""

    rows: tuple[AuditRow, ...]
    next_before: Id | None


class ReadAudit(Query[AuditPage]):
    """Read the trail, filtered. `action` is a whole name, or the group of all that begin with it
    when it ends in a dot, such as `billing.`."""

    method: ClassVar[str] = "audit.read"
    since: Moment | None = None
    until: Moment | None = None
    person_id: Id | None = None
    patient_number: Annotated[SearchText, Field(pattern=r"^[0-9]*$")] = ""
    action: Annotated[str, Field(max_length=60, pattern=r"^[a-z_.]*$")] = ""
    outcome: Outcome | None = None
    before: Id | None = None
    size: int = Field(default=50, ge=1, le=100)


class AuditExport(Message):
    """A table under the clinic's signature; check it with `omms-server verify --audit`."""

    csv: str
    rows: int


class ExportAudit(Command[AuditExport]):
    """Export what fits the filters of `ReadAudit`, the newest first; stands on the trail itself."""

    method: ClassVar[str] = "audit.export"
    since: Moment | None = None
    until: Moment | None = None
    person_id: Id | None = None
    patient_number: Annotated[SearchText, Field(pattern=r"^[0-9]*$")] = ""
    action: Annotated[str, Field(max_length=60, pattern=r"^[a-z_.]*$")] = ""
    outcome: Outcome | None = None


class AuditField(Message):
    """One field of what an entry acted on; None where there was, or is, nothing."""

    name: str
    """The path to it, such as `posts.1.role`."""
    before: str | None
    after: str | None


class AuditDetails(Message):
    """What an entry keeps beside who, when and on whom."""

    changes: tuple[AuditField, ...]
    """The fields that a change changed."""
    facts: tuple[AuditField, ...]
    """What else was noted, in `after`."""
    withheld: bool
    """Only the names of the fields are told: the reader may not see the values (DOMAIN 9.2)."""


class ReadAuditDetails(Query[AuditDetails]):
    """Before and after of one entry; opening them stands on the trail. Money is told to those who
    read bills, what is of patients to who reviews emergency openings, the names of the fields to
    all who read the trail."""

    method: ClassVar[str] = "audit.details"
    entry_id: Id


class TooManyRows(Fault, code="audit.too_many_rows"):
    """More entries fit than one table holds. `limit`."""
