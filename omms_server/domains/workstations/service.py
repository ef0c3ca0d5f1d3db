"""What administrators do with workstations: list, issue a code, revoke."""

from __future__ import annotations

from datetime import datetime

from omms_server.contract import workstations as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotFound
from omms_server.core.context import Context
from omms_server.models.workstation import Workstation

from .codes import issue_code
from .repository import Workstations
from .rules import state_of


def list_workstations(_request: said.ListWorkstations, ctx: Context) -> said.Workstations:
    """Every machine, and the codes that wait."""
    kept = Workstations(ctx.session)
    return said.Workstations(
        rows=tuple(_view(row, ctx.now) for row in kept.all()),
        waiting=tuple(
            said.WaitingEnrolment(
                name=row.name,
                kind=said.WorkstationKind(row.kind),
                made_by=row.made_by,
                expires_at=row.expires_at,
            )
            for row in kept.waiting(ctx.now)
        ),
    )


def issue(request: said.IssueEnrolment, ctx: Context) -> said.Enrolment:
    """Make a one-time code. The trail has the name, never the code."""
    ctx.about(subject=f"workstation:{request.name}", kind=request.kind.value)
    made = issue_code(ctx.session, ctx.house, request, ctx.actor.person.name)
    ctx.publish(Topic.WORKSTATIONS)
    return made


def revoke(request: said.RevokeWorkstation, ctx: Context) -> said.WorkstationRow:
    """Shut a machine out and end the sign-ins made there; what waits for its name ends too."""
    kept = Workstations(ctx.session)
    row = kept.by_id(request.workstation_id)
    if row is None:
        raise NotFound(what="workstation")
    ctx.about(subject=f"workstation:{row.name}", fingerprint=row.fingerprint)
    ctx.trail.reasons.append(request.reason)
    kept.withdraw(row.name, ctx.now)
    if kept.revoke(row.id, by=ctx.actor.person.name, at=ctx.now):
        ended = kept.end_sign_ins((row.fingerprint, row.next_fingerprint), ctx.now)
        ctx.about(sign_ins_ended=ended)
        ctx.publish(Topic.WORKSTATIONS, row.id)
    return _view(kept.by_id(row.id) or row, ctx.now)


def _view(row: Workstation, now: datetime) -> said.WorkstationRow:
    return said.WorkstationRow(
        id=row.id,
        name=row.name,
        kind=said.WorkstationKind(row.kind),
        state=state_of(row.expires_at, row.revoked_at, now),
        fingerprint=row.fingerprint,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        last_seen=row.last_seen,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
    )
