"""Reading the trail."""

from typing import Any

from omms_server.contract.audit import AuditPage, AuditRow, ReadAudit
from omms_server.core.audit import REASON
from omms_server.core.context import Context

from .repository import Entries


def read(request: ReadAudit, ctx: Context) -> AuditPage:
    """A page of the trail, newest first."""
    rows = Entries(ctx.session).page(request)
    shown = tuple(_row(row, ctx) for row in rows[: request.size])
    return AuditPage(
        rows=shown, next_before=shown[-1].id if len(rows) > request.size and shown else None
    )


def _row(row: Any, ctx: Context) -> AuditRow:
    entry, patient_number, seq = row
    return AuditRow(
        id=entry.id,
        at=entry.at,
        person=entry.person,
        post=entry.post,
        second=entry.second,
        workstation=entry.workstation,
        action=entry.action,
        patient_id=entry.patient_id,
        patient_number=patient_number or "",
        subject=entry.subject,
        outcome=entry.outcome,
        reason=ctx.vault.open(REASON, entry.id, entry.reason),
        sealed=seq is not None,
    )
