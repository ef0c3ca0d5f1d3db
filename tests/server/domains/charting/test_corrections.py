"""What the pharmacist sent back, and how the doctor corrects it, through the dispatcher."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from omms_server.contract.audit import ReadAudit
from omms_server.contract.billing import BillState, ListBills, LoadBill
from omms_server.contract.charting import (
    DiagnosisChoice,
    Encounter,
    EncounterSigned,
    ListSentBack,
    LoadEncounter,
    NotReplaceable,
    NotVoidable,
    NotYourPatient,
    Prescription,
    PrescriptionState,
    SetDiagnoses,
    SignEncounter,
    SignPrescription,
    StartEncounter,
    VoidPrescription,
)
from omms_server.contract.faults import NotAllowed, NotFound, Refused
from omms_server.contract.patients import DenyAllergies
from omms_server.contract.pharmacy import ListDispensing, LoadDispensing, ReviewPrescription
from omms_server.contract.scheduling import BookAppointment, CheckIn
from omms_server.core.audit import DETAILS
from omms_server.models.system import AuditEntry
from tests.support.clinic import Clinic
from tests.support.visits import (
    COMMON_COLD,
    FAR,
    a_line,
    a_visit,
    approved,
    noted,
    pay_all,
    prescribed,
)

State = PrescriptionState


@pytest.fixture
def stocked(clinic: Clinic) -> Clinic:
    clinic.a_batch("D0041", 500, expires_on=FAR)
    return clinic


def sent_back(clinic: Clinic, prescription: Prescription) -> Prescription:
    """The pharmacist's rejection."""
    asked = ReviewPrescription(
        prescription_id=prescription.id,
        version=prescription.version,
        approve=False,
        remark="剂量请核对",
    )
    return clinic.chen.send(asked).prescription


def finished(clinic: Clinic, visit: Encounter) -> Encounter:
    """The visit noted and signed."""
    visit = noted(clinic, visit)
    return clinic.lin.send(SignEncounter(encounter_id=visit.id, version=visit.version))


def an_afternoon_visit(clinic: Clinic) -> Encounter:
    """Dr Lin's visit of another patient, five hours later."""
    clinic.clock.forward(hours=5)
    _, slots = clinic.a_session(start=clinic.clock.now())
    patient_id = clinic.a_patient(name="李秀英").id
    booked = clinic.amy.send(BookAppointment(patient_id=patient_id, slot_id=slots[0]))
    clinic.amy.send(CheckIn(appointment_id=booked.id))
    visit = clinic.lin.send(StartEncounter(appointment_id=booked.id))
    clinic.lin.send(DenyAllergies(patient_id=patient_id))
    code = DiagnosisChoice(code=COMMON_COLD)
    asked = SetDiagnoses(encounter_id=visit.id, version=visit.version, diagnoses=(code,))
    return clinic.lin.send(asked)


def correcting(clinic: Clinic, visit: Encounter, wrong: Prescription) -> SignPrescription:
    """Two days instead of three."""
    lines = (a_line(clinic, days=2),)
    return SignPrescription(encounter_id=visit.id, lines=lines, replaces=wrong.id)


def numbers(clinic: Clinic) -> list[str]:
    return [row.number for row in clinic.lin.send(ListSentBack())]


def details(clinic: Clinic, entry_id: int) -> Any:
    """What an entry of the trail keeps sealed besides."""
    house = clinic.app.house
    sealed = house.database.read(
        lambda session: session.scalars(
            select(AuditEntry.details).where(AuditEntry.id == entry_id)
        ).one()
    )
    return json.loads(house.vault.open(DETAILS, entry_id, sealed))


