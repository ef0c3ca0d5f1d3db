"""Accounts of others: new one-time passwords, disabling, and their sign-ins."""

from __future__ import annotations

from omms_server.contract import staff as said
from omms_server.contract.faults import NotFound
from omms_server.core.context import Context
from omms_server.models.staff import Account

from .first_passwords import Made
from .people_repository import People
from .repository import Accounts
from .rules import is_service, permissions_of
from .service import load, member, refuse_beyond, refuse_last_administrator, tell


def reset_password(request: said.ResetPassword, ctx: Context) -> said.FirstPassword:
    """Give a one-time password; who resets it must be allowed all that the person is."""
    made: Made = ctx.prepared
    account = _account_within_reach(request.staff_id, ctx)
    accounts = Accounts(ctx.session)
    posts = People(ctx.session).posts([request.staff_id])[request.staff_id]
    person = not is_service(post.role for post in posts)
    since = ctx.now if person else None
    accounts.set_password(account, made.hashed, since, must_change=person)
    ended = accounts.end_all(account.id, ctx.now)
    tell(ctx, request.staff_id, sessions_ended=ended)
    return said.FirstPassword(staff=member(request.staff_id, ctx), password=made.password)


def disable(request: said.DisableAccount, ctx: Context) -> said.StaffMember:
    """Let a person sign in no more, and end his sign-ins."""
    account = _account_within_reach(request.staff_id, ctx)
    refuse_last_administrator(request.staff_id, ctx)
    People(ctx.session).change_account(account.id, {"disabled": True})
    ended = Accounts(ctx.session).end_all(account.id, ctx.now)
    before, after = {"disabled": account.disabled}, {"disabled": True}
    tell(ctx, request.staff_id, before=before, after=after, sessions_ended=ended)
    return member(request.staff_id, ctx)


def enable(request: said.EnableAccount, ctx: Context) -> said.StaffMember:
    """Let a person sign in again; he is not idle from now on."""
    account = _account_within_reach(request.staff_id, ctx)
    values = {"disabled": False, "active_at": ctx.now, "failures": 0, "locked_until": None}
    People(ctx.session).change_account(account.id, values)
    tell(ctx, request.staff_id, before={"disabled": account.disabled}, after={"disabled": False})
    return member(request.staff_id, ctx)


def list_sessions(request: said.ListSessions, ctx: Context) -> tuple[said.StaffSession, ...]:
    """The sign-ins of a person that still stand."""
    _, account = load(request.staff_id, ctx)
    return tuple(
        said.StaffSession(
            id=row.id,
            workstation=row.workstation,
            started_at=row.started_at,
            renewed_until=row.expires_at,
            current=row.id == ctx.actor.session_id,
        )
        for row in Accounts(ctx.session).sessions(account.id, ctx.now)
    )


def end_session(request: said.EndSession, ctx: Context) -> None:
    """End one sign-in of a person."""
    account = _account_within_reach(request.staff_id, ctx)
    accounts = Accounts(ctx.session)
    known = {row.id for row in accounts.sessions(account.id, ctx.now)}
    if request.session_id not in known or not accounts.end(request.session_id, ctx.now):
        raise NotFound(what="session")
    tell(ctx, request.staff_id, session=request.session_id)


def end_all_sessions(request: said.EndAllSessions, ctx: Context) -> int:
    """End every sign-in of a person."""
    account = _account_within_reach(request.staff_id, ctx)
    ended = Accounts(ctx.session).end_all(account.id, ctx.now)
    tell(ctx, request.staff_id, sessions_ended=ended)
    return ended


def _account_within_reach(staff_id: int, ctx: Context) -> Account:
    """Nobody acts on the account of one who may do more than he, but an administrator."""
    _, account = load(staff_id, ctx)
    people = People(ctx.session)
    roles = {post.role for post in people.posts([staff_id])[staff_id]}
    refuse_beyond(permissions_of(roles, people.own_roles(roles)), ctx)
    return account
