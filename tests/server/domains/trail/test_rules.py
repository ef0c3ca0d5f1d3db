"""What an entry tells, and to whom."""

from typing import Any

import pytest

from omms_server.contract.permissions import ROLE_PERMISSIONS, Role
from omms_server.domains.trail.rules import sees_values, told


@pytest.mark.parametrize(
    ("role", "action", "of_patient", "sees"),
    [
        (Role.ADMINISTRATOR, "staff.change", False, True),
        (Role.ADMINISTRATOR, "audit.export", False, True),
        (Role.ADMINISTRATOR, "patients.change", True, False),
        (Role.ADMINISTRATOR, "charting.set_diagnoses", False, False),
        (Role.ADMINISTRATOR, "audit.details", True, False),
        (Role.ADMINISTRATOR, "billing.pay_cash", True, False),
        (Role.FINANCE_AUDITOR, "billing.pay_cash", True, True),
        (Role.FINANCE_AUDITOR, "patients.change", True, False),
        (Role.PRIVACY_OFFICER, "patients.change", True, True),
    ],
)
def test_values_are_told_to_those_whom_they_concern(
    role: Role, action: str, of_patient: bool, sees: bool
) -> None:
    assert sees_values(action, ROLE_PERMISSIONS[role], of_patient=of_patient) is sees


CHANGED: dict[str, Any] = {
    "before": {"id": 7, "version": 1, "name": "赵一", "phone": "", "tags": ["a"]},
    "after": {"id": 7, "version": 2, "name": "赵二", "phone": "138", "tags": ["a", "b"]},
}


@pytest.mark.parametrize(
    ("details", "changes"),
    [
        ({}, []),
        (CHANGED, [("name", "赵一", "赵二"), ("tags", "a", "a, b"), ("phone", None, "138")]),
        ({"before": None, "after": {"name": "赵"}}, [("name", None, "赵")]),
        ({"before": {"disabled": False}, "after": {"disabled": True}}, [("disabled", "no", "yes")]),
        ({"before": ["I10"], "after": []}, [("", "I10", None)]),
        (
            {"before": {"posts": [{"role": "nurse"}]}, "after": {"posts": [{"role": "doctor"}]}},
            [("posts.1.role", "nurse", "doctor")],
        ),
    ],
)
def test_what_differs_stands_side_by_side(details: dict[str, Any], changes: list[Any]) -> None:
    shown = told(details, withheld=False)
    assert [(one.name, one.before, one.after) for one in shown.changes] == changes
    assert shown.facts == ()


def test_what_else_was_noted_stands_by_itself() -> None:
    shown = told({"asked": {"action": "billing.", "outcome": None}, "rows": 3}, withheld=False)
    assert [(one.name, one.after) for one in shown.facts] == [
        ("asked.action", "billing."),
        ("rows", "3"),
    ]


def test_withheld_values_leave_the_names() -> None:
    shown = told({**CHANGED, "standing": "emergency"}, withheld=True)
    assert shown.withheld
    assert [one.name for one in shown.changes] == ["name", "tags", "phone"]
    assert [one.name for one in shown.facts] == ["standing"]
    assert {one.before or one.after for one in (*shown.changes, *shown.facts)} == {None}
