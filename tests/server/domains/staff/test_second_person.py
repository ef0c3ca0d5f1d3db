"""A second person on the spot: two pharmacists for a controlled drug (DOMAIN 9.2, CD-R1)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from omms_server.contract.charting import Prescription, PrescriptionState
from omms_server.contract.faults import Fault, SamePerson, SecondNotAllowed, SecondPerson
from omms_server.contract.patients import FindPatients
from omms_server.contract.pharmacy import Dispense, LoadDispensing
from omms_server.contract.signing_in import Locked, WrongCredentials
from omms_server.contract.wire import Call, SecondSignIn
from omms_server.domains.staff.lockout import MAX_FAILURES
from omms_server.models.charting import Prescription as PrescriptionRow
from omms_server.models.staff import Account
from omms_server.models.system import AuditEntry, CommandDone
from tests.support.clinic import PASSWORD, Clinic, answer_of
from tests.support.visits import FAR, a_visit, approved, pay_all, prescribed

KEY = "a-key-of-the-workstation"


@pytest.fixture
def controlled(clinic: Clinic) -> Prescription:
    """A prescription on the red form, ready to be handed out."""
    clinic.a_batch("D0041", 100, expires_on=FAR)
    prescription = approved(clinic, prescribed(clinic, a_visit(clinic)))
    pay_all(clinic)
    red = update(PrescriptionRow).where(PrescriptionRow.id == prescription.id).values(kind="NP1")
    clinic.app.house.database.write(lambda session: session.execute(red))
    return prescription


def dispense(prescription: Prescription) -> Dispense:
    return Dispense(prescription_id=prescription.id, version=prescription.version)


def with_password(clinic: Clinic, prescription: Prescription, password: str) -> dict[str, Any]:
    """The outcome when Fang gives this password."""
    call = Call(
        method=Dispense.method,
        body=dispense(prescription).model_dump(mode="json"),
        token=clinic.chen.signed_in.access_token,
        key=KEY,
        second=SecondSignIn(username="fang", password=password),
    )
    text = clinic.app.dispatcher.handle(call.model_dump_json(), clinic.chen.peer)
    found: dict[str, Any] = json.loads(answer_of(text))
    return found


def trail(clinic: Clinic, action: str = Dispense.method) -> list[tuple[str, str, str]]:
    """Person, second person and outcome of the entries of an action."""
    rows = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    return clinic.app.house.database.read(
        lambda session: [(row.person, row.second, row.outcome) for row in session.scalars(rows)]
    )


def state(clinic: Clinic, prescription: Prescription) -> PrescriptionState:
    asked = LoadDispensing(prescription_id=prescription.id)
    return clinic.chen.send(asked).prescription.state


def test_a_controlled_drug_asks_for_a_second_pharmacist(
    clinic: Clinic, controlled: Prescription
) -> None:
    with pytest.raises(SecondPerson) as asked:
        clinic.chen.send(dispense(controlled))
    wanted = {"permission": "dispensing.dispense", "what": "controlled_drugs"}
    assert asked.value.params == wanted
    assert state(clinic, controlled) is PrescriptionState.APPROVED


def test_another_pharmacist_confirms_it_and_stands_on_the_trail(
    clinic: Clinic, controlled: Prescription
) -> None:
    sheet = clinic.chen.send(dispense(controlled), second="fang")
    assert sheet.prescription.state is PrescriptionState.DISPENSED
    assert trail(clinic) == [("陈药师", "方药师", "ok")]


@pytest.mark.parametrize(("second", "refused"), [("chen", SamePerson), ("lin", SecondNotAllowed)])
def test_neither_the_same_person_nor_one_without_the_right_will_do(
    clinic: Clinic, controlled: Prescription, second: str, refused: type[Fault]
) -> None:
    with pytest.raises(refused):
        clinic.chen.send(dispense(controlled), second=second)
    assert state(clinic, controlled) is PrescriptionState.APPROVED


def test_a_wrong_password_is_counted_and_leaves_the_first_person_signed_in(
    clinic: Clinic, controlled: Prescription
) -> None:
    left = [with_password(clinic, controlled, f"wrong {n}") for n in range(MAX_FAILURES)]
    assert {one["code"] for one in left} == {WrongCredentials.code}
    assert [one["data"]["left"] for one in left] == [*range(MAX_FAILURES - 1, -1, -1)]
    assert with_password(clinic, controlled, PASSWORD)["code"] == Locked.code
    assert state(clinic, controlled) is PrescriptionState.APPROVED
    assert ("方药师", "", WrongCredentials.code) in trail(clinic, "staff.sign_in")


def test_a_disabled_person_confirms_nothing(clinic: Clinic, controlled: Prescription) -> None:
    off = update(Account).where(Account.username == "fang").values(disabled=True)
    clinic.app.house.database.write(lambda session: session.execute(off))
    with pytest.raises(WrongCredentials):
        clinic.chen.send(dispense(controlled), second="fang")


def test_a_right_password_begins_to_count_anew(clinic: Clinic, controlled: Prescription) -> None:
    with_password(clinic, controlled, "wrong")
    clinic.chen.send(dispense(controlled), second="fang")
    failures = select(Account.failures).where(Account.username == "fang")
    assert clinic.app.house.database.read(lambda session: session.scalar(failures)) == 0


def test_the_command_sent_again_is_answered_as_before_without_a_second_person(
    clinic: Clinic, controlled: Prescription
) -> None:
    first = clinic.chen.send(dispense(controlled), key=KEY, second="fang")
    assert clinic.chen.send(dispense(controlled), key=KEY) == first
    assert len(trail(clinic)) == 1


def test_the_password_is_neither_logged_nor_kept(clinic: Clinic, controlled: Prescription) -> None:
    with capture_logs() as logs:
        outcome = with_password(clinic, controlled, PASSWORD)
    assert outcome["code"] == "ok"
    tables = (AuditEntry, CommandDone)
    rows = clinic.app.house.database.read(
        lambda session: [
            repr(vars(row)) for table in tables for row in session.scalars(select(table))
        ]
    )
    assert PASSWORD not in f"{logs} {rows} {outcome}"
    assert PASSWORD not in repr(SecondSignIn(username="fang", password=PASSWORD))


def test_a_plain_prescription_asks_nobody(clinic: Clinic) -> None:
    clinic.a_batch("D0041", 100, expires_on=FAR)
    prescription = approved(clinic, prescribed(clinic, a_visit(clinic)))
    pay_all(clinic)
    assert clinic.chen.send(dispense(prescription)).prescription.state == "dispensed"
    assert trail(clinic) == [("陈药师", "", "ok")]


def test_a_query_takes_no_second_person_for_an_answer(clinic: Clinic) -> None:
    assert clinic.amy.send(FindPatients(text="张"), second="fang") is not None
