"""A visit through the dispatcher: begin, write, diagnose, sign."""

import pytest

from omms_server.contract.charting import (
    DiagnosisChoice,
    EncounterSigned,
    EncounterState,
    Incomplete,
    LoadEncounter,
    NotCalled,
    NotYourPatient,
    SaveNote,
    SetDiagnoses,
    SignEncounter,
    SignPrescription,
    StartEncounter,
)
from omms_server.contract.faults import NotAllowed, NotFound, Stale
from omms_server.contract.scheduling import AppointmentState, BookAppointment, ListAppointments
from tests.support.clinic import TODAY, Clinic
from tests.support.visits import COMMON_COLD, NOTE, a_checked_in, a_line, a_visit, noted


def test_a_visit_begins_once_and_a_second_start_opens_it(clinic: Clinic) -> None:
    """DOMAIN 1.2, CALLED to IN_VISIT."""
    appointment_id = a_checked_in(clinic)
    first = clinic.lin.send(StartEncounter(appointment_id=appointment_id))
    assert first.state is EncounterState.OPEN
    assert first.banner.name == "张晓明"
    assert clinic.lin.send(StartEncounter(appointment_id=appointment_id)) == first
    rows = clinic.amy.send(ListAppointments(on=TODAY)).rows
    assert [row.state for row in rows] == [AppointmentState.IN_VISIT]


def test_another_doctors_patient_is_refused(clinic: Clinic) -> None:
    """DOMAIN ACC-R1."""
    appointment_id = a_checked_in(clinic)
    he = clinic.colleague("he")
    with pytest.raises(NotYourPatient):
        he.send(StartEncounter(appointment_id=appointment_id))
    visit = clinic.lin.send(StartEncounter(appointment_id=appointment_id))
    with pytest.raises(NotYourPatient):
        he.send(SaveNote(encounter_id=visit.id, version=visit.version, fields=NOTE))


def test_a_patient_who_is_not_here_cannot_be_seen(clinic: Clinic) -> None:
    patient = clinic.a_patient()
    _, slots = clinic.a_session()
    booked = clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[0]))
    with pytest.raises(NotCalled) as refused:
        clinic.lin.send(StartEncounter(appointment_id=booked.id))
    assert refused.value.params["state"] == "booked"


def test_an_outsider_cannot_open_a_record(clinic: Clinic) -> None:
    visit = a_visit(clinic)
    with pytest.raises(NotAllowed):
        clinic.dora.send(LoadEncounter(encounter_id=visit.id))


def test_a_record_that_is_not_there_is_told(clinic: Clinic) -> None:
    with pytest.raises(NotFound) as refused:
        clinic.lin.send(LoadEncounter(encounter_id=1))
    assert refused.value.params["what"] == "encounter"


def test_a_note_over_someone_elses_change_is_refused_with_who_and_when(clinic: Clinic) -> None:
    """DOMAIN GEN-R10, EMR-08."""
    visit = a_visit(clinic)
    later = noted(clinic, visit)
    assert later.note is not None
    assert later.note.fields == NOTE
    with pytest.raises(Stale) as refused:
        noted(clinic, visit)
    params = refused.value.params
    assert (params["mine"], params["current"]) == (visit.version, later.version)
    assert params["by"] == "林大夫"
    assert params["at"].startswith("2026-11-23")


def test_after_signing_only_an_amendment_with_a_reason_follows(clinic: Clinic) -> None:
    """DOMAIN EMR-R3."""
    visit = noted(clinic, a_visit(clinic))
    signed = clinic.lin.send(SignEncounter(encounter_id=visit.id, version=visit.version))
    assert signed.state is EncounterState.SIGNED
    assert signed.signed_at is not None
    changed = NOTE.model_copy(update={"plan": "改为门诊观察"})
    amendment = SaveNote(encounter_id=visit.id, version=signed.version, fields=changed)
    with pytest.raises(EncounterSigned):
        clinic.lin.send(amendment)
    amended = clinic.lin.send(amendment.model_copy(update={"reason": "补充处理意见"}))
    assert amended.note is not None
    assert amended.note.reason == "补充处理意见"
    assert amended.note.fields.plan == "改为门诊观察"
    assert amended.signed_at == signed.signed_at


def test_signing_names_everything_that_lacks_and_finishes_nothing(clinic: Clinic) -> None:
    """DOMAIN EMR-01, ALG-R1."""
    visit = clinic.lin.send(StartEncounter(appointment_id=a_checked_in(clinic)))
    with pytest.raises(Incomplete) as refused:
        clinic.lin.send(SignEncounter(encounter_id=visit.id, version=visit.version))
    assert refused.value.params["fields"] == [
        "chief_complaint", "present_illness", "examination", "plan", "diagnoses", "allergies",
    ]  # fmt: skip
    again = clinic.lin.send(LoadEncounter(encounter_id=visit.id))
    assert (again.state, again.version) == (EncounterState.OPEN, visit.version)


def test_a_signed_visit_is_finished_and_takes_no_further_orders(clinic: Clinic) -> None:
    visit = noted(clinic, a_visit(clinic))
    signed = clinic.lin.send(SignEncounter(encounter_id=visit.id, version=visit.version))
    rows = clinic.amy.send(ListAppointments(on=TODAY)).rows
    assert [row.state for row in rows] == [AppointmentState.FINISHED]
    with pytest.raises(EncounterSigned):
        clinic.lin.send(SignEncounter(encounter_id=visit.id, version=signed.version))
    with pytest.raises(EncounterSigned):
        clinic.lin.send(SetDiagnoses(encounter_id=visit.id, version=signed.version, diagnoses=()))
    with pytest.raises(EncounterSigned):
        clinic.lin.send(SignPrescription(encounter_id=visit.id, lines=(a_line(clinic),)))


def test_the_first_diagnosis_is_the_main_one_and_the_list_can_be_emptied(clinic: Clinic) -> None:
    """DOMAIN 2.4."""
    visit = a_visit(clinic, diagnosed=False)
    choices = (
        DiagnosisChoice(code="A09.900x003", suspected=True),
        DiagnosisChoice(code=COMMON_COLD),
        DiagnosisChoice(code="A09.900x003", suspected=True),
    )
    listed = clinic.lin.send(
        SetDiagnoses(encounter_id=visit.id, version=visit.version, diagnoses=choices)
    )
    assert [(one.code, one.name, one.suspected) for one in listed.diagnoses] == [
        ("A09.900x003", "急性肠炎", True),
        (COMMON_COLD, "急性鼻咽炎［感冒］", False),
    ]
    emptied = clinic.lin.send(
        SetDiagnoses(encounter_id=visit.id, version=listed.version, diagnoses=())
    )
    assert emptied.diagnoses == ()


def test_an_unknown_diagnosis_is_refused(clinic: Clinic) -> None:
    visit = a_visit(clinic)
    unknown = (DiagnosisChoice(code="X99.999"),)
    with pytest.raises(NotFound) as refused:
        clinic.lin.send(
            SetDiagnoses(encounter_id=visit.id, version=visit.version, diagnoses=unknown)
        )
    assert refused.value.params["what"] == "diagnosis"