def test_what_is_sent_back_waits_for_its_doctor_with_the_reason(stocked: Clinic) -> None:
    """DOMAIN RX-R12."""
    visit = a_visit(stocked, name="李秀英")
    first, second = prescribed(stocked, visit), prescribed(stocked, visit)
    assert numbers(stocked) == []
    sent_back(stocked, second)
    (row,) = stocked.lin.send(ListSentBack())
    assert (row.prescription_id, row.number) == (second.id, second.number)
    assert (row.patient, row.pharmacist, row.remark) == ("李秀英", "陈药师", "剂量请核对")
    assert row.appointment_id == visit.appointment_id
    assert stocked.colleague("he").send(ListSentBack()) == ()
    stocked.clock.forward(minutes=1)
    sent_back(stocked, first)
    assert numbers(stocked) == [second.number, first.number]
    stocked.clock.forward(days=7)
    assert numbers(stocked) == []


def test_only_who_prescribes_is_told(stocked: Clinic) -> None:
    with pytest.raises(NotAllowed):
        stocked.chen.send(ListSentBack())


def test_after_the_record_is_signed_a_correction_follows_as_an_addendum(stocked: Clinic) -> None:
    """DOMAIN 3.9, EMR-R3: the signed note, its version and the diagnoses stay as they are."""
    visit = a_visit(stocked)
    signed_one = prescribed(stocked, visit)
    visit = finished(stocked, visit)
    wrong = sent_back(stocked, signed_one)
    after = stocked.lin.send(correcting(stocked, visit, wrong))
    old, new = after.prescriptions
    assert (old.id, old.state, old.review_remark) == (wrong.id, State.VOIDED, "剂量请核对")
    assert (new.state, new.replaces, new.lines[0].units) == (State.SIGNED, wrong.id, 6)
    same = ("state", "signed_at", "note", "diagnoses", "version")
    assert all(getattr(after, name) == getattr(visit, name) for name in same)
    assert numbers(stocked) == []
    assert [row.number for row in stocked.chen.send(ListDispensing())] == [new.number]
    sheet = stocked.chen.send(LoadDispensing(prescription_id=new.id))
    assert sheet.prescription.replaces == wrong.id


def test_every_act_is_on_the_trail(stocked: Clinic) -> None:
    visit = a_visit(stocked)
    wrong = sent_back(stocked, prescribed(stocked, visit))
    (new,) = stocked.lin.send(correcting(stocked, visit, wrong)).prescriptions[1:]
    entries = stocked.wu.send(ReadAudit(patient_number=visit.banner.number)).rows
    told = [(row.action, row.subject, row.reason) for row in entries]
    assert told[:3] == [
        ("charting.sign_prescription", f"prescription:{new.number}", "剂量请核对"),
        ("pharmacy.review", f"prescription:{wrong.number}", "剂量请核对"),
        ("charting.sign_prescription", f"prescription:{wrong.number}", ""),
    ]
    assert details(stocked, entries[0].id) == {"replaces": wrong.number}


def test_the_bill_follows_the_correction(stocked: Clinic) -> None:
    """DOMAIN FIN: the rejected lines went off, the new ones come on; each line once."""
    visit = a_visit(stocked)
    before = stocked.bo.send(ListBills(state=BillState.OPEN))[0].total
    wrong = sent_back(stocked, prescribed(stocked, visit))
    (new,) = stocked.lin.send(correcting(stocked, visit, wrong)).prescriptions[1:]
    (row,) = stocked.bo.send(ListBills(state=BillState.OPEN))
    assert row.total == before + new.amount
    bill = stocked.bo.send(LoadBill(bill_id=row.id))
    assert sum(charge.amount for charge in bill.charges) == bill.total
    pay_all(stocked)
    assert approved(stocked, new).paid
    old, _ = stocked.lin.send(LoadEncounter(encounter_id=visit.id)).prescriptions
    assert not old.paid


