"""Changing one's own password: by the clinic's rules, and what it ends."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from omms_server.contract.faults import Fault, SignInNeeded
from omms_server.contract.messages import Request
from omms_server.contract.scheduling import ListDepartments
from omms_server.contract.signing_in import Locked, SignedIn, WrongCredentials
from omms_server.contract.staff import ChangePassword, WeakPassword, WrongPassword
from omms_server.domains.staff import sign_ins
from tests.support.clinic import PASSWORD, Clinic, a_peer
from tests.support.staffing import GOOD, change_account, sign_in, trail

DESK = a_peer("desk-1")


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two seconds for which an actor is remembered are over at once."""
    monkeypatch.setattr(sign_ins, "ACTOR_FRESH_SECONDS", 0)


@pytest.fixture
def amy(clinic: Clinic) -> SignedIn:
    return sign_in(clinic, "amy", PASSWORD)


def change(clinic: Clinic, who: SignedIn, new: str, present: str = PASSWORD) -> None:
    clinic.call(DESK, who.access_token, ChangePassword(present=present, new=new))


def weak(clinic: Clinic, who: SignedIn, new: str, present: str = PASSWORD) -> list[str]:
    with pytest.raises(WeakPassword) as refused:
        change(clinic, who, new, present)
    assert (refused.value.params["length"], refused.value.params["history"]) == (10, 5)
    return list(refused.value.params["reasons"])


def test_the_new_password_counts_and_the_old_one_no_more(clinic: Clinic, amy: SignedIn) -> None:
    change(clinic, amy, GOOD)
    with pytest.raises(WrongCredentials):
        sign_in(clinic, "amy", PASSWORD)
    sign_in(clinic, "amy", GOOD)
    ((entry, details),) = trail(clinic, "staff.change_password")
    assert entry.subject == f"staff:{clinic.staff['amy']}"
    assert GOOD not in details


def test_one_s_other_sign_ins_end(clinic: Clinic, amy: SignedIn, forgetful: None) -> None:
    elsewhere = sign_in(clinic, "amy", PASSWORD, "desk-2")
    change(clinic, amy, GOOD)
    with pytest.raises(SignInNeeded):
        clinic.call(a_peer("desk-2"), elsewhere.access_token, ListDepartments())
    clinic.call(DESK, amy.access_token, ListDepartments())


def test_each_rule_is_told(clinic: Clinic, amy: SignedIn) -> None:
    assert weak(clinic, amy, "amy") == ["too_short", "few_classes", "has_name"]
    assert weak(clinic, amy, "aimi-Mangrove7") == ["has_name"]
    assert weak(clinic, amy, "Password123!") == ["common"]
    assert weak(clinic, amy, PASSWORD) == ["used_before"]


def test_the_last_five_do_not_come_back(clinic: Clinic, amy: SignedIn) -> None:
    used = [PASSWORD, *(f"{GOOD}-{letter}" for letter in "abcd")]
    for present, new in pairwise(used):
        change(clinic, amy, new, present)
    for old in used:
        assert weak(clinic, amy, old, used[-1]) == ["used_before"]
    change(clinic, amy, f"{GOOD}-e", used[-1])
    change(clinic, amy, PASSWORD, f"{GOOD}-e")  # the sixth last


def test_the_present_password_is_asked_and_guessing_locks(clinic: Clinic, amy: SignedIn) -> None:
    left = []
    for _ in range(5):
        with pytest.raises(WrongPassword) as refused:
            change(clinic, amy, GOOD, "wrong")
        left.append(refused.value.params["left"])
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(Locked):
        change(clinic, amy, GOOD)
    with pytest.raises(Locked):
        sign_in(clinic, "amy", PASSWORD)
    assert {entry.outcome for entry, _ in trail(clinic, "staff.change_password")} == {
        "staff.wrong_password",
        "staff.locked",
    }


def test_a_repeat_under_the_same_key_changes_it_once(clinic: Clinic, amy: SignedIn) -> None:
    """The answer got lost; by now the present password is another."""
    request = ChangePassword(present=PASSWORD, new=GOOD)
    for _ in range(2):
        clinic.call(DESK, amy.access_token, request, key="the-answer-was-lost")
    assert len(trail(clinic, "staff.change_password")) == 1


def test_after_ninety_days_it_must_be_changed_first(clinic: Clinic, amy: SignedIn) -> None:
    """DOMAIN SEC-03."""
    change(clinic, amy, GOOD)
    clinic.clock.forward(days=89, hours=23)
    assert not sign_in(clinic, "amy", GOOD).must_change_password
    clinic.clock.forward(hours=1)
    late = sign_in(clinic, "amy", GOOD)
    assert late.must_change_password
    with pytest.raises(Fault) as refused:
        clinic.call(DESK, late.access_token, ListDepartments())
    assert refused.value.code == "staff.must_change_password"
    change(clinic, late, f"{GOOD}-b", GOOD)
    clinic.call(DESK, late.access_token, ListDepartments())


def test_an_account_of_a_service_has_no_age(clinic: Clinic) -> None:
    clinic.clock.forward(days=900)
    assert not sign_in(clinic, "sidecar", PASSWORD).must_change_password


@pytest.mark.parametrize("request_", [ChangePassword(present="a", new="b")])
def test_who_is_not_signed_in_changes_nothing(clinic: Clinic, request_: Request[None]) -> None:
    with pytest.raises(SignInNeeded):
        clinic.call(DESK, "", request_)


def test_a_reset_meanwhile_wins(
    clinic: Clinic, amy: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password is reset while the new one is being hashed."""
    passwords = clinic.app.sign_ins.passwords
    hashing = passwords.hash

    def slowly(password: str) -> str:
        monkeypatch.setattr(passwords, "hash", hashing)
        change_account(clinic, "amy", password_hash=hashing("other"), password_at=None)
        return hashing(password)

    monkeypatch.setattr(passwords, "hash", slowly)
    with pytest.raises(SignInNeeded):
        change(clinic, amy, GOOD)
    with pytest.raises(WrongCredentials):
        sign_in(clinic, "amy", GOOD)


def test_the_lock_ends_by_itself(clinic: Clinic) -> None:
    until = clinic.clock.now() + timedelta(minutes=15)
    change_account(clinic, "amy", locked_until=until)
    with pytest.raises(Locked):
        sign_in(clinic, "amy", PASSWORD)
    clinic.clock.forward(minutes=15)
    sign_in(clinic, "amy", PASSWORD)
