"""Row-level access: asked wherever rows of patients are read (ARCHITECTURE, what always holds)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement

from omms_server.contract.permissions import Permission
from omms_server.contract.reach import Extent, Reach, reach_of
from omms_server.contract.sharing import BeyondReach, Standing
from omms_server.core.context import Context

from .repository import TiesOfPatients, visits_of
from .rules import Ties, standing

_READING = (Standing.CONSENT, Standing.EMERGENCY)


def reach(ctx: Context, permission: Permission) -> Reach:
    """How far a permission of the actor goes."""
    posts = ((str(post.role), post.department_id) for post in ctx.actor.person.posts)
    return reach_of(posts, permission, ctx.actor.own_roles)


def require(
    ctx: Context,
    patient_id: int,
    permission: Permission,
    day: date | None = None,
    *,
    writing: bool = False,
) -> Standing:
    """Raise `BeyondReach` unless the record, or its visit of `day`, is open to the actor; tells the
    trail whose it is and on what ground. Consents and emergencies open it to read only."""
    ctx.about(patient_id)
    found = standing_of(ctx, patient_id, permission, day)
    if found is None or (writing and found in _READING):
        raise BeyondReach(patient_id=patient_id)
    ctx.about(standing=found.value)
    return found


def standing_of(
    ctx: Context, patient_id: int, permission: Permission, day: date | None = None
) -> Standing | None:
    """On what ground the record is open to the actor; None when it is not."""
    how_far = reach(ctx, permission)
    ties = Ties() if how_far.whole else ties_of(ctx, patient_id, how_far)
    return standing(how_far, ties, day)


def ties_of(ctx: Context, patient_id: int, how_far: Reach) -> Ties:
    """What ties the actor to a patient; consents and emergencies only when no visit does."""
    found, me = TiesOfPatients(ctx.session), ctx.actor.id
    places = found.places(patient_id)
    if any(row.doctor_id == me for row in places):
        return Ties(own=True)
    if any(row.department_id in how_far.departments for row in places):
        return Ties(department=True)
    return Ties(
        consents=found.consents(patient_id, me, how_far.departments, ctx.now),
        emergency=found.emergency(patient_id, me, ctx.now),
    )


def beyond(ctx: Context, patient_ids: Collection[int], permission: Permission) -> set[int]:
    """Those of these patients, found by a search, whom no visit ties to the actor."""
    how_far = reach(ctx, permission)
    if how_far.whole or not patient_ids:
        return set()
    tied = TiesOfPatients(ctx.session).tied(patient_ids, ctx.actor.id, how_far.departments)
    return set(patient_ids) - tied


def visits_within(ctx: Context, permission: Permission) -> list[ColumnElement[bool]]:
    """The conditions that keep a list of appointments within the actor's reach."""
    how_far = reach(ctx, permission)
    return [] if how_far.whole else [visits_of(ctx.actor.id, how_far.departments)]


def covers_visit(ctx: Context, permission: Permission, doctor_id: int, department_id: int) -> bool:
    """Whether a visit with this doctor, in this department, is within the actor's reach."""
    how_far = reach(ctx, permission)
    return how_far.whole or doctor_id == ctx.actor.id or department_id in how_far.departments


def of_shift(ctx: Context, permission: Permission) -> bool:
    """Whether the actor sees of what is closed only what he closed himself."""
    return reach(ctx, permission).extent is Extent.SHIFT