def test_a_paid_one_stays_rejected_for_its_refund_and_is_corrected_once(stocked: Clinic) -> None:
    """DOMAIN RX-R16: the correction stands on a new bill."""
    visit = a_visit(stocked)
    signed_one = prescribed(stocked, visit)
    pay_all(stocked)
    wrong = sent_back(stocked, signed_one)
    request = correcting(stocked, visit, wrong)
    old, new = stocked.lin.send(request).prescriptions
    assert (old.state, old.paid, new.paid) == (State.REJECTED, True, False)
    assert numbers(stocked) == []
    assert [row.total for row in stocked.bo.send(ListBills(state=BillState.OPEN))] == [new.amount]
    with pytest.raises(NotReplaceable):
        stocked.lin.send(request, reasons="再开一次")
    void = VoidPrescription(prescription_id=old.id, version=old.version, reason="开错了")
    with pytest.raises(NotVoidable) as refused:
        stocked.lin.send(void)
    assert refused.value.params["need"] == "refund"


def test_a_correction_can_be_sent_back_and_corrected_in_turn(stocked: Clinic) -> None:
    visit = a_visit(stocked)
    wrong = sent_back(stocked, prescribed(stocked, visit))
    visit = finished(stocked, visit)
    (second,) = stocked.lin.send(correcting(stocked, visit, wrong)).prescriptions[1:]
    again = sent_back(stocked, second)
    assert numbers(stocked) == [again.number]
    (third,) = stocked.lin.send(correcting(stocked, visit, again)).prescriptions[2:]
    assert third.replaces == again.id


def test_a_rejected_one_is_voided_without_a_correction(stocked: Clinic) -> None:
    """DOMAIN RX-R16: its lines went off the bill when it was rejected, and go off once."""
    visit = a_visit(stocked)
    signed_one = prescribed(stocked, visit)
    visit = finished(stocked, visit)
    before = stocked.bo.send(ListBills(state=BillState.OPEN))[0].total
    wrong = sent_back(stocked, signed_one)
    asked = VoidPrescription(prescription_id=wrong.id, version=wrong.version, reason="改用物理降温")
    assert stocked.lin.send(asked).prescriptions[0].state is State.VOIDED
    assert numbers(stocked) == []
    after = stocked.bo.send(ListBills(state=BillState.OPEN))[0].total
    assert after == before - wrong.amount
    with pytest.raises(NotReplaceable) as refused:
        stocked.lin.send(correcting(stocked, visit, wrong))
    assert refused.value.params["state"] == "voided"


def test_only_a_rejected_one_of_the_same_visit_is_corrected(stocked: Clinic) -> None:
    visit = a_visit(stocked)
    waiting = prescribed(stocked, visit)
    other = sent_back(stocked, prescribed(stocked, an_afternoon_visit(stocked)))
    for wrong in (waiting, other):
        with pytest.raises(NotReplaceable):
            stocked.lin.send(correcting(stocked, visit, wrong))
    visit = finished(stocked, visit)
    with pytest.raises(NotReplaceable):
        stocked.lin.send(correcting(stocked, visit, waiting))
    request = correcting(stocked, visit, waiting)
    with pytest.raises(NotFound):
        stocked.lin.send(request.model_copy(update={"replaces": 1}))
    with pytest.raises(EncounterSigned):
        stocked.lin.send(request.model_copy(update={"replaces": None}))


def test_another_doctor_corrects_nothing(stocked: Clinic) -> None:
    """DOMAIN ACC-R1."""
    visit = a_visit(stocked)
    wrong = sent_back(stocked, prescribed(stocked, visit))
    with pytest.raises(NotYourPatient):
        stocked.colleague("he").send(correcting(stocked, visit, wrong))


def test_what_the_rules_refuse_corrects_nothing(stocked: Clinic) -> None:
    """DOMAIN 3.8: nothing is half done."""
    visit = a_visit(stocked)
    wrong = sent_back(stocked, prescribed(stocked, visit))
    special = a_line(stocked, "D0037")
    request = correcting(stocked, visit, wrong).model_copy(update={"lines": (special,)})
    with pytest.raises(Refused):
        stocked.lin.send(request)
    assert numbers(stocked) == [wrong.number]
    assert stocked.lin.send(LoadEncounter(encounter_id=visit.id)).prescriptions == (wrong,)
