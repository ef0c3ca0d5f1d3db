"""Reading the trail: filters, pages by key, opened reasons, and what was refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from omms_server.contract.audit import (
    AuditRow,
    ExportAudit,
    Outcome,
    ReadAudit,
    ReadAuditDetails,
    TooManyRows,
    outcome_of,
)
from omms_server.contract.faults import Confirm, Fault, NotAllowed, NotFound
from omms_server.contract.patients import (
    ChangePatient,
    DenyAllergies,
    FindPatients,
    LoadPatient,
    RegisterPatient,
)
from omms_server.contract.scheduling import BookAppointment, CancelAppointment
from omms_server.core.checkpoints import signing_key
from omms_server.core.sealer import seal_batch
from omms_server.core.trail_csv import check_csv
from omms_server.domains.trail import service
from tests.support.clinic import MORNING, Clinic, patient_fields
from tests.support.staffing import hire


def read(clinic: Clinic, **asked: object) -> list[AuditRow]:
    return list(clinic.wu.send(ReadAudit(**asked)).rows)


def actions(clinic: Clinic, **asked: object) -> list[str]:
    """Actions, newest first, without the sign-ins."""
    return [row.action for row in read(clinic, **asked) if not row.action.startswith("staff.")]


def test_an_entry_says_who_what_when_where_and_on_whom(clinic: Clinic) -> None:
    patient = clinic.a_patient()
    (row,) = read(clinic, action="patients.register")
    assert (row.person, row.post, row.workstation) == ("艾米", "receptionist", "desk-amy")
    assert (row.at, row.outcome) == (MORNING, "ok")
    assert (row.patient_id, row.patient_number) == (patient.id, patient.number)


def test_filters_by_person_patient_action_and_time(clinic: Clinic) -> None:
    first, second = clinic.a_patient(name="张一"), clinic.a_patient(name="李二")
    clinic.clock.forward(minutes=5)
    clinic.amy.send(DenyAllergies(patient_id=second.id))
    by_amy = ["patients.deny_allergies", "patients.register", "patients.register"]
    assert actions(clinic, person_id=clinic.staff["amy"]) == by_amy
    assert actions(clinic, person_id=clinic.staff["lin"]) == []
    assert actions(clinic, patient_number=first.number) == ["patients.register"]
    assert len(actions(clinic, patient_number=second.number)) == 2
    assert actions(clinic, action="patients.register") == ["patients.register"] * 2
    assert len(actions(clinic, action="patients.")) == 3
    for part in ("patients.reg", "patients", "patients_", "patient."):
        assert actions(clinic, action=part) == []
    later = MORNING + timedelta(minutes=5)
    assert actions(clinic, since=later) == ["patients.deny_allergies"]
    assert actions(clinic, until=later) == ["patients.register"] * 2
    assert actions(clinic, patient_number="00000000") == []


def test_pages_follow_each_other_without_gap_or_repeat(clinic: Clinic) -> None:
    for number in range(7):
        clinic.a_patient(name=f"张{number}")
    whole = [row.id for row in read(clinic, action="patients.")]
    assert len(whole) == 7
    assert whole == sorted(whole, reverse=True)
    found: list[int] = []
    before = None
    while True:
        page = clinic.wu.send(ReadAudit(action="patients.", size=3, before=before))
        found += [row.id for row in page.rows]
        clinic.a_patient(name="新来")
        before = page.next_before
        if before is None:
            break
    assert found == whole


def test_a_full_last_page_ends_the_list(clinic: Clinic) -> None:
    clinic.a_patient()
    page = clinic.wu.send(ReadAudit(action="patients.", size=1))
    assert (len(page.rows), page.next_before) == (1, None)


def test_reasons_are_opened_for_who_may_read(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    booked = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    clinic.amy.send(CancelAppointment(appointment_id=booked.id, reason="家中有事"))
    (row,) = read(clinic, action="scheduling.cancel")
    assert (row.reason, row.subject) == ("家中有事", f"appointment:{booked.id}")


def test_what_was_refused_stands_there(clinic: Clinic) -> None:
    patient = clinic.a_patient()
    with pytest.raises(NotAllowed):
        clinic.dora.send(LoadPatient(patient_id=patient.id))
    with pytest.raises(Fault):
        clinic.amy.send(LoadPatient(patient_id=7))
    found = [(row.person, row.outcome) for row in read(clinic, action="patients.load")]
    assert found == [("艾米", "not_found"), ("朵拉", "not_allowed")]


def test_opening_a_record_stands_there_and_searching_does_not(clinic: Clinic) -> None:
    patient = clinic.a_patient()
    clinic.amy.send(FindPatients(text="张"))
    clinic.amy.send(LoadPatient(patient_id=patient.id))
    assert actions(clinic) == ["patients.load", "patients.register"]


def test_an_entry_tells_whether_the_chain_covers_it(clinic: Clinic) -> None:
    clinic.a_patient()
    clinic.app.house.database.write(seal_batch)
    clinic.a_patient(name="李四")
    assert [row.sealed for row in read(clinic, action="patients.")] == [False, True]


def test_only_who_may_reads_the_trail(clinic: Clinic) -> None:
    for colleague in (clinic.amy, clinic.lin, clinic.bo, clinic.dora, clinic.sidecar):
        with pytest.raises(NotAllowed):
            colleague.send(ReadAudit())


def test_an_export_is_signed_and_stands_on_the_trail_itself(clinic: Clinic) -> None:
    patient = clinic.a_patient()
    given = clinic.wu.send(ExportAudit(patient_number=patient.number))
    assert given.rows == 1
    assert "patients.register" in given.csv
    key = signing_key(clinic.app.house.settings.keys).public_key()
    assert check_csv(given.csv, key) == []
    assert actions(clinic)[0] == "audit.export"


def test_an_export_of_too_much_is_refused(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.a_patient()
    clinic.a_patient(name="李四")
    monkeypatch.setattr(service, "MOST_ROWS", 1)
    with pytest.raises(TooManyRows):
        clinic.wu.send(ExportAudit(action="patients."))


def test_the_trail_is_filtered_by_how_things_ended(clinic: Clinic) -> None:
    patient = clinic.a_patient()
    with pytest.raises(NotAllowed):
        clinic.dora.send(LoadPatient(patient_id=patient.id))
    with pytest.raises(Confirm):
        clinic.amy.send(RegisterPatient(fields=patient_fields()))
    found = {outcome: actions(clinic, action="patients.", outcome=outcome) for outcome in Outcome}
    assert found == {
        Outcome.DONE: ["patients.register"],
        Outcome.ASKED: ["patients.register"],
        Outcome.REFUSED: ["patients.load"],
        Outcome.FAILED: [],
    }
    exported = clinic.wu.send(ExportAudit(action="patients.", outcome=Outcome.REFUSED))
    assert exported.rows == 1
    for row in read(clinic):
        assert row in read(clinic, outcome=outcome_of(row.outcome))


def changed(clinic: Clinic) -> int:
    """The entry of a patient's change of phone."""
    patient = clinic.a_patient()
    clinic.amy.send(
        ChangePatient(
            patient_id=patient.id,
            version=patient.version,
            fields=patient_fields(phone="13800138001"),
        )
    )
    (row,) = read(clinic, action="patients.change")
    return row.id


def test_before_and_after_of_a_patient_are_told_to_the_privacy_officer_alone(
    clinic: Clinic,
) -> None:
    asked = ReadAuditDetails(entry_id=changed(clinic))
    (phone,) = [one for one in clinic.colleague("yin").send(asked).changes if one.name == "phone"]
    assert phone.after == "13800138001"
    for_wu = clinic.wu.send(asked)
    assert for_wu.withheld
    assert "phone" in [one.name for one in for_wu.changes]
    assert "13800138001" not in for_wu.model_dump_json()
    wus, yins = read(clinic, action="audit.details")
    assert (wus.person, wus.patient_id) == ("吴管理", None)
    assert yins.patient_id is not None


def test_what_was_changed_about_people_is_told_to_the_administrator(clinic: Clinic) -> None:
    hire(clinic, "zhao")
    (row,) = read(clinic, action="staff.create")
    told = clinic.wu.send(ReadAuditDetails(entry_id=row.id))
    assert not told.withheld
    assert ("username", None, "zhao") in [(one.name, one.before, one.after) for one in told.changes]


def test_details_of_no_entry_are_not_found(clinic: Clinic) -> None:
    with pytest.raises(NotFound):
        clinic.wu.send(ReadAuditDetails(entry_id=7))
