"""Reading the trail."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from omms_server.contract.audit import (
    AuditDetails,
    AuditExport,
    AuditPage,
    AuditRow,
    ExportAudit,
    ReadAudit,
    ReadAuditDetails,
    TooManyRows,
)
from omms_server.contract.faults import NotFound
from omms_server.core.audit import DETAILS, REASON
from omms_server.core.checkpoints import signing_key
from omms_server.core.context import Context
from omms_server.core.trail_csv import signed_csv

from .repository import Entries
from .rules import sees_values, told

MOST_ROWS = 3_000
"""What one answer holds; longer exports are made on the server (`omms-server audit export`)."""
HEADS = (
    *("时间 time", "人员 person", "岗位 post", "第二人 second", "工作站 workstation"),
    *("操作 action", "病案号 patient", "对象 subject", "结果 outcome", "原因 reason", "编号 entry"),
)


def read(request: ReadAudit, ctx: Context) -> AuditPage:
    """A page of the trail, newest first."""
    rows = Entries(ctx.session).page(request)
    shown = tuple(_row(row, ctx) for row in rows[: request.size])
    return AuditPage(
        rows=shown, next_before=shown[-1].id if len(rows) > request.size and shown else None
    )


def details(request: ReadAuditDetails, ctx: Context) -> AuditDetails:
    """Before and after of one entry, as far as the reader may see them."""
    entry = Entries(ctx.session).one(request.entry_id)
    if entry is None:
        raise NotFound(what="audit_entry")
    kept = json.loads(ctx.vault.open(DETAILS, entry.id, entry.details) or "{}")
    of_patient = entry.patient_id is not None
    shown = sees_values(entry.action, ctx.actor.permissions, of_patient=of_patient)
    ctx.about(entry.patient_id if shown else None, f"audit_entry:{entry.id}")
    return told(kept, withheld=not shown)


def export(request: ExportAudit, ctx: Context) -> AuditExport:
    """Everything that fits, as a signed table; what was asked for stands on the trail."""
    rows = Entries(ctx.session).newest(request, MOST_ROWS + 1)
    if len(rows) > MOST_ROWS:
        raise TooManyRows(limit=MOST_ROWS)
    ctx.about(asked=request.model_dump(mode="json"), rows=len(rows))
    key, zone = signing_key(ctx.house.settings.keys), ctx.house.clock.zone
    shown = [_cells(_row(row, ctx), zone) for row in rows]
    return AuditExport(csv=signed_csv(HEADS, shown, key), rows=len(rows))


def _cells(row: AuditRow, zone: ZoneInfo) -> list[str]:
    return [
        f"{row.at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        row.person,
        row.post,
        row.second,
        row.workstation,
        row.action,
        row.patient_number,
        row.subject,
        row.outcome,
        row.reason,
        str(row.id),
    ]


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
