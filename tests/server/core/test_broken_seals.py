"""Whoever meets a value that does not open is told so, and an alarm with its place is raised."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from omms_server.contract.events import Topic
from omms_server.contract.faults import Damaged
from omms_server.contract.patients import LoadPatient, RegisterPatient
from omms_server.core.log import mask_personal
from omms_server.core.system_actor import SYSTEM
from omms_server.core.vault import Field, SealBroken
from omms_server.models.patient import Patient
from omms_server.models.system import AuditEntry, CommandDone
from tests.support.clinic import Clinic, patient_fields

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    return working_clinic


def alarms(clinic: Clinic) -> list[tuple[str, str, int | None]]:
    """Action, subject and person of every alarm on the trail."""
    rows = select(AuditEntry).where(AuditEntry.outcome == Damaged.code).order_by(AuditEntry.id)
    return clinic.app.house.database.read(
        lambda s: [(one.action, one.subject, one.person_id) for one in s.scalars(rows)]
    )


def count(clinic: Clinic, table: Any) -> int:
    return clinic.app.house.database.read(lambda s: len(s.scalars(select(table)).all()))


def swap_names(clinic: Clinic) -> int:
    """Two patients, the first with the sealed name of the second; his id."""
    mine, other = clinic.a_patient(name="欧阳晓明"), clinic.a_patient(name="李四")
    stolen = clinic.app.house.database.read(
        lambda s: s.scalar(select(Patient.name).where(Patient.id == other.id))
    )
    swap = update(Patient).where(Patient.id == mine.id).values(name=stolen)
    clinic.app.house.database.write(lambda s: s.execute(swap))
    return mine.id


def test_a_value_that_does_not_open_is_an_alarm_with_its_place_and_no_content(
    clinic: Clinic,
) -> None:
    patient_id = swap_names(clinic)
    with capture_logs() as lines, pytest.raises(Damaged) as refused:
        clinic.amy.send(LoadPatient(patient_id=patient_id))
    (alarm,) = [line for line in lines if line["event"] == "seal broken"]
    assert mask_personal(None, "", dict(alarm)) == {
        "event": "seal broken",
        "log_level": "error",
        "method": "patients.load",
        "ref": refused.value.params["ref"],
        "table": "patient",
        "column": "name",
        "row": patient_id,
    }
    place = f"patient.name of row {patient_id}"
    assert alarms(clinic) == [("patients.load", place, clinic.amy.id)]
    assert list(refused.value.params) == ["ref"]
    assert not [line for line in lines if "欧阳晓明" in str(line) or "李四" in str(line)]


def test_without_a_sign_in_the_alarm_is_the_systems(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {"method": "patients.find", "body": {}, "token": clinic.amy.signed_in.access_token}

    def breaks(*_: object) -> None:
        raise SealBroken(Field("staff", "phone"), 7)

    monkeypatch.setattr(clinic.app.dispatcher, "_authenticate", breaks)
    told = clinic.app.dispatcher.handle(json.dumps({**parts, "version": 1}), clinic.amy.peer)
    assert json.loads(str(told))["code"] == "damaged"
    assert [(place, who) for _, place, who in alarms(clinic)] == [
        ("staff.phone of row 7", SYSTEM.id)
    ]


def test_a_command_that_meets_a_broken_seal_changes_nothing(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatch = clinic.app.dispatcher
    route = dispatch._routes["patients.register"]
    amy = clinic.amy

    def breaks(request: Any, ctx: Any) -> None:
        ctx.publish(next(iter(Topic)))
        raise SealBroken(Field("patient", "name"), 7)

    monkeypatch.setitem(dispatch._routes, "patients.register", replace(route, handler=breaks))
    with pytest.raises(Damaged):
        amy.send(RegisterPatient(fields=patient_fields()))
    assert (count(clinic, CommandDone), count(clinic, Patient)) == (0, 0)
    assert alarms(clinic) == [("patients.register", "patient.name of row 7", amy.id)]
