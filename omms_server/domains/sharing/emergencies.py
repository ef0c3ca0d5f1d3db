"""Opening a record in an emergency, and its review (DOMAIN ACC-R3)."""

from typing import Any

from omms_server.contract import sharing as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotFound, Stale
from omms_server.contract.notices import NoticeKind
from omms_server.contract.permissions import Permission, Role
from omms_server.core.clock import local_date
from omms_server.core.context import Context
from omms_server.domains.access import service as access
from omms_server.domains.notices import service as notices
from omms_server.domains.patients import service as patients
from omms_server.models.sharing import EmergencyOpening

from . import rules
from .repository import Sharing


def open_record(request: said.OpenInEmergency, ctx: Context) -> said.Emergency:
    """Open a record beyond one's reach; tell its doctors and the privacy officers."""
    ctx.about(request.patient_id)
    if request.patient_id not in patients.names({request.patient_id}, ctx):
        raise NotFound(what="patient")
    standing = access.standing_of(ctx, request.patient_id, Permission.CHART_READ)
    if standing is not None:
        raise said.NotNeeded(standing=standing.value)
    kept = Sharing(ctx.session, ctx.vault)
    opening_id = kept.add_emergency(
        patient_id=request.patient_id,
        by_id=ctx.actor.id,
        at=ctx.now,
        until=ctx.now + rules.EMERGENCY,
        reason=request.reason.value,
        explanation=request.explanation,
    )
    ctx.about(subject=f"emergency_opening:{opening_id}", standing=said.Standing.EMERGENCY.value)
    ctx.trail.reasons.append(f"{request.reason.value} {request.explanation}")
    told = kept.doctors_of(request.patient_id) | notices.holders_of(ctx, Role.PRIVACY_OFFICER)
    kind, patient_id = NoticeKind.EMERGENCY_OPENED, request.patient_id
    notices.tell(ctx, told, kind, patient_id=patient_id, ref=opening_id)
    ctx.publish(Topic.SHARING, request.patient_id)
    return view(opening_id, ctx)


def list_emergencies(request: said.ListEmergencies, ctx: Context) -> tuple[said.Emergency, ...]:
    """Openings for the privacy officer."""
    kept, verdict = Sharing(ctx.session, ctx.vault), EmergencyOpening.verdict
    waiting = verdict.is_not(None) if request.reviewed else verdict.is_(None)
    newest = EmergencyOpening.id.desc() if request.reviewed else EmergencyOpening.id
    rows = kept.emergencies(waiting, order=newest, limit=request.limit)
    return tuple(_view(row, ctx) for row in rows)


def review(request: said.ReviewEmergency, ctx: Context) -> said.Emergency:
    """Judge an opening of another; its opener is told."""
    before = view(request.emergency_id, ctx)
    ctx.about(before.patient_id, f"emergency_opening:{before.id}")
    if before.opened_by_id == ctx.actor.id:
        raise said.OwnEmergency
    if request.verdict is said.Verdict.NOT_JUSTIFIED and len(request.remark) < 2:
        raise said.RemarkMissing
    judged = Sharing(ctx.session, ctx.vault).review(
        before.id,
        request.version,
        remark=request.remark,
        verdict=request.verdict.value,
        reviewed_by=ctx.actor.id,
        reviewed_at=ctx.now,
    )
    after = view(before.id, ctx)
    if not judged:
        if after.verdict is not None:
            raise said.AlreadyReviewed(by=after.reviewed_by)
        raise Stale(mine=request.version, current=after.version)
    ctx.about(after=request.model_dump(mode="json"))
    told, kind = {before.opened_by_id}, NoticeKind.EMERGENCY_REVIEWED
    notices.tell(ctx, told, kind, patient_id=before.patient_id, ref=before.id)
    ctx.publish(Topic.SHARING, before.patient_id)
    return after


def view(opening_id: int, ctx: Context) -> said.Emergency:
    """One opening as it stands now, or `NotFound`."""
    kept, one = Sharing(ctx.session, ctx.vault), EmergencyOpening.id
    rows = kept.emergencies(one == opening_id, order=one, limit=1)
    if not rows:
        raise NotFound(what="emergency_opening")
    return _view(rows[0], ctx)


def _view(row: Any, ctx: Context) -> said.Emergency:
    kept: EmergencyOpening = row.EmergencyOpening
    explanation, remark = Sharing(ctx.session, ctx.vault).explanation(kept)
    opened_on = local_date(kept.at, ctx.house.clock.zone)
    return said.Emergency(
        id=kept.id,
        patient_id=kept.patient_id,
        patient=patients.names({kept.patient_id}, ctx)[kept.patient_id],
        patient_number=row.patient_number,
        opened_by_id=kept.by_id,
        opened_by=row.opener,
        at=kept.at,
        until=kept.until,
        reason=said.EmergencyReason(kept.reason),
        explanation=explanation,
        verdict=said.Verdict(kept.verdict) if kept.verdict else None,
        reviewed_by=row.reviewer or "",
        reviewed_at=kept.reviewed_at,
        remark=remark,
        overdue=rules.overdue(opened_on, ctx.today, kept.reviewed_at),
        version=kept.version,
    )
