"""The trail: who did what, when, where from, on whom, with what outcome."""

from typing import Annotated, ClassVar

from pydantic import Field

from .faults import Fault
from .messages import Command, Message, Query
from .types import Id, Moment, SearchText


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


class TooManyRows(Fault, code="audit.too_many_rows"):
    """More entries fit than one table holds. `limit`."""
