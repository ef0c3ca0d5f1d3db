"""Signing in: what is told, what is counted, and what ends a sign-in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from omms_server.bootstrap import Application
from omms_server.contract.faults import Fault, NotAllowed, SignInNeeded
from omms_server.contract.patients import FindPatients
from omms_server.contract.permissions import ROLE_PERMISSIONS, Permission, Role
from omms_server.contract.scheduling import ListDepartments
from omms_server.contract.signing_in import (
    Locked,
    RenewSignIn,
    SignedIn,
    SignIn,
    SignOut,
    WrongCredentials,
)
from omms_server.core.ids import new_id
from omms_server.domains.staff import sign_ins
from omms_server.models.staff import Account, Post
from omms_server.models.system import AuditEntry
from tests.support.clinic import PASSWORD, Clinic, Colleague, a_peer

DESK = a_peer("desk-1")


def sign_in(clinic: Clinic, name: str = "amy", password: str = PASSWORD) -> SignedIn:
    return clinic.call(DESK, "", SignIn(username=name, password=password))


def fail(clinic: Clinic, name: str = "amy", times: int = 1) -> list[int]:
    """The tries left, as told after each wrong password."""
    left = []
    for _ in range(times):
        with pytest.raises(WrongCredentials) as refused:
            sign_in(clinic, name, "wrong")
        left.append(refused.value.params["left"])
    return left


def ask(clinic: Clinic, token: str, desk: str = "desk-1") -> None:
    clinic.call(a_peer(desk), token, ListDepartments())


def renew(clinic: Clinic, refresh: str, desk: str = "desk-1") -> SignedIn:
    return clinic.call(a_peer(desk), "", RenewSignIn(refresh_token=refresh))


def trail(clinic: Clinic) -> list[tuple[str, str, str]]:
    rows = clinic.app.house.database.read(
        lambda s: list(s.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    )
    return [(row.action, row.outcome, row.workstation) for row in rows]


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two seconds for which an actor is remembered are over at once."""
    assert sign_ins.ACTOR_FRESH_SECONDS <= 5
    monkeypatch.setattr(sign_ins, "ACTOR_FRESH_SECONDS", 0)


def test_who_signs_in_is_known_with_posts_and_permissions(clinic: Clinic) -> None:
    found = sign_in(clinic, "lin")
    assert (found.person.name, found.person.staff_no) == ("林大夫", "S000")
    assert [(post.role, post.department) for post in found.person.posts] == [(Role.DOCTOR, "内科")]
    assert set(found.permissions) == ROLE_PERMISSIONS[Role.DOCTOR]
    assert found.expires_in == 900
    assert found.clinic.name == clinic.app.house.settings.clinic.name
    ask(clinic, found.access_token)
    assert trail(clinic) == [("staff.sign_in", "ok", "desk-1")]


def test_a_name_may_be_typed_in_capitals(clinic: Clinic) -> None:
    assert sign_in(clinic, "AMY").person.name == "艾米"


def test_an_outsider_signs_in_and_may_do_nothing(clinic: Clinic) -> None:
    found = sign_in(clinic, "dora")
    assert found.permissions == ()
    with pytest.raises(NotAllowed):
        ask(clinic, found.access_token)


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(clinic: Clinic) -> None:
    """DOMAIN SEC-01, SEC-02."""
    assert fail(clinic, times=5) == [4, 3, 2, 1, 0]
    with pytest.raises(Locked) as locked:
        sign_in(clinic)
    until = clinic.clock.now() + timedelta(minutes=15)
    assert locked.value.params == {"until": until.isoformat()}
    clinic.clock.forward(minutes=14, seconds=59)
    with pytest.raises(Locked):
        sign_in(clinic)
    clinic.clock.forward(seconds=1)
    assert sign_in(clinic).person.name == "艾米"
    assert fail(clinic) == [4]


