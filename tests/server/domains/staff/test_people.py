"""People: found, added and changed, and who may give what to whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from omms_server.contract import staff as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotAllowed, NotFound, Stale
from omms_server.contract.permissions import ROLE_PERMISSIONS, Permission, Role
from omms_server.contract.scheduling import ListDepartments
from omms_server.domains.staff import sign_ins
from omms_server.models.system import Event
from tests.support.clinic import TODAY, Clinic, a_peer
from tests.support.staffing import GOOD, fields, hire, settle_in, sign_in, trail


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two seconds for which an actor is remembered are over at once."""
    monkeypatch.setattr(sign_ins, "ACTOR_FRESH_SECONDS", 0)


def names(clinic: Clinic, text: str) -> list[str]:
    return [row.name for row in clinic.wu.send(said.ListStaff(text=text)).rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("林", ["林大夫"]),
        ("大夫", ["林大夫", "何大夫"]),
        ("ldf", ["林大夫"]),
        ("LDF", ["林大夫"]),
        ("hd", ["何大夫"]),
        ("df", []),
        ("chen", ["陈药师"]),
        ("s001", ["何大夫"]),
        ("001", []),
        ("%", []),
        ("_", []),
        ("𠮷", []),
    ],
)
def test_people_are_found_by_name_initials_number_and_user_name(
    clinic: Clinic, text: str, found: list[str]
) -> None:
    assert names(clinic, text) == found


def test_a_long_list_goes_on_by_staff_number(clinic: Clinic) -> None:
    everyone = clinic.wu.send(said.ListStaff())
    assert everyone.next_after is None
    seen, after = [], ""
    while True:
        page = clinic.wu.send(said.ListStaff(after=after, size=3))
        assert len(page.rows) <= 3
        seen += page.rows
        if page.next_after is None:
            break
        after = page.next_after
    assert tuple(seen) == everyone.rows
    assert [row.staff_no for row in seen] == sorted(row.staff_no for row in seen)


def test_a_person_is_read_with_posts_and_rights(clinic: Clinic) -> None:
    lin = clinic.wu.send(said.ReadStaff(staff_id=clinic.staff["lin"]))
    assert (lin.name, lin.username, lin.disabled, lin.version) == ("林大夫", "lin", False, 1)
    assert [(post.role, post.department) for post in lin.posts] == [(Role.DOCTOR, "内科")]
    assert {right.code for right in lin.rights} == {"BASIC", "ABX_RESTRICTED"}
    with pytest.raises(NotFound):
        clinic.wu.send(said.ReadStaff(staff_id=1))


def test_a_new_person_changes_the_one_time_password_first(clinic: Clinic) -> None:
    made = hire(clinic)
    assert made.staff.must_change_password
    first = sign_in(clinic, "zhao", made.password)
    assert first.must_change_password
    desk = a_peer("desk-1")
    for request in (ListDepartments(), said.ListStaff()):
        with pytest.raises(said.Fault) as refused:
            clinic.call(desk, first.access_token, request)
        assert refused.value.code == "staff.must_change_password"
    clinic.call(desk, first.access_token, said.ChangePassword(present=made.password, new=GOOD))
    with pytest.raises(NotAllowed):  # he lacks the right, and it is told at once
        clinic.call(desk, first.access_token, said.ListStaff())
    assert not sign_in(clinic, "zhao", GOOD).must_change_password


def test_one_time_passwords_differ_and_are_kept_nowhere_in_the_open(clinic: Clinic) -> None:
    made = [hire(clinic, username).password for username in ("zhao", "qian")]
    assert len({*made}) == 2
    assert all(len(password) == 19 for password in made)
    assert not any(password in details for password in made for _, details in trail_of(clinic))


def trail_of(clinic: Clinic) -> list[Any]:
    return trail(clinic, "staff.create")


def test_a_one_time_password_is_good_for_a_week(clinic: Clinic) -> None:
    made = hire(clinic)
    clinic.clock.forward(days=7)
    with pytest.raises(said.Fault) as refused:
        sign_in(clinic, "zhao", made.password)
    assert refused.value.code == "staff.wrong_credentials"


def test_numbers_and_user_names_are_unique(clinic: Clinic) -> None:
    hire(clinic)
    with pytest.raises(said.StaffNumberTaken):
        hire(clinic)
    again = said.CreateStaff(staff_no="N-2", username="zhao", fields=fields())
    with pytest.raises(said.UsernameTaken):
        clinic.wu.send(again)


def test_a_change_counts_at_once_and_stands_on_the_trail(clinic: Clinic, forgetful: None) -> None:
    token = settle_in(clinic).access_token
    zhao = clinic.wu.send(said.ListStaff(text="zhao")).rows[0].id
    before = clinic.wu.send(said.ReadStaff(staff_id=zhao))
    request = said.ChangeStaff(
        staff_id=zhao,
        version=before.version,
        fields=fields(Role.CASHIER, "own:none", name="赵改名"),
    )
    with pytest.raises(NotFound):  # there is no such role
        clinic.wu.send(request)
    fresh = fields(Role.CASHIER, Role.NURSE, name="赵改名", title="收费员")
    after = clinic.wu.send(request.model_copy(update={"fields": fresh}))
    assert (after.name, after.title, after.version) == ("赵改名", "收费员", before.version + 1)
    assert names(clinic, "zgm") == ["赵改名"]
    clinic.call(a_peer("desk-1"), token, said.SignOutEverywhere())
    found = sign_in(clinic, "zhao", GOOD)
    assert set(found.permissions) == ROLE_PERMISSIONS[Role.CASHIER] | ROLE_PERMISSIONS[Role.NURSE]
    ((_, refused), (entry, details)) = trail(clinic, "staff.change")
    assert refused == ""
    assert entry.subject == f"staff:{zhao}"
    assert '"before": {' in details
    assert "赵新人" in details
    assert "赵改名" in details


