"""Accounts of others: reset, disabled, their sign-ins; and the last administrator stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from omms_server.bootstrap import Application
from omms_server.contract import staff as said
from omms_server.contract.faults import Fault, NotFound, SignInNeeded
from omms_server.contract.permissions import Permission, Role
from omms_server.contract.scheduling import ListDepartments
from omms_server.contract.signing_in import SignedIn, WrongCredentials
from omms_server.domains.staff import sign_ins
from tests.support.clinic import PASSWORD, Clinic, a_peer
from tests.support.staffing import fields, hire, settle_in, sign_in, trail

AMY = "amy"


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two seconds for which an actor is remembered are over at once."""
    assert sign_ins.ACTOR_FRESH_SECONDS <= 5
    monkeypatch.setattr(sign_ins, "ACTOR_FRESH_SECONDS", 0)


@pytest.fixture
def other(clinic: Clinic) -> Clinic:
    """A second application server on the same database."""
    return Clinic(Application(clinic.app.house, password_cost=4), clinic.clock)


def ask(clinic: Clinic, who: SignedIn, desk: str = "desk-1") -> None:
    clinic.call(a_peer(desk), who.access_token, ListDepartments())


def test_a_reset_gives_a_one_time_password_and_ends_the_sign_ins(
    clinic: Clinic, forgetful: None
) -> None:
    before = sign_in(clinic, AMY, PASSWORD)
    made = clinic.wu.send(said.ResetPassword(staff_id=clinic.staff[AMY]))
    assert made.staff.must_change_password
    with pytest.raises(SignInNeeded):
        ask(clinic, before)
    with pytest.raises(WrongCredentials):
        sign_in(clinic, AMY, PASSWORD)
    assert sign_in(clinic, AMY, made.password).must_change_password
    ((entry, details),) = trail(clinic, "staff.reset_password")
    assert entry.subject == f"staff:{clinic.staff[AMY]}"
    assert '"sessions_ended": 1' in details
    assert made.password not in details


def test_a_reset_forgives_the_lock(clinic: Clinic) -> None:
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            sign_in(clinic, AMY, "wrong")
    assert clinic.wu.send(said.ReadStaff(staff_id=clinic.staff[AMY])).locked_until is not None
    made = clinic.wu.send(said.ResetPassword(staff_id=clinic.staff[AMY]))
    assert made.staff.locked_until is None
    sign_in(clinic, AMY, made.password)


def test_disabled_is_out_at_every_server_within_seconds(
    clinic: Clinic, other: Clinic, forgetful: None
) -> None:
    here = sign_in(clinic, AMY, PASSWORD)
    ask(other, here)
    clinic.wu.send(said.DisableAccount(staff_id=clinic.staff[AMY]))
    for server in (clinic, other):
        with pytest.raises(SignInNeeded):
            ask(server, here)
    with pytest.raises(WrongCredentials):
        sign_in(other, AMY, PASSWORD)
    clinic.wu.send(said.EnableAccount(staff_id=clinic.staff[AMY]))
    with pytest.raises(SignInNeeded):  # what ended stays ended
        ask(clinic, here)
    ask(other, sign_in(other, AMY, PASSWORD))
    ((_, told),) = trail(clinic, "staff.disable")
    assert told.startswith('{"before": {"disabled": false}, "after": {"disabled": true}')


def test_changed_posts_and_roles_count_at_every_server_within_seconds(
    clinic: Clinic, other: Clinic, forgetful: None
) -> None:
    role = said.SaveRole(code="clerk", name="文员", permissions=(Permission.SCHEDULE_READ,))
    saved = clinic.wu.send(role)
    who = settle_in(clinic, "zhao", "own:clerk")
    ask(other, who)
    change = {"version": saved.version, "permissions": (Permission.BILLS_READ,)}
    clinic.wu.send(role.model_copy(update=change))
    for server in (clinic, other):
        with pytest.raises(Fault) as refused:
            ask(server, who)
        assert refused.value.code == "not_allowed"
    (row,) = clinic.wu.send(said.ListStaff(text="zhao")).rows
    assert [(post.role, post.role_name) for post in row.posts] == [("own:clerk", "文员")]
    member = clinic.wu.send(said.ReadStaff(staff_id=row.id))
    moved = said.ChangeStaff(
        staff_id=row.id, version=member.version, fields=fields(Role.RECEPTIONIST)
    )
    clinic.wu.send(moved)
    for server in (clinic, other):
        ask(server, who)


