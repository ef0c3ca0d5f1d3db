"""Who may what by his posts, and who may give it to others (DOMAIN 9.2). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from omms_server.contract.permissions import (
    CLINICAL,
    ROLE_PERMISSIONS,
    SERVICE_PERMISSIONS,
    Permission,
    Role,
)

OWN = "own:"
_BUILT_IN = {role.value: permissions for role, permissions in ROLE_PERMISSIONS.items()}
OwnRoles = Mapping[str, frozenset[Permission]]
"""The clinic's own roles by code, without `own:`."""


def permissions_of(roles: Iterable[str], own: OwnRoles) -> frozenset[Permission]:
    """The union over all posts; an administrator's holds nothing that opens patients' records."""
    held = set(roles)
    found = frozenset[Permission]().union(*(_of_role(role, own) for role in held))
    return found - CLINICAL if Role.ADMINISTRATOR in held else found


def clinical_beside_administrator(roles: Iterable[str], own: OwnRoles) -> Permission | None:
    """A permission that these posts would give an administrator and that he must not have."""
    held = set(roles)
    if Role.ADMINISTRATOR not in held:
        return None
    given = frozenset[Permission]().union(*(_of_role(role, own) for role in held))
    return min(given & CLINICAL, default=None)


def beyond(
    given: Iterable[Permission], granter: Iterable[Permission], granter_roles: Iterable[str]
) -> Permission | None:
    """The first permission given that the granter lacks; None for an administrator."""
    if Role.ADMINISTRATOR in set(granter_roles):
        return None
    return min(frozenset(given) - frozenset(granter), default=None)


def services_only(given: Iterable[Permission]) -> Permission | None:
    """The first permission that belongs to services and to no person."""
    return min(frozenset(given) & SERVICE_PERMISSIONS, default=None)


def is_service(roles: Iterable[str]) -> bool:
    """Whether a machine signs in with this account: nobody is there to change its password."""
    return Role.SIDECAR in set(roles)


def must_change(given: bool, since: datetime | None, days: int, now: datetime) -> bool:
    """Whether a password must be changed first: given by somebody else, or too old (DOMAIN
    SEC-03)."""
    return given or (since is not None and since + timedelta(days=days) <= now)


def first_password_over(given: bool, since: datetime | None, days: int, now: datetime) -> bool:
    """Whether a one-time password lay about for too long."""
    return given and since is not None and since + timedelta(days=days) <= now


def _of_role(role: str, own: OwnRoles) -> frozenset[Permission]:
    if role.startswith(OWN):
        return own.get(role.removeprefix(OWN), frozenset())
    return _BUILT_IN.get(role, frozenset())
