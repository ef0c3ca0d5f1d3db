"""Roles of the clinic's own."""

from __future__ import annotations

import pytest

from omms_server.contract.faults import NotAllowed, NotFound, Stale
from omms_server.contract.permissions import ROLE_PERMISSIONS, Permission, Role
from omms_server.contract.staff import ListRoles, RoleTaken, SaveRole, ServicesOnly
from tests.support.clinic import Clinic, a_peer
from tests.support.staffing import settle_in, trail

P = Permission
CLERK = SaveRole(code="clerk", name="文员", permissions=(P.BOOK, P.BILLS_READ))


def test_every_role_is_listed_with_its_permissions(clinic: Clinic) -> None:
    clinic.wu.send(CLERK)
    roles = clinic.wu.send(ListRoles())
    assert {role.role: set(role.permissions) for role in roles} == {
        **{role.value: set(held) for role, held in ROLE_PERMISSIONS.items()},
        "own:clerk": {P.BOOK, P.BILLS_READ},
    }
    assert {role.role: role.version for role in roles if role.version} == {"own:clerk": 1}


def test_a_role_is_changed_by_version(clinic: Clinic) -> None:
    first = clinic.wu.send(CLERK)
    assert (first.role, first.name, first.version) == ("own:clerk", "文员", 1)
    with pytest.raises(RoleTaken):
        clinic.wu.send(CLERK)
    fewer = SaveRole(code="clerk", name="前台", permissions=(P.BOOK,), version=1)
    second = clinic.wu.send(fewer)
    assert (second.name, second.permissions, second.version) == ("前台", (P.BOOK,), 2)
    with pytest.raises(Stale):
        clinic.wu.send(fewer)
    with pytest.raises(NotFound):
        clinic.wu.send(SaveRole(code="none", name="无", permissions=(P.BOOK,), version=1))
    details = [told for entry, told in trail(clinic, "staff.save_role") if entry.outcome == "ok"]
    assert "before" in details[1]
    assert "bills.read" in details[1]


def test_nobody_makes_a_role_of_what_he_lacks(clinic: Clinic) -> None:
    clinic.wu.send(SaveRole(code="roles", name="角色", permissions=(P.ROLES_WRITE, P.BOOK)))
    who = settle_in(clinic, "zhao", "own:roles")
    desk = a_peer("desk-1")

    def ask(*permissions: Permission) -> None:
        request = SaveRole(code="clerk", name="文员", permissions=permissions)
        clinic.call(desk, who.access_token, request)

    for lacking in (P.STAFF_WRITE, P.CHART_READ):
        with pytest.raises(NotAllowed) as refused:
            ask(P.BOOK, lacking)
        assert refused.value.params == {"permission": lacking.value}
    ask(P.BOOK)


def test_what_services_have_goes_into_no_role(clinic: Clinic) -> None:
    with pytest.raises(ServicesOnly):
        clinic.wu.send(CLERK.model_copy(update={"permissions": (P.PAYMENT_NOTICES,)}))


def test_only_who_may_make_roles_does(clinic: Clinic) -> None:
    for name in ("amy", "lin", "dora"):
        with pytest.raises(NotAllowed):
            clinic.colleague(name).send(CLERK)


def test_every_role_fits_its_column() -> None:
    assert len(",".join(Permission)) < 4000
    assert all(len(role.value) <= 24 for role in Role)
