"""Which machines may talk to the server: enrolment, renewal, revocation (DOMAIN 9.2)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from .faults import Fault
from .messages import Command, Message, Query
from .types import Id, Moment, Reason

WorkstationName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$")]
"""Becomes the certificate's name, and so the workstation's on the trail."""
CertificateRequest = Annotated[
    str, StringConstraints(max_length=4000, pattern=r"^[A-Za-z0-9+/=\s-]*$")
]
"""A PKCS #10 request as PEM; only its key counts, an EC key on P-256."""

RENEWED_WITHIN_DAYS = 60
"""A certificate is renewed when it is good for less than this."""


class WorkstationKind(StrEnum):
    """What a certificate is for. The value is stable: it is stored, sent and in the certificate."""

    WORKSTATION = "workstation"
    SERVICE = "service"


class WorkstationState(StrEnum):
    """Whether a workstation may talk to the server."""

    ENROLLED = "enrolled"
    EXPIRED = "expired"
    REVOKED = "revoked"


class WorkstationRow(Message):
    """An enrolled machine. `last_seen` is exact to two minutes; None: it never called."""

    id: Id
    name: str
    kind: WorkstationKind
    state: WorkstationState
    fingerprint: str
    """SHA-256 of its certificate, hexadecimal."""
    issued_at: Moment
    expires_at: Moment
    last_seen: Moment | None
    revoked_at: Moment | None
    revoked_by: str
    """Whose revocation it was; empty while it stands."""


class WaitingEnrolment(Message):
    """A code that was issued and waits to be typed; the code itself cannot be shown again."""

    name: str
    kind: WorkstationKind
    made_by: str
    expires_at: Moment


class Workstations(Message):
    """Every machine by name, revoked ones included, and the codes that wait."""

    rows: tuple[WorkstationRow, ...]
    waiting: tuple[WaitingEnrolment, ...]


class Enrolment(Message):
    """A one-time code, shown once: seven groups of four characters, to be typed on the machine
    `name` until `expires_at`."""

    name: str
    kind: WorkstationKind
    code: str
    expires_at: Moment


class Certificate(Message):
    """A workstation's new certificate, as PEM."""

    certificate: str


class ListWorkstations(Query[Workstations]):
    """Which machines are enrolled, and which are about to be."""

    method: ClassVar[str] = "workstations.list"


class IssueEnrolment(Command[Enrolment]):
    """Make a one-time code for a new machine, or for one that was revoked, has expired or never
    called. An earlier code for the same name ends."""

    method: ClassVar[str] = "workstations.issue"
    name: WorkstationName
    kind: WorkstationKind = WorkstationKind.WORKSTATION


class RevokeWorkstation(Command[WorkstationRow]):
    """Shut a machine out: its calls are refused and its connections end within seconds, and the
    sign-ins made there end. One that is revoked already stays as it is."""

    method: ClassVar[str] = "workstations.revoke"
    workstation_id: Id
    reason: Reason


class RenewCertificate(Command[Certificate]):
    """Ask, as the machine that calls, for a certificate to follow the present one. The present one
    ends when the new one is seen. `UnfitCertificateRequest`, `NotDueYet`."""

    method: ClassVar[str] = "workstations.renew"
    csr: Annotated[CertificateRequest, Field(min_length=1)]


class WorkstationRefused(Fault, code="workstations.refused"):
    """This machine is not enrolled, or was revoked: the server does not talk to it. The connection
    ends after this answer."""


class WorkstationNameTaken(Fault, code="workstations.name_taken"):
    """An enrolled machine has this name, `name`; revoke it first if it is to be replaced."""


class WrongEnrolmentCode(Fault, code="workstations.wrong_code"):
    """No machine waits with this code: it was typed wrong, used already, or its time is up. After
    five wrong codes every code that waits is dead."""


class MistypedEnrolmentCode(Fault, code="workstations.mistyped_code"):
    """What was typed is spelt like no code; nothing was sent."""


class WrongServer(Fault, code="workstations.wrong_server"):
    """The server at this address is not of the clinic that made the code; nothing was sent."""


class UnfitCertificateRequest(Fault, code="workstations.unfit_request"):
    """The certificate request is not one, is not signed with its key, or its key is of another
    kind than EC P-256."""


class NotDueYet(Fault, code="workstations.not_due"):
    """The present certificate is good for more than `days` days."""