def test_after_a_lock_the_count_begins_anew(clinic: Clinic) -> None:
    fail(clinic, times=5)
    clinic.clock.forward(minutes=15)
    assert fail(clinic, times=5) == [4, 3, 2, 1, 0]
    with pytest.raises(Locked):
        sign_in(clinic)


def test_a_right_password_forgives_the_wrong_ones(clinic: Clinic) -> None:
    fail(clinic, times=4)
    sign_in(clinic)
    assert fail(clinic) == [4]


def test_failures_stand_on_the_trail_with_their_workstation(clinic: Clinic) -> None:
    fail(clinic)
    assert trail(clinic) == [("staff.sign_in", "staff.wrong_credentials", "desk-1")]


@pytest.mark.parametrize("name", ["amy", "nobody", "out"])
def test_the_answers_do_not_tell_which_names_exist(clinic: Clinic, name: str) -> None:
    """A known name, an unknown and a disabled one are answered alike, to the lock and after it."""
    disable(clinic, "dora" if name == "out" else "")
    name = "dora" if name == "out" else name
    assert fail(clinic, name, 5) == [4, 3, 2, 1, 0]
    with pytest.raises(Locked) as locked:
        sign_in(clinic, name.upper())
    until = clinic.clock.now() + timedelta(minutes=15)
    assert locked.value.params == {"until": until.isoformat()}
    clinic.clock.forward(minutes=15)
    assert fail(clinic, name) == [4]


@pytest.mark.parametrize("name", ["amy", "nobody"])
def test_two_instances_count_a_name_together(
    clinic: Clinic, other_instance: Clinic, name: str
) -> None:
    """Else the tries left, asked here and there, would tell a name that nobody has."""
    assert fail(clinic, name, 2) == [4, 3]
    assert fail(other_instance, name.upper(), 3) == [2, 1, 0]
    for instance in (clinic, other_instance):
        with pytest.raises(Locked):
            sign_in(instance, name)


@pytest.mark.parametrize("database_kind", ["sqlite", "mariadb"], indirect=True)
def test_guessing_from_many_desks_at_once_does_not_outrun_the_lock(clinic: Clinic) -> None:
    def guess(_: int) -> str:
        try:
            sign_in(clinic, "amy", "wrong")
        except Fault as fault:
            return fault.code
        return "ok"

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(guess, range(12))) <= {"staff.wrong_credentials", "staff.locked"}
    with pytest.raises(Locked):
        sign_in(clinic)


