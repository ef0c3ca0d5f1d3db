"""One clinic's day, and who stands outside of what in it, for `tests/server/test_row_level.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from omms_server.contract import billing, charting, documents, scheduling, sharing
from omms_server.contract import patients as people
from omms_server.contract.documents import PaperKind
from omms_server.contract.faults import Fault, NotAllowed, NotFound
from omms_server.contract.history import LoadHistory
from omms_server.contract.messages import Request

from .clinic import TODAY, Clinic, patient_fields
from .visits import FAR, a_line, a_visit, noted, pay_all, prescribed

Ask = Callable[["Day"], Request[Any]]


@dataclass
class Day:
    """A visit with Dr Lin of internal medicine, and what hangs on it. Bo took the money; Dr He,
    nurse Mei and triage nurse Tao are of paediatrics."""

    clinic: Clinic
    visit: charting.Encounter
    prescription: charting.Prescription
    bill: billing.BillRow
    waiting: scheduling.Appointment

    @property
    def patient_id(self) -> int:
        """Whom it is all about."""
        return self.visit.banner.patient_id


def a_day(clinic: Clinic) -> Day:
    """The day, with one more patient of Dr Lin's who waits."""
    for drug in ("D0041", "D0042"):
        clinic.a_batch(drug, 100, expires_on=FAR)
    visit = noted(clinic, a_visit(clinic))
    prescription = prescribed(clinic, visit)
    pay_all(clinic)
    (bill,) = clinic.bo.send(billing.ListBills(state=billing.BillState.PAID))
    waiting = clinic.amy.send(scheduling.CheckIn(appointment_id=a_booking(clinic)))
    return Day(clinic, visit, prescription, bill, waiting)


def a_booking(clinic: Clinic) -> int:
    """An appointment with Dr Lin that may be checked in."""
    (session,) = clinic.amy.send(scheduling.ListSessions(on=TODAY))
    free = next(slot.id for slot in session.slots if slot.free)
    other = clinic.a_patient(name="李候诊")
    asked = scheduling.BookAppointment(patient_id=other.id, slot_id=free)
    return clinic.amy.send(asked).id


@dataclass(frozen=True)
class Beyond:
    """A request of someone's rows: who stands inside, who outside, and what those get."""

    inside: str
    ask: Ask
    outside: tuple[str, ...]
    fault: type[Fault] | None = None
    """What refuses them; None where they get a list without the row."""


def _paper(kind: documents.PaperKind, subject: Callable[[Day], int]) -> Ask:
    return lambda day: documents.PrintPaper(kind=kind, subject_id=subject(day))


