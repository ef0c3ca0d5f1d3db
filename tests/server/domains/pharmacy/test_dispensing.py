"""Review and dispensing through the dispatcher."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from omms_server.contract.billing import BillState, ListBills
from omms_server.contract.charting import LoadEncounter, Prescription, PrescriptionState
from omms_server.contract.faults import NotAllowed, Stale
from omms_server.contract.pharmacy import (
    Dispense,
    ListDispensing,
    ListStock,
    LoadDispensing,
    NotApproved,
    NotEnoughStock,
    NotPaid,
    PrescriptionExpired,
    RemarkNeeded,
    ReviewPrescription,
    WrongPrescriptionState,
)
from omms_server.models.pharmacy import Batch, StockMovement
from tests.support.clinic import TODAY, Clinic, open_clinic
from tests.support.visits import FAR, a_line, a_visit, approved, pay_all, prescribed

SOON = date(2027, 1, 31)


def dispensing(prescription: Prescription) -> Dispense:
    return Dispense(prescription_id=prescription.id, version=prescription.version)


def paid_and_approved(clinic: Clinic) -> Prescription:
    """Nine tablets of paracetamol, ready to be handed out."""
    prescription = approved(clinic, prescribed(clinic, a_visit(clinic)))
    pay_all(clinic)
    return prescription


def stock(clinic: Clinic) -> list[tuple[str, int]]:
    return [(row.lot, row.on_hand) for row in clinic.chen.send(ListStock(text="D0041")).rows]


def assert_the_books_balance(clinic: Clinic) -> None:
    """DOMAIN ST-R1: on-hand is the sum of movements and never negative."""
    with clinic.app.house.database.engine.connect() as connection:
        on_hand = dict(connection.execute(select(Batch.id, Batch.on_hand)).all())
        moved = dict(
            connection.execute(
                select(StockMovement.batch_id, func.sum(StockMovement.units)).group_by(
                    StockMovement.batch_id
                )
            ).all()
        )
    assert {key: int(units) for key, units in moved.items()} == on_hand
    assert min(on_hand.values()) >= 0


def test_what_expires_first_leaves_first_over_several_batches(clinic: Clinic) -> None:
    """DOMAIN ST-R3, PH-04: the expired batch is never touched."""
    clinic.a_batch("D0041", 50, expires_on=FAR, lot="FAR")
    clinic.a_batch("D0041", 5, expires_on=SOON, lot="SOON")
    clinic.a_batch("D0041", 50, expires_on=TODAY - timedelta(days=1), lot="OLD")
    ready = paid_and_approved(clinic)
    sheet = clinic.chen.send(LoadDispensing(prescription_id=ready.id))
    assert [(pick.lot, pick.units) for pick in sheet.picks] == [("SOON", 5), ("FAR", 4)]
    assert sheet.short == ()
    assert sheet.diagnoses == ("急性鼻咽炎［感冒］",)
    given = clinic.chen.send(dispensing(ready))
    assert given.picks == sheet.picks
    assert given.prescription.state is PrescriptionState.DISPENSED
    assert stock(clinic) == [("OLD", 50), ("FAR", 46)]
    assert clinic.chen.send(LoadDispensing(prescription_id=ready.id)) == given
    assert_the_books_balance(clinic)


def test_a_batch_that_expires_within_the_course_is_not_handed_out(clinic: Clinic) -> None:
    """DOMAIN ST-R4: three days from today."""
    clinic.a_batch("D0041", 50, expires_on=TODAY + timedelta(days=1), lot="ENDS")
    clinic.a_batch("D0041", 50, expires_on=FAR, lot="FAR")
    given = clinic.chen.send(dispensing(paid_and_approved(clinic)))
    assert [pick.lot for pick in given.picks] == ["FAR"]


def test_a_prescription_is_handed_out_once(clinic: Clinic) -> None:
    clinic.a_batch("D0041", 50, expires_on=FAR)
    ready = paid_and_approved(clinic)
    given = clinic.chen.send(dispensing(ready))
    with pytest.raises(Stale):
        clinic.chen.send(dispensing(ready))
    with pytest.raises(WrongPrescriptionState) as refused:
        clinic.chen.send(dispensing(given.prescription))
    assert refused.value.params["state"] == "dispensed"
    assert stock(clinic) == [("L1", 41)]


def test_only_what_was_reviewed_is_handed_out(clinic: Clinic) -> None:
    """DOMAIN PH-01."""
    clinic.a_batch("D0041", 50, expires_on=FAR)
    signed = prescribed(clinic, a_visit(clinic))
    pay_all(clinic)
    with pytest.raises(NotApproved):
        clinic.chen.send(dispensing(signed))


def test_only_what_was_paid_is_handed_out(clinic: Clinic) -> None:
    """DOMAIN PH-02."""
    clinic.a_batch("D0041", 50, expires_on=FAR)
    reviewed = approved(clinic, prescribed(clinic, a_visit(clinic)))
    with pytest.raises(NotPaid) as refused:
        clinic.chen.send(dispensing(reviewed))
    assert refused.value.params["due"] == reviewed.amount
    pay_all(clinic)
    assert clinic.chen.send(dispensing(reviewed)).prescription.paid


def test_an_outdated_prescription_is_not_handed_out(clinic: Clinic) -> None:
    """DOMAIN RX-04."""
    clinic.a_batch("D0041", 50, expires_on=FAR)
    ready = paid_and_approved(clinic)
    clinic.clock.forward(hours=15)
    clinic.forget_sign_ins()
    with pytest.raises(PrescriptionExpired):
        clinic.chen.send(dispensing(ready))
    assert clinic.chen.send(ListDispensing()) == ()


def test_a_shortage_takes_everything_back(clinic: Clinic) -> None:
    """DOMAIN PH-14: two lines, the second falls short."""
    clinic.a_batch("D0041", 50, expires_on=FAR)
    short = clinic.a_batch("D0102", 3, expires_on=FAR)
    lines = (a_line(clinic), a_line(clinic, "D0102", dose=10, frequency="QD"))
    ready = approved(clinic, prescribed(clinic, a_visit(clinic), *lines))
    pay_all(clinic)
    clinic.take_off_the_shelf(short, 1)
    assert clinic.chen.send(LoadDispensing(prescription_id=ready.id)).short == ("氯雷他定片",)
    with pytest.raises(NotEnoughStock) as refused:
        clinic.chen.send(dispensing(ready))
    assert refused.value.params == {"drug": "氯雷他定片", "stock": 2, "need": 3, "unit": "片"}
    assert stock(clinic) == [("L1", 50)]
    again = clinic.chen.send(LoadDispensing(prescription_id=ready.id)).prescription
    assert again.state is PrescriptionState.APPROVED


def test_a_rejection_tells_the_doctor_why_and_leaves_the_bill(clinic: Clinic) -> None:
    """DOMAIN RX-R12."""
    clinic.a_batch("D0041", 50, expires_on=FAR)
    visit = a_visit(clinic)
    signed = prescribed(clinic, visit)
    before = clinic.bo.send(ListBills(state=BillState.OPEN))[0].total
    asked = ReviewPrescription(
        prescription_id=signed.id, version=signed.version, approve=False, remark="剂量请核对"
    )
    with pytest.raises(RemarkNeeded):
        clinic.chen.send(asked.model_copy(update={"remark": ""}))
    clinic.chen.send(asked)
    seen = clinic.lin.send(LoadEncounter(encounter_id=visit.id)).prescriptions[0]
    assert (seen.state, seen.review_remark) == (PrescriptionState.REJECTED, "剂量请核对")
    after = clinic.bo.send(ListBills(state=BillState.OPEN))[0].total
    assert after == before - signed.amount
    with pytest.raises(WrongPrescriptionState):
        clinic.chen.send(dispensing(seen))


def test_a_review_over_a_voided_or_reviewed_one_is_refused(clinic: Clinic) -> None:
    """DOMAIN GEN-R10."""
    clinic.a_batch("D0041", 50, expires_on=FAR)
    signed = prescribed(clinic, a_visit(clinic))
    approved(clinic, signed)
    with pytest.raises(Stale) as refused:
        approved(clinic, signed)
    assert refused.value.params["by"] == "陈药师"


def test_the_queue_shows_who_waits_oldest_first_and_finds_by_patient_or_number(
    clinic: Clinic,
) -> None:
    clinic.a_batch("D0041", 50, expires_on=FAR)
    visit = a_visit(clinic)
    first = prescribed(clinic, visit)
    clinic.clock.forward(minutes=1)
    second = prescribed(clinic, visit)
    rows = clinic.chen.send(ListDispensing())
    assert [row.number for row in rows] == [first.number, second.number]
    assert [row.has_overrides for row in rows] == [False, True]
    assert {(row.patient, row.lines, row.paid) for row in rows} == {("张晓明", 1, False)}
    assert len(clinic.chen.send(ListDispensing(text="zxm"))) == 2
    assert len(clinic.chen.send(ListDispensing(text=second.number))) == 1
    assert clinic.chen.send(ListDispensing(text="李四")) == ()
    assert clinic.chen.send(ListDispensing(done=True)) == ()
    pay_all(clinic)
    clinic.chen.send(dispensing(approved(clinic, first)))
    assert [row.number for row in clinic.chen.send(ListDispensing(done=True))] == [first.number]


def test_before_charging_the_approval_charges(tmp_path: Path, database_url: str) -> None:
    """DOMAIN RX-R11."""
    clinic = open_clinic(tmp_path, database_url, review="before_charging")
    try:
        clinic.a_batch("D0041", 50, expires_on=FAR)
        visit = a_visit(clinic)
        before = clinic.bo.send(ListBills(state=BillState.OPEN))[0].total
        signed = prescribed(clinic, visit)
        assert clinic.bo.send(ListBills(state=BillState.OPEN))[0].total == before
        reviewed = approved(clinic, signed)
        after = clinic.bo.send(ListBills(state=BillState.OPEN))[0].total
        assert after == before + signed.amount
        pay_all(clinic)
        given = clinic.chen.send(dispensing(reviewed))
        assert given.prescription.state is PrescriptionState.DISPENSED
    finally:
        clinic.app.house.database.close()


def test_a_doctor_neither_reviews_nor_dispenses(clinic: Clinic) -> None:
    clinic.a_batch("D0041", 50, expires_on=FAR)
    ready = paid_and_approved(clinic)
    with pytest.raises(NotAllowed):
        clinic.lin.send(dispensing(ready))
    with pytest.raises(NotAllowed):
        clinic.lin.send(LoadDispensing(prescription_id=ready.id))
