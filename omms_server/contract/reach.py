"""How far a role sees: whose rows its permissions cover (DOMAIN ACC-R1, PROMISES "Secrets")."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .permissions import ROLE_PERMISSIONS, Permission, Role


class Extent(StrEnum):
    """What a role's permissions cover."""

    CLINIC = "clinic"
    """Everybody: the counter must find each patient."""
    DEPARTMENT = "department"
    """One's own patients, and those of the post's department."""
    SHIFT = "shift"
    """What is open, and what one did oneself."""


ROLE_EXTENT: dict[Role, Extent] = {
    Role.CASHIER: Extent.SHIFT,
    Role.DOCTOR: Extent.DEPARTMENT,
    Role.NURSE: Extent.DEPARTMENT,
    Role.TRIAGE_NURSE: Extent.DEPARTMENT,
    Role.LAB_TECHNICIAN: Extent.DEPARTMENT,
}
"""Roles that see less than the clinic. A role of the clinic's own sees its department."""
_NARROWER: dict[tuple[Role, Permission], Extent] = {
    (Role.RECEPTIONIST, Permission.BILLS_READ): Extent.SHIFT,
    (Role.RECEPTIONIST, Permission.BILLS_SETTLE): Extent.SHIFT,
}
"""Single permissions that reach less than the others of their role."""
_NO_OWN: Mapping[str, Collection[Permission]] = {}
_BUILT_IN = {role.value: role for role in Role}


@dataclass(frozen=True)
class Reach:
    """How far one permission of a person goes."""

    extent: Extent
    departments: frozenset[int] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether it covers everybody."""
        return self.extent is Extent.CLINIC


def reach_of(
    posts: Iterable[tuple[str, int | None]],
    permission: Permission,
    own_roles: Mapping[str, Collection[Permission]] = _NO_OWN,
) -> Reach:
    """How far a permission goes by posts (role, department): the widest of those that carry it.

    `own_roles`: what the clinic's own roles carry. Departments add up. Without any post that
    carries it, a permission reaches one's own patients only.
    """
    extents, departments = set(), set()
    for role, department in posts:
        known = _BUILT_IN.get(role)
        carried = own_roles.get(role, ()) if known is None else ROLE_PERMISSIONS[known]
        if permission not in carried:
            continue
        extent = _extent(known, permission) if known else Extent.DEPARTMENT
        extents.add(extent)
        if extent is Extent.DEPARTMENT and department is not None:
            departments.add(department)
    if Extent.CLINIC in extents:
        return Reach(Extent.CLINIC)
    if extents == {Extent.SHIFT}:
        return Reach(Extent.SHIFT)
    return Reach(Extent.DEPARTMENT, frozenset(departments))


def _extent(role: Role, permission: Permission) -> Extent:
    return _NARROWER.get((role, permission)) or ROLE_EXTENT.get(role, Extent.CLINIC)
