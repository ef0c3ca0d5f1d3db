"""The one door: what is refused at it, and what every call leaves behind."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jwt
import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from omms_server.bootstrap import Application
from omms_server.contract.faults import Fault, InProgress
from omms_server.contract.patients import FindPatients, RegisterPatient
from omms_server.contract.scheduling import ListDepartments
from omms_server.contract.signing_in import SignIn
from omms_server.contract.wire import MAX_FRAME_BYTES
from omms_server.core import dispatcher
from omms_server.core.commands_done import AlreadyDone
from omms_server.core.peers import Parked
from omms_server.core.tokens import AccessClaims, make_token
from omms_server.models.patient import Patient
from omms_server.models.system import AuditEntry, CommandDone
from tests.support.clinic import MORNING, Clinic, Colleague, a_peer, patient_fields

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
KEY = "a-key-of-the-workstation"


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    return working_clinic


def outcome(clinic: Clinic, frame: str, desk: str = "desk-amy") -> dict[str, Any]:
    """What the dispatcher says to a raw frame."""
    peer = a_peer(desk)
    clinic.enrol(peer)
    text = clinic.app.dispatcher.handle(frame, peer)
    assert not isinstance(text, Parked)
    found: dict[str, Any] = json.loads(text)
    return found


def call(who: Colleague, method: str = "patients.find", **changes: Any) -> str:
    """A call as text; `changes` of its parts."""
    body = {"text": "张", "limit": 5}
    parts = {"method": method, "body": body, "token": who.signed_in.access_token, "version": 1}
    return json.dumps({**parts, **changes}, ensure_ascii=False)


def entries(clinic: Clinic) -> list[tuple[str, str]]:
    """Action and outcome of every trail entry but the sign-ins."""
    wanted = (
        select(AuditEntry.action, AuditEntry.outcome)
        .where(AuditEntry.action != "staff.sign_in")
        .order_by(AuditEntry.id)
    )
    return clinic.app.house.database.read(
        lambda session: [(row.action, row.outcome) for row in session.execute(wanted)]
    )


def count(clinic: Clinic, table: Any) -> int:
    counting = select(func.count()).select_from(table)
    return clinic.app.house.database.read(lambda session: session.scalar(counting) or 0)


@pytest.mark.parametrize(
    "frame",
    [
        "", "{", "[]", "null", '"x"', "[" * 5000, '{"method":1,"body":{}}', '{"method":"x"}',
        '{"method":"x","body":{},"else":1}', '{"method":"' + "x" * 61 + '","body":{}}',
        '{"method":"x","body":{},"key":"short"}', '{"method":"x","body":{"a":"\\ud800"}}',
        '{"method":"x","body":{"a":' + "9" * 5000 + "}}",
        '{"method":"x","body":{},"consents":[' + ",".join(['{"code":"a"}'] * 41) + "]}",
    ],
)  # fmt: skip
def test_what_is_no_call_is_unreadable(clinic: Clinic, frame: str) -> None:
    found = outcome(clinic, frame)
    assert (found["code"], found["data"]) == ("unreadable", {})
    assert count(clinic, AuditEntry) == 0


def test_a_frame_may_be_so_large_and_no_larger(clinic: Clinic) -> None:
    frame = call(clinic.amy, body={"text": "x"})
    padded = frame + " " * (MAX_FRAME_BYTES - len(frame.encode()))
    assert outcome(clinic, padded)["code"] == "ok"
    found = outcome(clinic, padded + " ")
    assert (found["code"], found["data"]) == ("too_large", {"limit": MAX_FRAME_BYTES})


def test_an_unknown_kind_is_told_and_stands_on_the_trail(clinic: Clinic) -> None:
    assert outcome(clinic, call(clinic.amy, "patients.steal"))["code"] == "unknown_request"
    assert outcome(clinic, '{"method":"patients.steal","body":{}}')["code"] == "unknown_request"
    assert entries(clinic) == [("unknown", "unknown_request")]


def test_another_contract_is_told_both_versions(clinic: Clinic) -> None:
    found = outcome(clinic, call(clinic.amy, version=7))
    assert (found["code"], found["data"]) == ("outdated", {"mine": 7, "current": 1})


@pytest.mark.parametrize(
    ("body", "field", "kind"),
    [
        ({"text": "x", "also": 1}, "also", "extra_forbidden"),
        ({}, "text", "missing"),
        ({"text": 5}, "text", "string_type"),
        ({"text": "x" * 1000}, "text", "too_long"),
        ({"text": None}, "text", "string_type"),
    ],
)
def test_wrong_fields_are_named_and_never_repeated(
    clinic: Clinic, body: dict[str, Any], field: str, kind: str
) -> None:
    found = outcome(clinic, call(clinic.amy, body=body))
    assert found["code"] == "invalid"
    assert [(one["field"], one["kind"]) for one in found["data"]["errors"]] == [(field, kind)]
    assert "xxx" not in json.dumps(found)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999", "-1", "5.5", "[[]]"])
def test_odd_numbers_are_invalid_and_nothing_worse(clinic: Clinic, value: str) -> None:
    frame = call(clinic.bo, "billing.load", body={"bill_id": "?"}).replace('"?"', value)
    assert outcome(clinic, frame, "desk-bo")["code"] == "invalid"


def session_of(who: Colleague) -> AccessClaims:
    """What the server signed, read as a thief could."""
    claims = jwt.decode(who.signed_in.access_token, options={"verify_signature": False})
    return AccessClaims(int(claims["sub"]), claims["sid"])


def test_no_token_is_no_entry(clinic: Clinic) -> None:
    assert outcome(clinic, call(clinic.amy, token=""))["code"] == "sign_in_needed"


def test_a_token_signed_with_another_key_is_refused(clinic: Clinic) -> None:
    fingerprint = a_peer("desk-amy").fingerprint
    forged = make_token(b"x" * 32, session_of(clinic.amy), fingerprint, MORNING)
    assert outcome(clinic, call(clinic.amy, token=forged))["code"] == "sign_in_needed"


def test_a_token_of_a_sign_in_that_never_was_is_refused(clinic: Clinic) -> None:
    key, fingerprint = clinic.app.house.vault.token_key, a_peer("desk-amy").fingerprint
    forged = make_token(key, AccessClaims(1, 7), fingerprint, MORNING)
    assert outcome(clinic, call(clinic.amy, token=forged))["code"] == "sign_in_needed"


def test_an_expired_token_is_refused(clinic: Clinic) -> None:
    frame = call(clinic.amy)
    clinic.clock.forward(minutes=15)
    assert outcome(clinic, frame)["code"] == "sign_in_needed"


def test_a_token_is_worth_nothing_at_another_workstation(clinic: Clinic) -> None:
    assert outcome(clinic, call(clinic.amy), "desk-dora")["code"] == "sign_in_needed"


def test_a_command_wants_a_key(clinic: Clinic) -> None:
    body = {"fields": patient_fields().model_dump(mode="json")}
    found = outcome(clinic, call(clinic.amy, "patients.register", body=body))
    assert found["data"]["errors"] == [{"field": "key", "kind": "missing", "limit": None}]
    assert count(clinic, Patient) == 0


def test_a_repeat_says_that_it_is_one(clinic: Clinic) -> None:
    body = {"fields": patient_fields().model_dump(mode="json")}
    frame = call(clinic.amy, "patients.register", body=body, key=KEY)
    first, second = outcome(clinic, frame), outcome(clinic, frame)
    assert (first.pop("repeat"), second.pop("repeat")) == (False, True)
    assert first == second
    assert entries(clinic) == [("patients.register", "ok")]


def test_anothers_use_of_a_key_is_another_command(clinic: Clinic) -> None:
    mine = clinic.amy.send(RegisterPatient(fields=patient_fields(name="张一")), key=KEY)
    other = clinic.lin.send(RegisterPatient(fields=patient_fields(name="李二")), key=KEY)
    assert mine.id != other.id
    assert count(clinic, CommandDone) == 2


def test_stored_answers_are_sealed(clinic: Clinic) -> None:
    clinic.a_patient(name="欧阳晓明")
    stored = clinic.app.house.database.read(
        lambda session: session.scalars(select(CommandDone.answer)).one()
    )
    assert "欧阳晓明".encode() not in bytes(stored)


def test_a_key_whose_first_use_was_just_undone_is_asked_to_repeat(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: object) -> None:
        raise AlreadyDone

    monkeypatch.setattr(dispatcher, "claim", taken)
    with pytest.raises(InProgress):
        clinic.amy.send(RegisterPatient(fields=patient_fields()))


def test_a_refusal_changes_nothing_and_stands_on_the_trail(clinic: Clinic) -> None:
    with pytest.raises(Fault) as refused:
        clinic.chen.send(RegisterPatient(fields=patient_fields()))
    assert refused.value.params == {"permission": "patients.write"}
    fields = patient_fields()
    clinic.amy.send(RegisterPatient(fields=fields))
    with pytest.raises(Fault):
        clinic.amy.send(RegisterPatient(fields=fields))
    assert entries(clinic) == [
        ("patients.register", "not_allowed"),
        ("patients.register", "ok"),
        ("patients.register", "patients.identity_taken"),
    ]
    assert (count(clinic, Patient), count(clinic, CommandDone)) == (1, 1)


def test_the_unforeseen_tells_a_reference_and_nothing_else(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    amy, dispatch = clinic.amy, clinic.app.dispatcher
    route = dispatch._routes["patients.register"]

    def breaks(request: Any, ctx: Any) -> None:
        ctx.publish("patients")
        raise ZeroDivisionError("张晓明 110105199003070016")

    monkeypatch.setitem(dispatch._routes, "patients.register", replace(route, handler=breaks))
    with capture_logs() as lines, pytest.raises(Fault) as refused:
        amy.send(RegisterPatient(fields=patient_fields()))
    assert refused.value.code == "internal"
    assert list(refused.value.params) == ["ref"]
    failed = next(line for line in lines if line["event"] == "call failed")
    assert failed["ref"] == refused.value.params["ref"]
    assert count(clinic, CommandDone) == 0


def test_a_failing_trail_does_not_hide_the_refusal(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = call(clinic.dora)

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(dispatcher, "write_entry", broken)
    with capture_logs() as lines:
        assert outcome(clinic, frame, "desk-dora")["code"] == "not_allowed"
    assert "a refusal could not be written to the trail" in {line["event"] for line in lines}


def test_the_log_line_names_the_call_and_no_person(clinic: Clinic) -> None:
    fields = patient_fields(name="欧阳晓明", phone="13912345678")
    amy = clinic.amy
    with capture_logs() as lines:
        amy.send(RegisterPatient(fields=fields))
        amy.send(FindPatients(text=fields.identity_number))
    assert [line["method"] for line in lines] == ["patients.register", "patients.find"]
    wanted = {
        "event", "log_level", "method", "account", "workstation", "ms", "outcome",
    }  # fmt: skip
    assert all(set(line) == wanted for line in lines)
    text = json.dumps(lines, ensure_ascii=False)
    assert not any(told in text for told in ("欧阳", "13912345678", fields.identity_number))


def test_too_many_calls_are_busy_and_cost_nothing_more(clinic: Clinic) -> None:
    house = clinic.app.house
    slow = replace(house, settings=house.settings.model_copy(update={"rate_per_account": 1}))
    strict = replace(clinic, app=Application(slow, password_cost=4), _people={})
    amy = strict.amy
    codes = [_code(amy) for _ in range(4)]
    assert codes == ["ok", "ok", "busy", "busy"]
    assert entries(strict) == []


def test_signing_in_needs_no_token_and_everything_else_does(clinic: Clinic) -> None:
    clinic.call(a_peer(), "", SignIn(username="amy", password="correct horse 9"))
    with pytest.raises(Fault) as refused:
        clinic.call(a_peer(), "", ListDepartments())
    assert refused.value.code == "sign_in_needed"


def test_an_expired_token_is_refused_even_where_none_is_needed(clinic: Clinic) -> None:
    old = clinic.amy.signed_in.access_token
    clinic.clock.forward(hours=1)
    with pytest.raises(Fault) as refused:
        clinic.call(a_peer("desk-amy"), old, SignIn(username="amy", password="correct horse 9"))
    assert refused.value.code == "sign_in_needed"


def _code(who: Colleague) -> str:
    try:
        who.send(FindPatients(text="张"))
    except Fault as fault:
        return fault.code
    return "ok"
