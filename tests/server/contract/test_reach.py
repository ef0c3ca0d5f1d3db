"""How far permissions reach (DOMAIN ACC-R1)."""

import pytest

from omms_server.contract.permissions import Permission, Role
from omms_server.contract.reach import Extent, Reach, reach_of

OWN = {"own:assistant": {Permission.CHART_READ}}
CLINIC, SHIFT = Reach(Extent.CLINIC), Reach(Extent.SHIFT)


def of_departments(*ids: int) -> Reach:
    return Reach(Extent.DEPARTMENT, frozenset(ids))


@pytest.mark.parametrize(
    ("posts", "permission", "expected"),
    [
        ([(Role.RECEPTIONIST, None)], Permission.PATIENTS_READ, CLINIC),
        ([(Role.RECEPTIONIST, 9)], Permission.PATIENTS_READ, CLINIC),
        ([(Role.RECEPTIONIST, 9)], Permission.BILLS_READ, SHIFT),
        ([(Role.CASHIER, 9)], Permission.BILLS_READ, SHIFT),
        ([(Role.FINANCE_AUDITOR, None)], Permission.BILLS_READ, CLINIC),
        ([(Role.CASHIER, 9), (Role.FINANCE_AUDITOR, 9)], Permission.BILLS_READ, CLINIC),
        ([(Role.DOCTOR, 1)], Permission.CHART_READ, of_departments(1)),
        ([(Role.DOCTOR, 1), (Role.DOCTOR, 2)], Permission.CHART_READ, of_departments(1, 2)),
        ([(Role.DOCTOR, None)], Permission.CHART_READ, of_departments()),
        ([(Role.NURSE, 3)], Permission.CHART_READ, of_departments(3)),
        # A post widens only the permissions it carries.
        ([(Role.DOCTOR, 1), (Role.RECEPTIONIST, 9)], Permission.CHART_READ, of_departments(1)),
        ([(Role.DOCTOR, 1), (Role.RECEPTIONIST, 9)], Permission.PATIENTS_READ, CLINIC),
        # A role of the clinic's own sees its department, and one's own patients without any.
        ([("own:assistant", 4)], Permission.CHART_READ, of_departments(4)),
        ([("own:assistant", None)], Permission.CHART_READ, of_departments()),
        ([], Permission.CHART_READ, of_departments()),
        # What it does not carry it does not widen.
        ([(Role.DOCTOR, 1), ("own:assistant", 4)], Permission.BILLS_READ, of_departments()),
        ([(Role.DOCTOR, 1), ("own:assistant", 4)], Permission.CHART_WRITE, of_departments(1)),
    ],
)
def test_the_widest_post_that_carries_a_permission_counts(
    posts: list[tuple[str, int | None]], permission: Permission, expected: Reach
) -> None:
    assert reach_of(posts, permission, OWN) == expected