BEYOND: dict[str, tuple[Beyond, ...]] = {
    "patients.find": (
        Beyond("lin", lambda _day: people.FindPatients(text="张晓明"), ("he", "mei", "tao")),
    ),
    "patients.load": (
        Beyond(
            "lin",
            lambda day: people.LoadPatient(patient_id=day.patient_id),
            ("he", "mei", "tao"),
            sharing.BeyondReach,
        ),
    ),
    "patients.change": (
        Beyond(
            "lin",
            lambda day: people.ChangePatient(
                patient_id=day.patient_id,
                version=day.clinic.amy.send(people.LoadPatient(patient_id=day.patient_id)).version,
                fields=patient_fields(),
            ),
            ("he",),
            sharing.BeyondReach,
        ),
    ),
    "patients.record_allergy": (
        Beyond(
            "lin",
            lambda day: people.RecordAllergy(
                patient_id=day.patient_id,
                group="AG01",
                allergen="青霉素",
                severity=people.Severity.MILD,
            ),
            ("he",),
            sharing.BeyondReach,
        ),
    ),
    "patients.deny_allergies": (
        Beyond(
            "lin",
            lambda day: people.DenyAllergies(patient_id=day.patient_id),
            ("he",),
            sharing.BeyondReach,
        ),
    ),
    "scheduling.appointments": (
        Beyond("lin", lambda _day: scheduling.ListAppointments(on=TODAY), ("he", "tao")),
    ),
    "scheduling.arrival": (
        Beyond(
            "lin",
            lambda day: scheduling.LoadArrival(patient_id=day.patient_id, on=TODAY),
            ("he", "tao"),
            sharing.BeyondReach,
        ),
    ),
    "scheduling.queue": (
        Beyond(
            "lin",
            lambda day: scheduling.LoadQueue(doctor_id=day.clinic.staff["lin"], on=TODAY),
            ("he", "tao"),
        ),
    ),
    "scheduling.check_in": (
        Beyond(
            "amy",
            lambda day: scheduling.CheckIn(appointment_id=a_booking(day.clinic)),
            ("tao",),
            NotFound,
        ),
    ),
    "scheduling.call_next": (
        Beyond("lin", lambda day: _next(day), ("he",), NotAllowed),
        Beyond("lin", lambda day: _next(day), ("tao",), scheduling.QueueEmpty),
    ),
    "scheduling.call": (
        Beyond(
            "lin",
            lambda day: scheduling.CallPatient(appointment_id=day.waiting.id),
            ("he",),
            NotAllowed,
        ),
        Beyond(
            "lin",
            lambda day: scheduling.CallPatient(appointment_id=day.waiting.id),
            ("tao",),
            NotFound,
        ),
    ),
    "scheduling.pass_over": (
        Beyond("lin", lambda day: _called(day), ("he",), NotAllowed),
        Beyond("lin", lambda day: _called(day), ("tao",), NotFound),
    ),
    "charting.start": (
        Beyond(
            "lin",
            lambda day: charting.StartEncounter(appointment_id=day.waiting.id),
            ("he",),
            charting.NotYourPatient,
        ),
    ),
    "charting.load": (
        Beyond(
            "lin",
            lambda day: charting.LoadEncounter(encounter_id=day.visit.id),
            ("he", "mei"),
            sharing.BeyondReach,
        ),
    ),
    "charting.history": (
        Beyond(
            "lin",
            lambda day: LoadHistory(patient_id=day.patient_id),
            ("he", "mei"),
            sharing.BeyondReach,
        ),
    ),
    "charting.save_note": (
        Beyond("lin", lambda day: _note(day), ("he",), charting.NotYourPatient),
    ),
    "charting.set_diagnoses": (
        Beyond("lin", lambda day: _diagnoses(day), ("he",), charting.NotYourPatient),
    ),
    "charting.sign": (
        Beyond(
            "lin",
            lambda day: charting.SignEncounter(encounter_id=day.visit.id, version=_version(day)),
            ("he",),
            charting.NotYourPatient,
        ),
    ),
    "charting.sign_prescription": (
        Beyond(
            "lin",
            lambda day: charting.SignPrescription(
                encounter_id=day.visit.id, lines=(a_line(day.clinic, "D0042"),)
            ),
            ("he",),
            charting.NotYourPatient,
        ),
    ),
    "charting.void_prescription": (
        Beyond(
            "lin",
            lambda day: charting.VoidPrescription(
                prescription_id=_unpaid(day), version=1, reason="开错"
            ),
            ("he",),
            charting.NotYourPatient,
        ),
    ),
    "billing.bills": (
        Beyond(
            "bo",
            lambda _day: billing.ListBills(state=billing.BillState.PAID),
            ("cai", "amy"),
        ),
    ),
    "billing.load": (
        Beyond("bo", lambda day: billing.LoadBill(bill_id=day.bill.id), ("cai", "amy"), NotFound),
    ),
    "documents.print": (
        Beyond("bo", _paper(PaperKind.RECEIPT, lambda day: day.bill.id), ("cai", "amy"), NotFound),
        Beyond(
            "lin",
            _paper(PaperKind.PRESCRIPTION, lambda day: day.prescription.id),
            ("he",),
            sharing.BeyondReach,
        ),
        Beyond("amy", _paper(PaperKind.QUEUE_SLIP, lambda day: day.waiting.id), ("tao",), NotFound),
    ),
    "sharing.grant": (Beyond("lin", lambda day: _consent(day), ("he",), sharing.BeyondReach),),
    "sharing.revoke": (
        Beyond(
            "lin",
            lambda day: sharing.RevokeSharing(
                grant_id=day.clinic.amy.send(_consent(day)).id, version=1
            ),
            ("he",),
            sharing.BeyondReach,
        ),
    ),
    "sharing.list": (
        Beyond(
            "lin",
            lambda day: sharing.ListSharing(patient_id=day.patient_id),
            ("he",),
            sharing.BeyondReach,
        ),
    ),
    "sharing.openings": (
        Beyond(
            "lin",
            lambda day: sharing.ListOpenings(patient_id=day.patient_id),
            ("he",),
            sharing.BeyondReach,
        ),
    ),
}
"""For each request that reads or changes rows of patients: one who may, and those who hold the
permission and stand outside."""

