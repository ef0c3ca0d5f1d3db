"""Who may do what, on whose rows: every request of the contract, or the build fails.

Each request is called by each role that lacks its permission; and, on another's patient, by those
who hold the permission but stand outside (`tests/support/reach.py`).
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from omms_server.contract.audit import ReadAudit
from omms_server.contract.faults import NotAllowed
from omms_server.contract.messages import Request
from omms_server.contract.patients import FoundPatients
from omms_server.contract.permissions import ROLE_PERMISSIONS, Role
from omms_server.contract.wire import Call
from omms_server.core.ids import new_id
from omms_server.core.peers import Parked
from omms_server.core.routes import Route
from omms_server.models.staff import Post
from tests.support.all_routes import all_routes
from tests.support.clinic import Clinic, Colleague
from tests.support.reach import BEYOND, NOBODY_OUTSIDE, Beyond, a_day

ROUTES = [route for route in all_routes() if isinstance(route, Route) and route.needs]
CASES = [(method, number) for method, cases in BEYOND.items() for number in range(len(cases))]


def of_contract() -> set[str]:
    ours = "omms_server.contract"
    return {name for name, kind in Request.registry.items() if kind.__module__.startswith(ours)}


def test_every_request_says_who_stands_outside() -> None:
    assert BEYOND.keys() | NOBODY_OUTSIDE.keys() == of_contract()
    assert not BEYOND.keys() & NOBODY_OUTSIDE.keys()
    assert all(NOBODY_OUTSIDE.values())


def rows_of(answer: Any) -> list[Any]:
    """The rows of a list that its asker may see as they are."""
    rows = answer.rows if hasattr(answer, "rows") else answer
    return [row for row in rows if not (isinstance(answer, FoundPatients) and row.beyond)]


@pytest.mark.parametrize(("method", "number"), CASES)
def test_who_stands_outside_gets_nothing(clinic: Clinic, method: str, number: int) -> None:
    case: Beyond = BEYOND[method][number]
    day = a_day(clinic)
    asked = case.ask(day)
    assert asked.method == method
    for username in case.outside:
        outsider = clinic.colleague(username)
        needs = next(route.needs for route in ROUTES if route.request.method == method)
        assert needs in outsider.signed_in.permissions, f"{username} lacks it anyway"
        if case.fault is None:
            assert rows_of(outsider.send(asked)) == []
        else:
            with pytest.raises(case.fault):
                outsider.send(asked)
    answer = clinic.colleague(case.inside).send(asked, reasons="确有必要")
    assert case.fault is not None or rows_of(answer)


@pytest.mark.parametrize("role", Role)
def test_a_role_without_the_permission_is_refused_and_on_the_trail(
    clinic: Clinic, role: Role
) -> None:
    post = Post(id=new_id(), staff_id=clinic.staff["dora"], role=role.value)
    clinic.add(post)
    try:
        known = clinic.app.dispatcher._routes.values()
        needing = [route for route in known if route.needs is not None]
        refused = [route for route in needing if route.needs not in ROLE_PERMISSIONS[role]]
        assert refused
        for route in refused:
            with pytest.raises(NotAllowed):
                send_anything(clinic, clinic.dora, route.request)
        rows = clinic.wu.send(ReadAudit(person_id=clinic.staff["dora"], size=100)).rows
        told = {row.action for row in rows if row.outcome == NotAllowed.code}
        assert told == {route.request.method for route in refused}
    finally:
        clinic.app.house.database.write(lambda session: session.delete(session.merge(post)))


def send_anything(clinic: Clinic, colleague: Colleague, request: type[Request[Any]]) -> None:
    """Send a request without looking at its fields: the right is asked for before they are."""
    call = Call(
        method=request.method,
        body={},
        token=colleague.signed_in.access_token,
        key=f"{new_id():020d}",
    )
    answer = clinic.app.dispatcher.handle(call.model_dump_json(), colleague.peer)
    assert not isinstance(answer, Parked)
    outcome = json.loads(answer)
    if outcome["code"] == NotAllowed.code:
        raise NotAllowed(**outcome["data"])
