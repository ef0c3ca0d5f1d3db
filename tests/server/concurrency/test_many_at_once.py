"""Fifty desks after the same thing: exactly as many win as there is, and nothing is lost."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from omms_server.contract.billing import LoadBill, PayCash
from omms_server.contract.faults import Fault
from omms_server.contract.patients import (
    AllergyState,
    DenyAllergies,
    LoadPatient,
    RecordAllergy,
    RegisterPatient,
    Severity,
)
from omms_server.contract.scheduling import BookAppointment, CheckIn, ListSessions
from omms_server.verification import verify
from tests.support.clinic import TODAY, Clinic, patient_fields

pytestmark = [
    pytest.mark.concurrency,
    pytest.mark.parametrize("database_kind", ["sqlite", "mariadb"], indirect=True),
]
DESKS = 50


def all_at_once(work: Callable[[int], object]) -> Counter[str]:
    """Run `work(n)` on fifty threads that start together; counts "ok" and faults by code."""
    barrier = threading.Barrier(DESKS)

    def run(number: int) -> str:
        barrier.wait()
        try:
            work(number)
        except Fault as fault:
            return fault.code
        return "ok"

    with ThreadPoolExecutor(DESKS) as pool:
        return Counter(pool.map(run, range(DESKS)))


def assert_every_promise_kept(clinic: Clinic) -> None:
    broken = {k: v for k, v in clinic.app.house.database.read(verify).items() if v}
    assert broken == {}


def test_one_of_fifty_gets_the_last_number(clinic: Clinic) -> None:
    _, slots = clinic.a_session(slots=1, capacity=1)
    patients = [clinic.a_patient(name=f"张{n}").id for n in range(DESKS)]
    amy = clinic.amy
    outcomes = all_at_once(
        lambda n: amy.send(BookAppointment(patient_id=patients[n], slot_id=slots[0]))
    )
    assert outcomes == {"ok": 1, "scheduling.slot_full": DESKS - 1}
    assert_every_promise_kept(clinic)


def test_fifty_desks_fill_a_session_with_unique_numbers(clinic: Clinic) -> None:
    _, slots = clinic.a_session(slots=3, capacity=10)
    patients = [clinic.a_patient(name=f"张{n}").id for n in range(DESKS)]
    amy = clinic.amy
    outcomes = all_at_once(
        lambda n: amy.send(BookAppointment(patient_id=patients[n], slot_id=slots[n % 3]))
    )
    assert outcomes == {"ok": 30, "scheduling.slot_full": 20}
    (found,) = amy.send(ListSessions(on=TODAY))
    assert found.session.free == 0
    assert_every_promise_kept(clinic)


def test_one_patient_booked_fifty_times_holds_one_number(clinic: Clinic) -> None:
    _, slots = clinic.a_session(slots=5, capacity=10)
    patient, amy = clinic.a_patient().id, clinic.amy
    outcomes = all_at_once(
        lambda n: amy.send(BookAppointment(patient_id=patient, slot_id=slots[n % 5]))
    )
    assert outcomes == {"ok": 1, "scheduling.already_booked": DESKS - 1}
    assert_every_promise_kept(clinic)


def test_one_key_sent_fifty_times_has_one_effect(clinic: Clinic) -> None:
    _, slots = clinic.a_session(slots=1, capacity=10)
    request = BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0])
    key, amy = uuid.uuid4().hex, clinic.amy
    numbers: list[int] = []
    outcomes = all_at_once(lambda _: numbers.append(amy.send(request, key=key).number))
    assert set(outcomes) <= {"ok", "in_progress"}
    assert outcomes["ok"] >= 1
    assert set(numbers) == {1}
    assert_every_promise_kept(clinic)


def test_fifty_cashiers_settle_one_bill_once(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    booked = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    bill_id = clinic.amy.send(CheckIn(appointment_id=booked.id)).bill_id
    assert bill_id is not None
    bo = clinic.bo
    version = bo.send(LoadBill(bill_id=bill_id)).version
    pay = PayCash(bill_id=bill_id, version=version, received=2000)
    assert all_at_once(lambda _: bo.send(pay)) == {"ok": 1, "billing.settled": DESKS - 1}
    assert_every_promise_kept(clinic)


def test_fifty_bills_get_consecutive_receipts(clinic: Clinic) -> None:
    _, slots = clinic.a_session(slots=1, capacity=DESKS)
    bills = []
    for number in range(DESKS):
        patient = clinic.a_patient(name=f"张{number}")
        booked = clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[0]))
        bill_id = clinic.amy.send(CheckIn(appointment_id=booked.id)).bill_id
        bills.append(clinic.amy.send(LoadBill(bill_id=bill_id or 0)))
    bo = clinic.bo
    outcomes = all_at_once(
        lambda n: bo.send(PayCash(bill_id=bills[n].id, version=bills[n].version, received=2000))
    )
    assert outcomes == {"ok": DESKS}
    assert_every_promise_kept(clinic)


def test_fifty_registrations_of_one_identity_make_one_patient(clinic: Clinic) -> None:
    fields, amy = patient_fields(), clinic.amy
    request = RegisterPatient(fields=fields)
    outcomes = all_at_once(lambda _: amy.send(request, reasons="checked"))
    assert outcomes == {"ok": 1, "patients.identity_taken": DESKS - 1}


def test_an_allergy_noted_while_others_deny_any_is_never_lost(clinic: Clinic) -> None:
    """DOMAIN ALG-R1."""
    patient, amy = clinic.a_patient(), clinic.amy
    noted = RecordAllergy(
        patient_id=patient.id, group="AG01", allergen="青霉素类", severity=Severity.SEVERE
    )
    denied = DenyAllergies(patient_id=patient.id)
    outcomes = all_at_once(lambda n: amy.send(noted if n == DESKS // 2 else denied))
    assert set(outcomes) <= {"ok", "patients.allergies_on_record", "busy"}
    after = amy.send(LoadPatient(patient_id=patient.id))
    assert (after.allergy_state, len(after.allergies)) == (AllergyState.PRESENT, 1)
