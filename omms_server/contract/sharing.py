"""Opening a record beyond one's reach: the patient's consent, or an emergency; and who opened it
(DOMAIN ACC-R1 to ACC-R5)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from .faults import Fault
from .messages import Command, Message, Query
from .types import Id, Line, Moment, Reason, SearchText, Version


class Standing(StrEnum):
    """Why a record was open to someone."""

    CLINIC = "clinic"
    OWN = "own"
    DEPARTMENT = "department"
    CONSENT = "consent"
    EMERGENCY = "emergency"


class RecipientKind(StrEnum):
    """To whom a consent opens the record."""

    STAFF = "staff"
    DEPARTMENT = "department"


class Recipient(Message):
    """A person of the staff, or a department."""

    kind: RecipientKind
    id: Id


class Days(Message):
    """From a day to a day, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError("period")
        return self


class SharingGrant(Message):
    """A patient's consent that a person or department opens his record."""

    id: Id
    patient_id: Id
    patient: str
    patient_number: str
    recipient: Recipient
    recipient_name: str
    period: Days | None
    """Only visits that began within; None covers the whole record."""
    purpose: str
    signer: str
    """Who consented: the patient, or his guardian by name and relation (DOMAIN ACC-R4)."""
    given_at: Moment
    until: Moment
    recorded_by: str
    revoked_at: Moment | None
    revoked_by: str
    version: Version


class RecipientRow(Message):
    """One to whom a record may be opened: `detail` is a person's title and number, or a place."""

    recipient: Recipient
    name: str
    detail: str


class FindRecipients(Query[tuple[RecipientRow, ...]]):
    """People who treat patients, and departments, by name, initials or number."""

    method: ClassVar[str] = "sharing.recipients"
    text: SearchText
    limit: int = Field(default=20, ge=1, le=50)


class GrantSharing(Command[SharingGrant]):
    """Record a consent that the patient signed; `until` is its last day."""

    method: ClassVar[str] = "sharing.grant"
    patient_id: Id
    recipient: Recipient
    period: Days | None = None
    purpose: Annotated[Line, Field(min_length=2)]
    signer: Annotated[Line, Field(min_length=1)]
    until: date


class RevokeSharing(Command[SharingGrant]):
    """Take a consent back: nothing more is opened by it, from now on (DOMAIN ACC-R4)."""

    method: ClassVar[str] = "sharing.revoke"
    grant_id: Id
    version: Version
    reason: Line = ""


class ListSharing(Query[tuple[SharingGrant, ...]]):
    """A patient's consents, the newest first, those that ended included."""

    method: ClassVar[str] = "sharing.list"
    patient_id: Id


class EmergencyReason(StrEnum):
    """Why a record must be open at once (DOMAIN ACC-R3)."""

    LIFE = "life"
    UNCONSCIOUS = "unconscious"
    TRANSFER = "transfer"
    OTHER = "other"


class Verdict(StrEnum):
    """What the review of an emergency opening found."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


class Emergency(Message):
    """One opening in an emergency: read-only, for some hours, reviewed afterwards."""

    id: Id
    patient_id: Id
    patient: str
    patient_number: str
    opened_by_id: Id
    opened_by: str
    at: Moment
    until: Moment
    reason: EmergencyReason
    explanation: str
    verdict: Verdict | None
    reviewed_by: str
    reviewed_at: Moment | None
    remark: str
    overdue: bool
    """Not reviewed within three working days."""
    version: Version


class OpenInEmergency(Command[Emergency]):
    """Open a record beyond one's reach, to read, for hours. The patient's doctor and the privacy
    officer are told (DOMAIN ACC-R3)."""

    method: ClassVar[str] = "sharing.open_in_emergency"
    patient_id: Id
    reason: EmergencyReason
    explanation: Annotated[Reason, Field(min_length=4)]


class ListEmergencies(Query[tuple[Emergency, ...]]):
    """Openings in emergencies that wait for their review, the oldest first; or those reviewed, the
    newest first."""

    method: ClassVar[str] = "sharing.emergencies"
    reviewed: bool = False
    limit: int = Field(default=50, ge=1, le=100)


class ReviewEmergency(Command[Emergency]):
    """Judge an opening; nobody judges his own. A remark is needed when it was not justified."""

    method: ClassVar[str] = "sharing.review_emergency"
    emergency_id: Id
    version: Version
    verdict: Verdict
    remark: Line = ""


class RecordOpening(Message):
    """One opening of a patient's record, as the patient may see it."""

    at: Moment
    person: str
    post: str
    action: str
    standing: Standing | None
    reason: str


class ListOpenings(Query[tuple[RecordOpening, ...]]):
    """Who opened or changed a patient's record, when and why; the newest first."""

    method: ClassVar[str] = "sharing.openings"
    patient_id: Id
    since: date | None = None
    limit: int = Field(default=100, ge=1, le=500)


class BeyondReach(Fault, code="sharing.beyond_reach"):
    """The record is not of one's own patients or department, and no consent covers it. In an
    emergency it may be opened with a reason (DOMAIN ACC-R1, ACC-R3). `patient_id`."""


class GrantEnded(Fault, code="sharing.ended"):
    """The consent was taken back already, or its time is over. `at`."""


class UntilPast(Fault, code="sharing.until_past"):
    """A consent must reach beyond today, and two years at most. `limit` in days."""


class NotNeeded(Fault, code="sharing.not_needed"):
    """The record is open to the asker without an emergency. `standing`."""


class AlreadyReviewed(Fault, code="sharing.reviewed"):
    """The opening was reviewed already. `by`."""


class OwnEmergency(Fault, code="sharing.own_emergency"):
    """Nobody reviews an opening of his own."""


class RemarkMissing(Fault, code="sharing.remark_missing"):
    """An opening found not justified needs a remark."""