def test_one_sign_in_is_ended_and_the_others_stand(
    clinic: Clinic, other: Clinic, forgetful: None
) -> None:
    first, second = (sign_in(clinic, AMY, PASSWORD, desk) for desk in ("desk-1", "desk-2"))
    staff_id = clinic.staff[AMY]
    listed = clinic.wu.send(said.ListSessions(staff_id=staff_id))
    assert [row.workstation for row in listed] == ["desk-2", "desk-1"]
    assert not any(row.current for row in listed)
    clinic.wu.send(said.EndSession(staff_id=staff_id, session_id=listed[1].id))
    for server in (clinic, other):
        with pytest.raises(SignInNeeded):
            ask(server, first)
        ask(server, second, "desk-2")
    with pytest.raises(NotFound):
        clinic.wu.send(said.EndSession(staff_id=staff_id, session_id=listed[1].id))
    with pytest.raises(NotFound):  # of somebody else
        clinic.wu.send(said.EndSession(staff_id=clinic.staff["bo"], session_id=listed[0].id))


def test_all_sign_ins_of_a_person_are_ended(clinic: Clinic, forgetful: None) -> None:
    both = [sign_in(clinic, AMY, PASSWORD, desk) for desk in ("desk-1", "desk-2")]
    assert clinic.wu.send(said.EndAllSessions(staff_id=clinic.staff[AMY])) == 2
    assert clinic.wu.send(said.ListSessions(staff_id=clinic.staff[AMY])) == ()
    for who, desk in zip(both, ("desk-1", "desk-2"), strict=True):
        with pytest.raises(SignInNeeded):
            ask(clinic, who, desk)


def test_one_s_own_sign_in_is_marked(clinic: Clinic) -> None:
    (mine,) = clinic.wu.send(said.ListSessions(staff_id=clinic.staff["wu"]))
    assert mine.current


def test_signing_out_everywhere_ends_every_sign_in_of_oneself(
    clinic: Clinic, other: Clinic, forgetful: None
) -> None:
    both = [sign_in(clinic, "dora", PASSWORD, desk) for desk in ("desk-1", "desk-2")]
    desk = a_peer("desk-1")
    assert clinic.call(desk, both[0].access_token, said.SignOutEverywhere()) == 2
    for who, name in zip(both, ("desk-1", "desk-2"), strict=True):
        with pytest.raises(SignInNeeded):
            ask(other, who, name)
    assert trail(clinic, "staff.sign_out_everywhere")[0][1] == '{"sessions_ended": 2}'
    with pytest.raises(SignInNeeded):
        clinic.call(desk, "", said.SignOutEverywhere())


def test_the_last_administrator_can_be_neither_disabled_nor_moved(clinic: Clinic) -> None:
    wu = clinic.wu.send(said.ReadStaff(staff_id=clinic.staff["wu"]))
    moved = said.ChangeStaff(staff_id=wu.id, version=wu.version, fields=fields(Role.CASHIER))
    for request in (said.DisableAccount(staff_id=wu.id), moved):
        with pytest.raises(said.LastAdministrator):
            clinic.wu.send(request)
    second = hire(clinic, "zhao", Role.ADMINISTRATOR).staff
    clinic.wu.send(said.DisableAccount(staff_id=second.id))
    with pytest.raises(said.LastAdministrator):  # one who is disabled does not count
        clinic.wu.send(moved)
    clinic.wu.send(said.EnableAccount(staff_id=second.id))
    clinic.wu.send(moved)
    with pytest.raises(said.LastAdministrator):
        Clinic(clinic.app, clinic.clock).call(
            a_peer("desk-wu"),
            clinic.wu.signed_in.access_token,
            said.DisableAccount(staff_id=second.id),
        )


@pytest.mark.parametrize("database_kind", ["sqlite", "mariadb"], indirect=True)
def test_two_administrators_cannot_put_each_other_out(clinic: Clinic) -> None:
    second = settle_in(clinic, "zhao", Role.ADMINISTRATOR)
    aims = ((clinic.wu.signed_in, "desk-wu", second.person.id),)
    aims += ((second, "desk-1", clinic.staff["wu"]),)

    def put_out(aim: tuple[SignedIn, str, int]) -> str:
        who, desk, target = aim
        try:
            clinic.call(a_peer(desk), who.access_token, said.DisableAccount(staff_id=target))
        except Fault as fault:
            return fault.code
        return "ok"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(put_out, aims)) == ["ok", "staff.last_administrator"]
