"""The trail: one entry a command, opened record or refusal, in the transaction of its change."""

import json
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from omms_server.models.system import AuditEntry

from .context import Actor, Trail
from .ids import new_id
from .prepared import Prepared
from .rows import table_of
from .vault import Field, Vault

REASON = Field("audit_entry", "reason")
DETAILS = Field("audit_entry", "details")
_INSERT = Prepared(insert(table_of(AuditEntry)))


def write_entry(  # noqa: PLR0913 an entry has this many parts
    session: Session,
    vault: Vault,
    actor: Actor,
    *,
    at: datetime,
    action: str,
    trail: Trail,
    outcome: str = "ok",
) -> None:
    """Write who did what, when, where from, on whom, with what outcome. Reasons and details are
    sealed."""
    entry_id = new_id()
    details = json.dumps(trail.details, ensure_ascii=False, default=str) if trail.details else ""
    _INSERT.change(
        session,
        {
            "id": entry_id,
            "at": at,
            "person_id": actor.id,
            "person": actor.person.name,
            "post": actor.post,
            "second_id": trail.second.id if trail.second else None,
            "second": trail.second.name if trail.second else "",
            "workstation": actor.workstation,
            "action": action,
            "patient_id": trail.patient_id,
            "subject": trail.subject,
            "outcome": outcome,
            "reason": vault.seal(REASON, entry_id, "; ".join(trail.reasons)),
            "details": vault.seal(DETAILS, entry_id, details),
        },
    )
