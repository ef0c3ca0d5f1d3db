"""Notices: written by other domains in their own transactions, read by those they are for."""

from collections.abc import Iterable

from omms_server.contract import notices as said
from omms_server.contract.events import Topic
from omms_server.contract.permissions import Role
from omms_server.core.context import Context

from .repository import NoticesKept


def tell(
    ctx: Context,
    to: Iterable[int],
    kind: said.NoticeKind,
    *,
    patient_id: int | None = None,
    ref: int | None = None,
) -> None:
    """Leave a notice for each of these people but the actor himself; for other domains."""
    kept = NoticesKept(ctx.session)
    for staff_id in sorted(set(to) - {ctx.actor.id}):
        kept.add(
            to_id=staff_id,
            kind=kind.value,
            patient_id=patient_id,
            ref_id=ref,
            from_id=ctx.actor.id,
            at=ctx.now,
        )
        ctx.publish(Topic.NOTICES, staff_id)


def holders_of(ctx: Context, role: Role) -> set[int]:
    """Everybody who holds a post of this role."""
    return NoticesKept(ctx.session).holders(role.value)


def list_notices(request: said.ListNotices, ctx: Context) -> said.Notices:
    """One's own notices."""
    kept = NoticesKept(ctx.session)
    rows = tuple(
        said.Notice(
            id=row.Notice.id,
            kind=said.NoticeKind(row.Notice.kind),
            at=row.Notice.at,
            by=row.by or "",
            patient_id=row.Notice.patient_id,
            patient_number=row.patient_number or "",
            ref=row.Notice.ref_id,
            read=row.Notice.read_at is not None,
        )
        for row in kept.of(ctx.actor.id, request.limit)
    )
    return said.Notices(rows=rows, unread=kept.unread(ctx.actor.id))


def mark_read(request: said.MarkNoticesRead, ctx: Context) -> None:
    """Mark one's own notices as read."""
    if NoticesKept(ctx.session).mark_read(ctx.actor.id, request.ids, ctx.now):
        ctx.publish(Topic.NOTICES, ctx.actor.id)
