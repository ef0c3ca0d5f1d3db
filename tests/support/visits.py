"""Ready-made visits, prescriptions and payments, for tests of charting, pharmacy and billing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from omms_server.contract.billing import BillState, ListBills, LoadBill, PayCash
from omms_server.contract.charting import (
    DiagnosisChoice,
    Encounter,
    LineFields,
    NoteFields,
    Prescription,
    SaveNote,
    SetDiagnoses,
    SignPrescription,
    StartEncounter,
)
from omms_server.contract.patients import DenyAllergies, RecordAllergy, Severity
from omms_server.contract.pharmacy import ReviewPrescription
from omms_server.contract.scheduling import BookAppointment, CheckIn

from .clinic import Clinic

COMMON_COLD = "J00.x00"
FAR = date(2028, 1, 31)
NOTE = NoteFields(
    chief_complaint="发热2天",
    present_illness="2天前受凉后发热，最高38.6℃",
    examination="咽部充血，双肺呼吸音清",
    plan="对症处理，多饮水",
)


def a_checked_in(clinic: Clinic, **patient: Any) -> int:
    """The appointment of a fresh patient who waits for Dr Lin this morning."""
    registered = clinic.a_patient(**patient)
    _, slots = clinic.a_session()
    booked = clinic.amy.send(BookAppointment(patient_id=registered.id, slot_id=slots[0]))
    return clinic.amy.send(CheckIn(appointment_id=booked.id)).id


def a_visit(
    clinic: Clinic, *, allergy: str = "", diagnosed: bool = True, **patient: Any
) -> Encounter:
    """A visit that Dr Lin has begun: diagnosed, allergies denied or of one catalogue group."""
    appointment_id = a_checked_in(clinic, **patient)
    visit = clinic.lin.send(StartEncounter(appointment_id=appointment_id))
    if diagnosed:
        code = DiagnosisChoice(code=COMMON_COLD)
        asked = SetDiagnoses(encounter_id=visit.id, version=visit.version, diagnoses=(code,))
        visit = clinic.lin.send(asked)
    patient_id = visit.banner.patient_id
    if allergy:
        clinic.lin.send(
            RecordAllergy(
                patient_id=patient_id, group=allergy, allergen=allergy, severity=Severity.SEVERE
            )
        )
    else:
        clinic.lin.send(DenyAllergies(patient_id=patient_id))
    return visit


def noted(clinic: Clinic, visit: Encounter) -> Encounter:
    """The visit with a complete note."""
    return clinic.lin.send(SaveNote(encounter_id=visit.id, version=visit.version, fields=NOTE))


def a_line(clinic: Clinic, drug: str = "D0041", **changes: Any) -> LineFields:
    """Paracetamol 0.5 g three times a day for three days (9 tablets) unless told otherwise."""
    given: dict[str, Any] = {
        "dose": Decimal("0.5"),
        "route": "PO",
        "frequency": "TID",
        "days": 3,
        **changes,
    }
    return LineFields(drug_id=clinic.drugs[drug], **given)


def prescribed(clinic: Clinic, visit: Encounter, *lines: LineFields) -> Prescription:
    """Sign a prescription, with a reason for whatever is asked; the newest of the visit."""
    asked = SignPrescription(encounter_id=visit.id, lines=lines or (a_line(clinic),))
    return clinic.lin.send(asked, reasons="确有必要").prescriptions[-1]


def approved(clinic: Clinic, prescription: Prescription) -> Prescription:
    """The pharmacist's approval."""
    asked = ReviewPrescription(
        prescription_id=prescription.id, version=prescription.version, approve=True
    )
    return clinic.chen.send(asked).prescription


def pay_all(clinic: Clinic) -> None:
    """Settle every open bill in cash."""
    for row in clinic.bo.send(ListBills(state=BillState.OPEN)):
        bill = clinic.bo.send(LoadBill(bill_id=row.id))
        clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=bill.total))
