"""Who may what by posts, who may give it, and when something locks or must change."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from omms_server.contract.permissions import CLINICAL, ROLE_PERMISSIONS, Permission, Role
from omms_server.domains.staff.lockout import (
    DESK_FAILURES,
    desk_locked_until,
    name_locked_until,
    tries_left,
)
from omms_server.domains.staff.rules import (
    beyond,
    clinical_beside_administrator,
    first_password_over,
    must_change,
    permissions_of,
    services_only,
)
from tests.support.clinic import MORNING

P = Permission
OWN = {"clerk": frozenset({P.BILLS_READ, P.BOOK}), "reader": frozenset({P.CHART_READ})}


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], set()),
        ([Role.CASHIER], ROLE_PERMISSIONS[Role.CASHIER]),
        ([Role.CASHIER, Role.NURSE], ROLE_PERMISSIONS[Role.CASHIER] | ROLE_PERMISSIONS[Role.NURSE]),
        (["own:clerk"], {P.BILLS_READ, P.BOOK}),
        (["own:clerk", "own:reader"], {P.BILLS_READ, P.BOOK, P.CHART_READ}),
        (["own:gone", "tomorrow's"], set()),
        ([Role.ADMINISTRATOR], ROLE_PERMISSIONS[Role.ADMINISTRATOR]),
        # Whatever stands beside it, an administrator opens no records.
        ([Role.ADMINISTRATOR, "own:reader"], ROLE_PERMISSIONS[Role.ADMINISTRATOR]),
        (
            [Role.ADMINISTRATOR, Role.DOCTOR],
            (ROLE_PERMISSIONS[Role.ADMINISTRATOR] | ROLE_PERMISSIONS[Role.DOCTOR]) - CLINICAL,
        ),
    ],
)
def test_posts_add_up(roles: list[str], expected: set[Permission]) -> None:
    assert permissions_of(roles, OWN) == expected


def test_an_administrator_s_own_role_holds_nothing_clinical() -> None:
    assert not ROLE_PERMISSIONS[Role.ADMINISTRATOR] & CLINICAL


@pytest.mark.parametrize(
    ("roles", "clash"),
    [
        ([Role.DOCTOR], None),
        ([Role.ADMINISTRATOR], None),
        ([Role.ADMINISTRATOR, Role.FINANCE_AUDITOR], None),
        ([Role.ADMINISTRATOR, "own:clerk"], None),
        ([Role.ADMINISTRATOR, "own:reader"], P.CHART_READ),
        ([Role.ADMINISTRATOR, Role.NURSE], P.CHART_READ),
    ],
)
def test_an_administrator_is_nothing_clinical_besides(
    roles: list[str], clash: Permission | None
) -> None:
    assert clinical_beside_administrator(roles, OWN) == clash


@pytest.mark.parametrize(
    ("given", "has", "roles", "lacking"),
    [
        ({P.BOOK}, {P.BOOK, P.STAFF_WRITE}, ["own:staff"], None),
        ({P.BOOK, P.CALL}, {P.BOOK}, ["own:staff"], P.CALL),
        ({P.BOOK}, set(), [], P.BOOK),
        (set(), set(), [], None),
        ({P.PRESCRIBE, P.BOOK}, set(), [Role.ADMINISTRATOR], None),
    ],
)
def test_nobody_gives_what_he_lacks_but_an_administrator(
    given: set[Permission], has: set[Permission], roles: list[str], lacking: Permission | None
) -> None:
    assert beyond(given, has, roles) == lacking


def test_what_services_have_is_not_for_people() -> None:
    assert services_only({P.BOOK, P.CALL}) is None
    assert services_only({P.BOOK, P.PAYMENT_NOTICES}) == P.PAYMENT_NOTICES


DAYS = timedelta(days=90)


@pytest.mark.parametrize(
    ("given", "since", "expected"),
    [
        (False, None, False),
        (True, None, True),
        (True, MORNING, True),
        (False, MORNING, False),
        (False, MORNING - DAYS + timedelta(seconds=1), False),
        (False, MORNING - DAYS, True),
    ],
)
def test_a_password_grows_old(given: bool, since: datetime | None, expected: bool) -> None:
    assert must_change(given, since, 90, MORNING) is expected


@pytest.mark.parametrize(
    ("given", "since", "expected"),
    [
        (True, MORNING - timedelta(days=7), True),
        (True, MORNING - timedelta(days=6), False),
        (True, None, False),
        (False, MORNING - timedelta(days=70), False),
    ],
)
def test_a_one_time_password_is_good_for_a_week(
    given: bool, since: datetime | None, expected: bool
) -> None:
    assert first_password_over(given, since, 7, MORNING) is expected


def evenly(count: int, minutes: float) -> list[datetime]:
    """Failures, newest first, the latest now, spread over so many minutes."""
    step = timedelta(minutes=minutes) / max(1, count - 1)
    return [MORNING - step * n for n in range(count)]


@pytest.mark.parametrize(
    ("latest", "locked"),
    [
        ([], False),
        (evenly(DESK_FAILURES - 1, 1), False),
        (evenly(DESK_FAILURES, 1), True),
        (evenly(DESK_FAILURES, 15), True),
        (evenly(DESK_FAILURES, 16), False),
    ],
)
def test_twenty_failures_within_a_quarter_of_an_hour_lock_a_workstation(
    latest: list[datetime], locked: bool
) -> None:
    expected = MORNING + timedelta(minutes=15) if locked else None
    assert desk_locked_until(latest) == expected


@pytest.mark.parametrize(
    ("failures", "left", "locking"),
    [
        (1, 4, None),
        (4, 1, None),
        (5, 0, 0),
        (7, 3, 2),  # two more were on their way as the lock fell
        (10, 0, 0),
    ],
)
def test_a_name_that_nobody_has_locks_as_an_account_does(
    failures: int, left: int, locking: int | None
) -> None:
    latest = evenly(5, 1)[:failures]
    expected = None if locking is None else latest[locking] + timedelta(minutes=15)
    assert tries_left(failures) == left
    assert name_locked_until(failures, latest) == expected
