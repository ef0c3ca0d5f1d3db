"""Making one-time codes, for an administrator's request and for the server's command line."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from omms_server.contract import workstations as said
from omms_server.contract.enrolment_code import ALPHABET, SECRET_CHARACTERS, make_code
from omms_server.contract.events import Topic
from omms_server.core.audit import write_entry
from omms_server.core.context import House, Trail, publish
from omms_server.core.ids import new_id
from omms_server.core.system_actor import SYSTEM
from omms_server.core.tls import certificate_bytes
from omms_server.models.workstation import EnrolmentCode

from .repository import Workstations
from .rules import CODE_GOOD_FOR, may_be_replaced, state_of

DIGEST = "enrolment_code"


def issue_code(
    session: Session, house: House, request: said.IssueEnrolment, made_by: str
) -> said.Enrolment:
    """Make a code; an earlier one for the same name ends. `WorkstationNameTaken`."""
    kept, now = Workstations(session), house.clock.now()
    _refuse_taken(kept, request.name, now)
    kept.withdraw(request.name, now)
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_CHARACTERS))
    row = EnrolmentCode(id=new_id(), name=request.name, kind=request.kind.value, made_by=made_by)
    row.digest = house.vault.digest(DIGEST, secret)
    row.expires_at, row.tries = now + CODE_GOOD_FOR, 0
    kept.add(row)
    code = make_code(certificate_bytes(authority_of(house)), secret)
    return said.Enrolment(
        name=row.name, kind=request.kind, code=str(code), expires_at=row.expires_at
    )


def issue_from_command_line(house: House, name: str, *, service: bool) -> said.Enrolment:
    """A code made by whoever may use the server's own machine. `WorkstationNameTaken`."""
    kind = said.WorkstationKind.SERVICE if service else said.WorkstationKind.WORKSTATION
    request = said.IssueEnrolment(name=name, kind=kind)

    def work(session: Session) -> said.Enrolment:
        made = issue_code(session, house, request, SYSTEM.person.name)
        trail = Trail(subject=f"workstation:{name}", details={"kind": kind.value})
        actor, at = SYSTEM, house.clock.now()
        write_entry(session, house.vault, actor, at=at, action=request.method, trail=trail)
        publish(session, Topic.WORKSTATIONS)
        return made

    return house.database.write(work)


def authority_of(house: House) -> Path:
    """The authority's certificate."""
    return house.settings.tls / "authority.pem"


def _refuse_taken(kept: Workstations, name: str, now: datetime) -> None:
    row = kept.by_name(name)
    if row and not may_be_replaced(state_of(row.expires_at, row.revoked_at, now), row.last_seen):
        raise said.WorkstationNameTaken(name=name)