def test_a_change_over_another_s_is_refused(clinic: Clinic) -> None:
    lin = clinic.wu.send(said.ReadStaff(staff_id=clinic.staff["lin"]))
    request = said.ChangeStaff(staff_id=lin.id, version=lin.version, fields=fields(Role.DOCTOR))
    clinic.wu.send(request)
    with pytest.raises(Stale):
        clinic.wu.send(request)


def test_screens_hear_of_it(clinic: Clinic) -> None:
    made = hire(clinic)
    rows = clinic.app.house.database.read(lambda session: session.query(Event).all())
    assert [(row.topic, row.ref) for row in rows] == [(Topic.STAFF, made.staff.id)]


def right(code: said.RightCode, since: date, until: date | None = None) -> said.RightFields:
    return said.RightFields(code=code, since=since, until=until)


def test_rights_count_on_their_days_and_name_who_gave_them(clinic: Clinic) -> None:
    lin = clinic.wu.send(said.ReadStaff(staff_id=clinic.staff["lin"]))
    kept = tuple(said.RightFields(code=r.code, since=r.since, until=r.until) for r in lin.rights)
    day = timedelta(days=1)
    rights = (
        *kept,
        right(said.RightCode.NP1, TODAY, TODAY),
        right(said.RightCode.TCM, TODAY + day),
        right(said.RightCode.TOX, TODAY - day, TODAY - day),
    )
    posts = (said.PostFields(role=Role.DOCTOR, department_id=clinic.departments["D01"]),)
    changed = said.StaffFields(name=lin.name, title=lin.title, posts=posts, rights=rights)
    request = said.ChangeStaff(staff_id=lin.id, version=lin.version, fields=changed)
    after = clinic.wu.send(request)
    given = {r.code: r.granted_by for r in after.rights}
    assert given["NP1"] == "吴管理"
    assert given["BASIC"] == ""

    def held() -> frozenset[str]:
        signed_in = sign_in(clinic, "lin", "correct horse 9")
        return clinic.app.sign_ins.authenticate(signed_in.access_token, a_peer("desk-1")).rights

    assert held() == {"BASIC", "ABX_RESTRICTED", "NP1"}
    clinic.clock.forward(days=1)
    assert held() == {"BASIC", "ABX_RESTRICTED", "TCM"}


def a_head_of_staff(clinic: Clinic) -> Any:
    """Somebody who manages people without being an administrator, and cashes up besides."""
    permissions = (Permission.STAFF_READ, Permission.STAFF_WRITE, *ROLE_PERMISSIONS[Role.CASHIER])
    clinic.wu.send(said.SaveRole(code="head", name="人事", permissions=permissions))
    signed_in = settle_in(clinic, "sun", "own:head")
    return lambda request: clinic.call(a_peer("desk-1"), signed_in.access_token, request)


def test_nobody_gives_what_he_lacks(clinic: Clinic) -> None:
    ask = a_head_of_staff(clinic)
    cashier = said.CreateStaff(staff_no="N-1", username="qian", fields=fields(Role.CASHIER))
    qian = ask(cashier).staff
    doctor = said.CreateStaff(staff_no="N-2", username="li", fields=fields(Role.DOCTOR))
    with pytest.raises(NotAllowed):
        ask(doctor)
    with pytest.raises(NotAllowed):
        ask(said.ChangeStaff(staff_id=qian.id, version=1, fields=fields(Role.ADMINISTRATOR)))
    lin = clinic.staff["lin"]
    renamed = said.ChangeStaff(staff_id=lin, version=1, fields=fields(Role.DOCTOR, name="林改名"))
    assert ask(renamed).name == "林改名"  # what he has stays his


@pytest.mark.parametrize(
    "request_type",
    [said.ResetPassword, said.DisableAccount, said.EnableAccount, said.EndAllSessions],
)
def test_nobody_acts_on_the_account_of_one_who_may_more(clinic: Clinic, request_type: Any) -> None:
    """A password that he reset would be his own."""
    ask = a_head_of_staff(clinic)
    for name in ("wu", "lin"):
        with pytest.raises(NotAllowed):
            ask(request_type(staff_id=clinic.staff[name]))
    ask(request_type(staff_id=clinic.staff["bo"]))


def test_an_administrator_opens_no_records_besides(clinic: Clinic) -> None:
    request = said.CreateStaff(
        staff_no="N-1", username="qian", fields=fields(Role.ADMINISTRATOR, Role.DOCTOR)
    )
    with pytest.raises(said.AdministratorsSeeNoPatients):
        clinic.wu.send(request)


def test_a_post_is_in_a_department_that_exists(clinic: Clinic) -> None:
    posts = (said.PostFields(role=Role.DOCTOR, department_id=7),)
    request = said.CreateStaff(
        staff_no="N-1", username="qian", fields=said.StaffFields(name="钱", posts=posts)
    )
    with pytest.raises(NotFound):
        clinic.wu.send(request)


def test_the_password_of_a_service_is_not_changed_at_the_first_sign_in(clinic: Clinic) -> None:
    """Nobody is there to do it."""
    made = hire(clinic, "kiosk", Role.SIDECAR)
    assert not made.staff.must_change_password
    reset = clinic.wu.send(said.ResetPassword(staff_id=made.staff.id))
    clinic.clock.forward(days=900)
    assert not sign_in(clinic, "kiosk", reset.password).must_change_password
