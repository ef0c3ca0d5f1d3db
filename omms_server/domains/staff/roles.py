"""Roles: the built-in ones, and those the clinic makes of permissions."""

from __future__ import annotations

from omms_server.contract import staff as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotFound, Stale
from omms_server.contract.permissions import ROLE_PERMISSIONS, Permission
from omms_server.core.context import Context
from omms_server.core.ids import new_id
from omms_server.models.staff import OwnRole

from .people_repository import People, granted
from .rules import OWN
from .service import refuse_beyond, refuse_services


def list_roles(_request: said.ListRoles, ctx: Context) -> tuple[said.RoleView, ...]:
    """Every role with its permissions."""
    built_in = tuple(
        said.RoleView(
            role=role.value, name="", permissions=tuple(sorted(permissions)), version=None
        )
        for role, permissions in ROLE_PERMISSIONS.items()
    )
    return built_in + tuple(_view(row) for row in People(ctx.session).all_own_roles())


def save_role(request: said.SaveRole, ctx: Context) -> said.RoleView:
    """Make or change a role of the clinic's own; who has it has its permissions within seconds."""
    people, asked = People(ctx.session), frozenset(request.permissions)
    row = people.own_role(request.code)
    before = _view(row).model_dump(mode="json") if row else None
    refuse_services(asked)
    refuse_beyond(asked - (granted(row) if row else frozenset()), ctx)
    if request.version is None:
        _add(request, asked, ctx)
    elif row is None:
        raise NotFound(what="role")
    else:
        values = {"name": request.name, "permissions": _stored(asked)}
        if not people.change_own_role(request.code, request.version, values):
            raise Stale(mine=request.version, current=row.version)
    saved = people.own_role(request.code)
    if saved is None:
        raise NotFound(what="role")
    after = _view(saved)
    ctx.about(subject=f"role:{request.code}", before=before, after=after.model_dump(mode="json"))
    ctx.publish(Topic.STAFF)
    return after


def _add(request: said.SaveRole, asked: frozenset[Permission], ctx: Context) -> None:
    people = People(ctx.session)
    if people.own_role(request.code) is not None:
        raise said.RoleTaken(code=request.code)
    row = OwnRole(id=new_id(), code=request.code, name=request.name, version=1)
    row.permissions = _stored(asked)
    people.add_own_role(row)


def _stored(permissions: frozenset[Permission]) -> str:
    return ",".join(sorted(permissions))


def _view(row: OwnRole) -> said.RoleView:
    return said.RoleView(
        role=OWN + row.code,
        name=row.name,
        permissions=tuple(sorted(granted(row))),
        version=row.version,
    )
