"""Who is signed in where, for those who may end it."""

from omms_server.contract.sign_ins import ListSignIns, SignInPage, SignInRow
from omms_server.core.context import Context

from .repository import Accounts


def list_sign_ins(request: ListSignIns, ctx: Context) -> SignInPage:
    """A page of the sign-ins that still stand, the newest first."""
    found = Accounts(ctx.session).standing(request, ctx.now)
    rows = tuple(
        SignInRow(
            id=row.id,
            staff_id=person.id,
            staff_no=person.staff_no,
            name=person.name,
            title=person.title,
            workstation=row.workstation,
            started_at=row.started_at,
            renewed_until=row.expires_at,
            current=row.id == ctx.actor.session_id,
        )
        for row, person in found[: request.size]
    )
    return SignInPage(rows=rows, next_before=rows[-1].id if len(found) > request.size else None)