_COUNTER = "the counter serves every patient"
_PHARMACY = "the clinic has one pharmacy (docs/decisions/0013-reach.md)"
_CATALOGUE = "a catalogue is about nobody"
_ADMINISTRATION = "the clinic has one staff; nobody gives what he lacks"
_SELF = "answers about the one who asks"
_CODE = "the patient proves himself by a code sent to his phone"
NOBODY_OUTSIDE = {
    "audit.details": "who may see the values is decided by whose they are: test_trail.py",
    "audit.export": "an auditor exports from the whole trail",
    "audit.read": "an auditor reads the whole trail",
    "billing.give_up_gateway_payment": _COUNTER,
    "billing.pay_cash": _COUNTER,
    "billing.payment_notice": "the gateway's signature decides",
    "billing.start_gateway_payment": _COUNTER,
    "booking.book": _CODE,
    "booking.days": "free places are for everybody",
    "booking.request_code": _CODE,
    "booking.slots": "free places are for everybody",
    "charting.find_diagnoses": _CATALOGUE,
    "charting.find_drugs": _CATALOGUE,
    "charting.quantity": "computes from what is sent",
    "charting.sent_back": _SELF,
    "charting.terms": _CATALOGUE,
    "events.after": "tells that something changed, never what",
    "notices.list": _SELF,
    "notices.mark_read": _SELF,
    "patients.find_allergens": _CATALOGUE,
    "patients.register": _COUNTER,
    "pharmacy.dispense": _PHARMACY,
    "pharmacy.load": _PHARMACY,
    "pharmacy.queue": _PHARMACY,
    "pharmacy.receive": _PHARMACY,
    "pharmacy.review": _PHARMACY,
    "pharmacy.stock": _PHARMACY,
    "scheduling.book": _COUNTER,
    "scheduling.cancel": _COUNTER,
    "scheduling.departments": "departments are for everybody",
    "scheduling.sessions": "sessions are for everybody",
    "sharing.emergencies": "a privacy officer reviews all",
    "sharing.open_in_emergency": "it is for those who stand outside, and is reviewed",
    "sharing.recipients": "people and departments of the clinic, of nobody's rows",
    "sharing.review_emergency": "a privacy officer reviews all but his own",
    "staff.change": _ADMINISTRATION,
    "staff.change_password": _SELF,
    "staff.create": _ADMINISTRATION,
    "staff.disable": _ADMINISTRATION,
    "staff.enable": _ADMINISTRATION,
    "staff.end_all_sessions": _ADMINISTRATION,
    "staff.end_session": _ADMINISTRATION,
    "staff.list": _ADMINISTRATION,
    "staff.read": _ADMINISTRATION,
    "staff.renew_sign_in": _SELF,
    "staff.reset_password": _ADMINISTRATION,
    "staff.roles": _ADMINISTRATION,
    "staff.save_role": _ADMINISTRATION,
    "staff.sessions": _ADMINISTRATION,
    "staff.sign_in": _SELF,
    "staff.sign_ins": _ADMINISTRATION,
    "staff.sign_out": _SELF,
    "staff.sign_out_everywhere": _SELF,
    "workstations.issue": _ADMINISTRATION,
    "workstations.list": _ADMINISTRATION,
    "workstations.renew": "the certificate of the connection decides, for itself alone",
    "workstations.revoke": _ADMINISTRATION,
}
"""Requests for which holding the permission is enough, and why."""


def _next(day: Day) -> scheduling.CallNext:
    return scheduling.CallNext(doctor_id=day.clinic.staff["lin"], on=TODAY)


def _called(day: Day) -> scheduling.PassOver:
    day.clinic.lin.send(scheduling.CallPatient(appointment_id=day.waiting.id))
    return scheduling.PassOver(appointment_id=day.waiting.id)


def _version(day: Day) -> int:
    return day.clinic.lin.send(charting.LoadEncounter(encounter_id=day.visit.id)).version


def _note(day: Day) -> charting.SaveNote:
    fields = charting.NoteFields(plan="复查")
    return charting.SaveNote(encounter_id=day.visit.id, version=_version(day), fields=fields)


def _diagnoses(day: Day) -> charting.SetDiagnoses:
    chosen = (charting.DiagnosisChoice(code="J06.900"),)
    version = _version(day)
    return charting.SetDiagnoses(encounter_id=day.visit.id, version=version, diagnoses=chosen)


def _unpaid(day: Day) -> int:
    """A fresh prescription of the visit that may be voided."""
    return prescribed(day.clinic, day.visit, a_line(day.clinic, "D0042")).id


def _consent(day: Day) -> sharing.GrantSharing:
    to = sharing.Recipient(kind=sharing.RecipientKind.STAFF, id=day.clinic.staff["mei"])
    until = TODAY + timedelta(days=7)
    return sharing.GrantSharing(
        patient_id=day.patient_id, recipient=to, purpose="会诊", signer="本人", until=until
    )
