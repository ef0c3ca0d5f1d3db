"""The people who work here: find, read, add and change them, with posts and prescribing rights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from omms_server.contract import staff as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotAllowed, NotFound, Stale
from omms_server.contract.permissions import Permission, Role
from omms_server.core.context import Context
from omms_server.core.ids import new_id
from omms_server.core.pinyin import name_spellings
from omms_server.models.staff import Account, Staff

from .first_passwords import Made
from .people_repository import People
from .rules import (
    OWN,
    beyond,
    clinical_beside_administrator,
    is_service,
    permissions_of,
    services_only,
)


def list_staff(request: said.ListStaff, ctx: Context) -> said.StaffPage:
    """A page of people, by staff number."""
    people = People(ctx.session)
    rows = people.page(request)
    shown = rows[: request.size]
    posts = people.posts([row.Staff.id for row in shown])
    found = tuple(
        said.StaffRow(
            id=staff.id,
            staff_no=staff.staff_no,
            username=account.username,
            name=staff.name,
            title=staff.title,
            posts=posts[staff.id],
            disabled=account.disabled,
            locked_until=_locked(account, ctx),
        )
        for staff, account in shown
    )
    more = len(rows) > request.size
    return said.StaffPage(rows=found, next_after=found[-1].staff_no if more else None)


def read(request: said.ReadStaff, ctx: Context) -> said.StaffMember:
    """One person."""
    return member(request.staff_id, ctx)


def create(request: said.CreateStaff, ctx: Context) -> said.FirstPassword:
    """Add a person with an account and a one-time password."""
    people, made = People(ctx.session), _made(ctx)
    if people.is_taken(Staff.staff_no, request.staff_no):
        raise said.StaffNumberTaken(number=request.staff_no)
    if people.is_taken(Account.username, request.username):
        raise said.UsernameTaken(username=request.username)
    refuse_posts(request.fields.posts, (), ctx)
    person = not is_service(post.role for post in request.fields.posts)
    staff = Staff(id=new_id(), staff_no=request.staff_no, version=1, **_of(request.fields))
    account = Account(
        id=new_id(),
        staff_id=staff.id,
        username=request.username,
        password_hash=made.hashed,
        failures=0,
        disabled=False,
        must_change=person,
        password_at=ctx.now if person else None,
        active_at=ctx.now,
    )
    people.add(staff, account)
    people.replace_posts(staff.id, request.fields.posts)
    people.replace_rights(staff.id, request.fields.rights, ctx.actor.person.name)
    found = member(staff.id, ctx)
    tell(ctx, staff.id, before=None, after=found.model_dump(mode="json"))
    return said.FirstPassword(staff=found, password=made.password)


def change(request: said.ChangeStaff, ctx: Context) -> said.StaffMember:
    """Change a person; the posts count at every workstation within seconds."""
    people, before = People(ctx.session), member(request.staff_id, ctx)
    held = [post.role for post in before.posts]
    refuse_posts(request.fields.posts, held, ctx)
    if Role.ADMINISTRATOR not in {post.role for post in request.fields.posts}:
        refuse_last_administrator(before.id, ctx)
    if not people.change(before.id, request.version, _of(request.fields)):
        raise Stale(mine=request.version, current=before.version)
    people.replace_posts(before.id, request.fields.posts)
    people.replace_rights(before.id, request.fields.rights, ctx.actor.person.name)
    after = member(before.id, ctx)
    tell(ctx, before.id, before=before.model_dump(mode="json"), after=after.model_dump(mode="json"))
    return after


def member(staff_id: int, ctx: Context) -> said.StaffMember:
    """A person as the database has him now; `NotFound` when there is none."""
    people = People(ctx.session)
    staff, account = load(staff_id, ctx)
    rights = tuple(
        said.Right(
            code=said.RightCode(row.code),
            since=row.since,
            until=row.until,
            granted_by=row.granted_by,
        )
        for row in people.rights(staff_id)
    )
    return said.StaffMember(
        id=staff.id,
        version=staff.version,
        staff_no=staff.staff_no,
        username=account.username,
        name=staff.name,
        title=staff.title,
        posts=people.posts([staff_id])[staff_id],
        rights=rights,
        disabled=account.disabled,
        locked_until=_locked(account, ctx),
        must_change_password=account.must_change,
        last_active=account.active_at,
    )


def load(staff_id: int, ctx: Context) -> tuple[Staff, Account]:
    """A person's rows; `NotFound` when there is none."""
    found = People(ctx.session).one(staff_id)
    if found is None:
        raise NotFound(what="staff")
    return found


def refuse_posts(posts: Iterable[said.PostFields], held: Iterable[str], ctx: Context) -> None:
    """Refuse posts that do not exist, that give more than the actor has, or that do not go
    together. What the person holds already may stay."""
    people, roles = People(ctx.session), {post.role for post in posts}
    kept = set(held)
    own = people.own_roles(roles | kept)
    unknown = {r for r in roles if r.removeprefix(OWN) not in own and r not in set(Role)}
    if unknown:
        raise NotFound(what="role")
    places = {post.department_id for post in posts if post.department_id is not None}
    if places - people.departments(places):
        raise NotFound(what="department")
    refuse_beyond(permissions_of(roles, own) - permissions_of(kept, own), ctx)
    clash = clinical_beside_administrator(roles, own)
    if clash is not None:
        raise said.AdministratorsSeeNoPatients(permission=clash.value)


def refuse_beyond(given: Iterable[Permission], ctx: Context) -> None:
    """Refuse to give, or to act for, what the actor himself may not do."""
    roles = {post.role for post in ctx.actor.person.posts}
    lacking = beyond(given, ctx.actor.permissions, roles)
    if lacking is not None:
        raise NotAllowed(permission=lacking.value)


def refuse_services(given: Iterable[Permission]) -> None:
    """Refuse to give a person what only services have."""
    found = services_only(given)
    if found is not None:
        raise said.ServicesOnly(permission=found.value)


def refuse_last_administrator(staff_id: int, ctx: Context) -> None:
    """Refuse to take away the only one who can administer."""
    if People(ctx.session).administrators() == {staff_id}:
        raise said.LastAdministrator


def tell(ctx: Context, staff_id: int, **details: Any) -> None:
    """Tell the trail and the screens which person this call was about."""
    ctx.about(subject=f"staff:{staff_id}", **details)
    ctx.publish(Topic.STAFF, staff_id)


def initials_of(name: str) -> str:
    """The spellings a person is found by, each after a comma."""
    found = ""
    for spelling in name_spellings(name).initials:
        if len(found) + len(spelling) < 120:
            found += "," + spelling
    return found


def _of(fields: said.StaffFields) -> dict[str, Any]:
    return {"name": fields.name, "title": fields.title, "initials": initials_of(fields.name)}


def _locked(account: Account, ctx: Context) -> Any:
    until = account.locked_until
    return until if until is not None and until > ctx.now else None


def _made(ctx: Context) -> Made:
    made = ctx.prepared
    assert isinstance(made, Made)  # noqa: S101 the route makes it
    return made
