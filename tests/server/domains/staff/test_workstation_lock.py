"""Twenty failures lock a workstation, whoever's they are (DOMAIN SEC-02); spent tokens are told."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from omms_server.bootstrap import Application
from omms_server.contract.events import Topic
from omms_server.contract.faults import SignInNeeded
from omms_server.contract.scheduling import ListDepartments
from omms_server.contract.signing_in import Locked, RenewSignIn, WorkstationLocked, WrongCredentials
from omms_server.models.system import Event
from tests.support.clinic import PASSWORD, Clinic, a_peer
from tests.support.staffing import sign_in, trail


def fail(clinic: Clinic, times: int, desk: str = "desk-1") -> None:
    """Fail under names of which every other is somebody's."""
    for number in range(times):
        name = ("amy", "bo", "lin", "chen", "he")[number // 2 % 5] if number % 2 else f"x{number}"
        with pytest.raises(WrongCredentials):
            sign_in(clinic, name, "wrong", desk)


def topics(clinic: Clinic) -> list[str]:
    return clinic.app.house.database.read(lambda s: list(s.scalars(select(Event.topic))))


@pytest.fixture
def other(clinic: Clinic) -> Clinic:
    """A second application server on the same database."""
    return Clinic(Application(clinic.app.house, password_cost=4), clinic.clock)


def test_twenty_failures_lock_the_workstation_at_every_server(
    clinic: Clinic, other: Clinic
) -> None:
    fail(clinic, 10)
    fail(other, 10)
    assert Topic.SECURITY in topics(clinic)
    ((entry, _),) = trail(clinic, "staff.workstation_locked")
    assert entry.workstation == "desk-1"
    until = (clinic.clock.now().replace(microsecond=0)).isoformat()
    for server in (clinic, other):
        for name in ("wu", "nobody"):
            with pytest.raises(WorkstationLocked) as locked:
                sign_in(server, name, PASSWORD)
            assert locked.value.params["until"] > until
        assert sign_in(server, "wu", PASSWORD, "desk-2").person.name == "吴管理"
    clinic.clock.forward(minutes=15)
    assert sign_in(clinic, "wu", PASSWORD).person.name == "吴管理"


def test_a_right_password_between_does_not_start_the_count_anew(clinic: Clinic) -> None:
    """Else a dishonest colleague guesses others' between two sign-ins of his own."""
    fail(clinic, 10)
    sign_in(clinic, "dora", PASSWORD)
    fail(clinic, 10)
    with pytest.raises(WorkstationLocked):
        sign_in(clinic, "dora", PASSWORD)


def test_failures_of_a_slow_day_lock_nothing(clinic: Clinic) -> None:
    for _ in range(5):
        fail(clinic, 5)
        clinic.clock.forward(minutes=15)
    sign_in(clinic, "dora", PASSWORD)


def test_who_is_signed_in_there_goes_on(clinic: Clinic) -> None:
    signed_in = sign_in(clinic, "wu", PASSWORD)
    fail(clinic, 20)
    clinic.call(a_peer("desk-1"), signed_in.access_token, ListDepartments())
    clinic.call(a_peer("desk-1"), "", RenewSignIn(refresh_token=signed_in.refresh_token))


def test_an_unknown_name_stands_on_the_trail_without_the_name(clinic: Clinic) -> None:
    """What was typed there may be a password."""
    with pytest.raises(WrongCredentials):
        sign_in(clinic, "my secret", "wrong")
    ((entry, details),) = trail(clinic, "staff.sign_in")
    assert (entry.person, entry.workstation, entry.outcome) == (
        "",
        "desk-1",
        "staff.wrong_credentials",
    )
    assert details == ""


def test_the_account_s_lock_is_told_first_where_both_fall(clinic: Clinic) -> None:
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            sign_in(clinic, "amy", "wrong")
    with pytest.raises(Locked):
        sign_in(clinic, "amy", PASSWORD)


@pytest.mark.parametrize("renewals", [1, 3])
def test_any_spent_refresh_token_ends_the_family_and_is_told(
    clinic: Clinic, other: Clinic, renewals: int
) -> None:
    desk, first = a_peer("desk-1"), sign_in(clinic, "amy", PASSWORD)
    last = first
    for _ in range(renewals):
        last = clinic.call(desk, "", RenewSignIn(refresh_token=last.refresh_token))
    assert trail(clinic, "staff.refresh_reused") == []
    with pytest.raises(SignInNeeded):
        other.call(desk, "", RenewSignIn(refresh_token=first.refresh_token))
    with pytest.raises(SignInNeeded):
        clinic.call(desk, "", RenewSignIn(refresh_token=last.refresh_token))
    ((entry, details),) = trail(clinic, "staff.refresh_reused")
    assert (entry.person, entry.workstation, details) == ("艾米", "desk-1", '{"of": "desk-1"}')
    assert topics(clinic) == [Topic.SECURITY]


def test_a_refresh_token_at_another_workstation_is_told_with_both(clinic: Clinic) -> None:
    first = sign_in(clinic, "amy", PASSWORD)
    with pytest.raises(SignInNeeded):
        clinic.call(a_peer("thief"), "", RenewSignIn(refresh_token=first.refresh_token))
    ((entry, details),) = trail(clinic, "staff.refresh_reused")
    assert (entry.workstation, details) == ("thief", '{"of": "desk-1"}')