def test_a_right_guess_that_comes_as_the_lock_falls_is_worth_nothing(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock falls while the password is being checked."""
    passwords = clinic.app.sign_ins.passwords
    matches = passwords.matches

    def slowly(password: str, stored: str | None) -> bool:
        monkeypatch.setattr(passwords, "matches", matches)
        fail(clinic, times=5)
        return matches(password, stored)

    monkeypatch.setattr(passwords, "matches", slowly)
    with pytest.raises(Locked):
        sign_in(clinic)


def disable(clinic: Clinic, name: str) -> None:
    statement = update(Account).where(Account.username == name).values(disabled=True)
    clinic.app.house.database.write(lambda session: session.execute(statement))


def test_a_disabled_account_cannot_sign_in_and_is_out_within_seconds(
    clinic: Clinic, forgetful: None
) -> None:
    token = sign_in(clinic).access_token
    disable(clinic, "amy")
    with pytest.raises(SignInNeeded):
        ask(clinic, token)
    with pytest.raises(WrongCredentials):
        sign_in(clinic)


def test_renewing_replaces_both_tokens(clinic: Clinic) -> None:
    first = sign_in(clinic)
    clinic.clock.forward(minutes=16)
    with pytest.raises(SignInNeeded):
        ask(clinic, first.access_token)
    second = renew(clinic, first.refresh_token)
    assert second.refresh_token != first.refresh_token
    ask(clinic, second.access_token)
    ask(clinic, renew(clinic, second.refresh_token).access_token)


def test_an_old_refresh_token_ends_the_whole_family(clinic: Clinic) -> None:
    """It was copied: nobody can tell the thief from the owner."""
    first = sign_in(clinic)
    second = renew(clinic, first.refresh_token)
    with pytest.raises(SignInNeeded):
        renew(clinic, first.refresh_token)
    with pytest.raises(SignInNeeded):
        ask(clinic, second.access_token)
    with pytest.raises(SignInNeeded):
        renew(clinic, second.refresh_token)


def test_renewing_from_another_workstation_ends_the_family(clinic: Clinic) -> None:
    first = sign_in(clinic)
    with pytest.raises(SignInNeeded):
        renew(clinic, first.refresh_token, "desk-2")
    with pytest.raises(SignInNeeded):
        ask(clinic, first.access_token)
    with pytest.raises(SignInNeeded):
        renew(clinic, first.refresh_token)


def test_a_refresh_token_holds_for_twelve_hours(clinic: Clinic) -> None:
    first = sign_in(clinic)
    clinic.clock.forward(hours=12)
    with pytest.raises(SignInNeeded):
        renew(clinic, first.refresh_token)


@pytest.mark.parametrize("refresh", ["x", "张" * 200, "a" * 43])
def test_an_invented_refresh_token_is_refused(clinic: Clinic, refresh: str) -> None:
    with pytest.raises(SignInNeeded):
        renew(clinic, refresh)


def test_an_access_token_of_another_workstation_is_refused(clinic: Clinic) -> None:
    token = sign_in(clinic).access_token
    with pytest.raises(SignInNeeded):
        ask(clinic, token, "desk-2")
    ask(clinic, token)


def test_signing_out_ends_this_sign_in_at_once_and_no_other(clinic: Clinic) -> None:
    mine, other = sign_in(clinic), Colleague(clinic, a_peer("desk-2"), "amy")
    clinic.call(DESK, mine.access_token, SignOut())
    with pytest.raises(SignInNeeded):
        ask(clinic, mine.access_token)
    with pytest.raises(SignInNeeded):
        renew(clinic, mine.refresh_token)
    with pytest.raises(SignInNeeded):
        clinic.call(DESK, "", SignOut())
    other.send(ListDepartments())
    assert ("staff.sign_out", "ok", "desk-1") in trail(clinic)


@pytest.fixture
def other_instance(clinic: Clinic) -> Clinic:
    """A second application server on the same database."""
    return Clinic(Application(clinic.app.house, password_cost=4), clinic.clock)


def test_signing_out_is_known_to_every_instance_within_seconds(
    clinic: Clinic, other_instance: Clinic, forgetful: None
) -> None:
    token = sign_in(clinic).access_token
    ask(other_instance, token)
    clinic.call(DESK, token, SignOut())
    with pytest.raises(SignInNeeded):
        ask(other_instance, token)


def test_posts_add_up_and_a_new_one_counts_within_seconds(clinic: Clinic, forgetful: None) -> None:
    token = sign_in(clinic, "dora").access_token
    extra = [(Role.CASHIER, None), (Role.NURSE, clinic.departments["D01"])]
    posts = [
        Post(id=new_id(), staff_id=clinic.staff["dora"], role=role.value, department_id=place)
        for role, place in extra
    ]
    clinic.add(*posts)
    try:
        clinic.call(DESK, token, FindPatients(text="张"))
        found = sign_in(clinic, "dora")
        assert set(found.permissions) == (
            ROLE_PERMISSIONS[Role.CASHIER] | ROLE_PERMISSIONS[Role.NURSE]
        )
        assert [post.department for post in found.person.posts] == ["", "内科"]
    finally:
        database = clinic.app.house.database
        for post in posts:
            database.write(lambda session, one=post: session.delete(session.merge(one)))


def test_every_role_has_permissions_and_every_permission_a_role() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == set(Permission)
    assert not ROLE_PERMISSIONS[Role.SIDECAR] & ROLE_PERMISSIONS[Role.RECEPTIONIST]
