"""Consents of patients that others open their record: record, list, take back (DOMAIN ACC-R4)."""

from datetime import time, timedelta
from typing import Any

from omms_server.contract import sharing as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotFound, Stale
from omms_server.contract.permissions import Permission
from omms_server.core.clock import at_local
from omms_server.core.context import Context
from omms_server.domains.access import service as access
from omms_server.domains.patients import service as patients
from omms_server.models.catalogue import Department
from omms_server.models.sharing import SharingGrant
from omms_server.models.staff import Staff

from . import rules
from .repository import Sharing


def grant(request: said.GrantSharing, ctx: Context) -> said.SharingGrant:
    """Record a consent for one of one's own patients."""
    access.require(ctx, request.patient_id, Permission.SHARING_WRITE, writing=True)
    if rules.refused_until(request.until, ctx.today):
        raise said.UntilPast(limit=rules.LONGEST_CONSENT_DAYS)
    kept = Sharing(ctx.session, ctx.vault)
    if request.patient_id not in patients.names({request.patient_id}, ctx):
        raise NotFound(what="patient")
    recipient, to_person = request.recipient, request.recipient.kind is said.RecipientKind.STAFF
    if not kept.knows(Staff if to_person else Department, recipient.id):
        raise NotFound(what="recipient")
    grant_id = kept.add_grant(
        patient_id=request.patient_id,
        staff_id=recipient.id if to_person else None,
        department_id=None if to_person else recipient.id,
        first_day=request.period.first if request.period else None,
        last_day=request.period.last if request.period else None,
        purpose=request.purpose,
        signer=request.signer,
        given_at=ctx.now,
        until=at_local(request.until + timedelta(days=1), time(), ctx.house.clock.zone),
        recorded_by=ctx.actor.id,
    )
    ctx.about(subject=f"sharing_grant:{grant_id}", after=request.model_dump(mode="json"))
    ctx.publish(Topic.SHARING, request.patient_id)
    return view(grant_id, ctx)


def revoke(request: said.RevokeSharing, ctx: Context) -> said.SharingGrant:
    """Take a consent back, as easily as it was given."""
    before = view(request.grant_id, ctx)
    access.require(ctx, before.patient_id, Permission.SHARING_WRITE, writing=True)
    ctx.about(subject=f"sharing_grant:{before.id}", before=before.model_dump(mode="json"))
    kept = Sharing(ctx.session, ctx.vault)
    if not kept.revoke(before.id, request.version, by=ctx.actor.id, at=ctx.now):
        now = view(before.id, ctx)
        if now.revoked_at is not None or now.until <= ctx.now:
            raise said.GrantEnded(at=(now.revoked_at or now.until).isoformat())
        raise Stale(mine=request.version, current=now.version)
    ctx.trail.reasons += [request.reason] if request.reason else []
    ctx.publish(Topic.SHARING, before.patient_id)
    return view(before.id, ctx)


def list_grants(request: said.ListSharing, ctx: Context) -> tuple[said.SharingGrant, ...]:
    """A patient's consents."""
    access.require(ctx, request.patient_id, Permission.SHARING_READ)
    rows = Sharing(ctx.session, ctx.vault).grants(SharingGrant.patient_id == request.patient_id)
    return tuple(_view(row, ctx) for row in rows)


def view(grant_id: int, ctx: Context) -> said.SharingGrant:
    """One consent as it stands now, or `NotFound`."""
    rows = Sharing(ctx.session, ctx.vault).grants(SharingGrant.id == grant_id)
    if not rows:
        raise NotFound(what="sharing_grant")
    return _view(rows[0], ctx)


def _view(row: Any, ctx: Context) -> said.SharingGrant:
    kept: SharingGrant = row.SharingGrant
    purpose, signer = Sharing(ctx.session, ctx.vault).purpose(kept)
    return said.SharingGrant(
        id=kept.id,
        patient_id=kept.patient_id,
        patient=patients.names({kept.patient_id}, ctx)[kept.patient_id],
        patient_number=row.patient_number,
        recipient=_recipient(kept),
        recipient_name=row.staff or row.department,
        period=_period(kept),
        purpose=purpose,
        signer=signer,
        given_at=kept.given_at,
        until=kept.until,
        recorded_by=row.recorded,
        revoked_at=kept.revoked_at,
        revoked_by=row.revoked or "",
        version=kept.version,
    )


def _recipient(kept: SharingGrant) -> said.Recipient:
    if kept.staff_id is not None:
        return said.Recipient(kind=said.RecipientKind.STAFF, id=kept.staff_id)
    return said.Recipient(kind=said.RecipientKind.DEPARTMENT, id=kept.department_id or 0)


def _period(kept: SharingGrant) -> said.Days | None:
    if kept.first_day is None or kept.last_day is None:
        return None
    return said.Days(first=kept.first_day, last=kept.last_day)
