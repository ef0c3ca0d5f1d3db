"""Values are sealed anew while the clinic works: no read fails, no write is lost, kills resume."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from omms_server.contract.patients import (
    ChangePatient,
    LoadPatient,
    PatientFields,
    RecordAllergy,
    Severity,
)
from omms_server.contract.patients import Patient as PatientView
from omms_server.core import rekeying
from omms_server.core.keys import KeyWatch, add_field_key
from omms_server.core.rekeying import Rekeyer, rekey_batch
from omms_server.core.sealed_columns import SealedTable, broken_seals, count_by_key, sealed_tables
from omms_server.core.sealer import broken_links, seal_batch
from omms_server.models.patient import Patient
from omms_server.models.system import Rekeying
from tests.support.clinic import Clinic, Colleague, patient_fields
from tests.support.keys import with_own_keys
from tests.support.visits import FAR, a_visit, noted, prescribed


@pytest.fixture
def clinic(working_clinic: Clinic, tmp_path: Path) -> Clinic:
    return with_own_keys(working_clinic, tmp_path)


def rotate(clinic: Clinic) -> None:
    house = clinic.app.house
    add_field_key(house.settings.keys, 0)
    KeyWatch(house.vault, house.settings.keys).look()


def a_rekeyer(clinic: Clinic) -> Rekeyer:
    house = clinic.app.house
    return Rekeyer(house.database, house.vault, house.clock, settle=0)


def run_to_the_end(rekeyer: Rekeyer) -> int:
    rounds = 0
    while rekeyer.run():
        rounds += 1
        assert rounds < 1000
    return rounds


def old_values(clinic: Clinic) -> dict[str, int]:
    """How many values still lie under key 1, by place."""
    house = clinic.app.house
    return {
        f"{one.name}.{column}": counts[1]
        for one in sealed_tables()
        for column, counts in house.database.read(lambda s, one=one: count_by_key(s, one)).items()
        if 1 in counts
    }


def broken(clinic: Clinic) -> list[str]:
    house = clinic.app.house
    return house.database.read(lambda s: list(broken_seals(s, house.vault)))


def the_patients() -> SealedTable:
    return next(one for one in sealed_tables() if one.name == "patient")


def test_everything_moves_but_the_trail_and_answers_that_expire(clinic: Clinic) -> None:
    clinic.a_batch("D0041", 100, expires_on=FAR)
    prescribed(clinic, noted(clinic, a_visit(clinic)))
    allergic = clinic.a_patient(name="李四")
    clinic.amy.send(
        RecordAllergy(
            patient_id=allergic.id, group="PENICILLIN", allergen="青霉素", severity=Severity.MILD
        )
    )
    house = clinic.app.house
    house.database.write(seal_batch)
    rotate(clinic)
    assert "patient.name" in old_values(clinic)
    run_to_the_end(a_rekeyer(clinic))
    left = {place.partition(".")[0] for place in old_values(clinic)}
    assert left == {"audit_entry", "command_done"}
    assert broken(clinic) == []
    assert house.database.read(lambda s: list(broken_links(s))) == []


def test_with_one_key_there_is_nothing_to_do(clinic: Clinic) -> None:
    clinic.a_patient()
    assert not a_rekeyer(clinic).run()
    assert clinic.app.house.database.read(lambda s: s.scalars(select(Rekeying)).all()) == []


def test_it_waits_until_every_instance_seals_with_the_new_key(clinic: Clinic) -> None:
    clinic.a_patient()
    rotate(clinic)
    house, at = clinic.app.house, [100.0]
    rekeyer = Rekeyer(house.database, house.vault, house.clock, seconds=lambda: at[0], settle=10)
    assert not rekeyer.run()
    at[0] = 109.9
    assert not rekeyer.run()
    assert "patient.name" in old_values(clinic)
    at[0] = 110.0
    assert rekeyer.run()


def test_a_kill_in_mid_batch_costs_that_batch_alone(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        clinic.a_patient(name=f"张{number}")
    rotate(clinic)
    house, one, now = clinic.app.house, the_patients(), clinic.clock.now()
    house.database.write(lambda s: rekey_batch(s, house.vault, one, now, 3))
    assert old_values(clinic)["patient.name"] == 4
    keep = rekeying._keep

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rekeying, "_keep", killed)
    with pytest.raises(KeyboardInterrupt):
        house.database.write(lambda s: rekey_batch(s, house.vault, one, now, 3))
    assert old_values(clinic)["patient.name"] == 4, "the batch was undone as a whole"
    monkeypatch.setattr(rekeying, "_keep", keep)
    seen: list[int] = []
    row = rekeying.rekey_row
    monkeypatch.setattr(
        rekeying, "rekey_row", lambda s, v, o, r: (seen.append(r[0]), row(s, v, o, r))[1]
    )
    run_to_the_end(a_rekeyer(clinic))
    assert len(seen) == 4, "it goes on behind the finished batch"
    assert "patient.name" not in old_values(clinic)


def test_a_value_written_in_between_is_left_to_its_writer(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = clinic.a_patient()
    house, one = clinic.app.house, the_patients()
    stale = house.database.read(
        lambda s: s.execute(select(one.key, *one.columns).where(one.key == patient.id)).one()
    )
    changed = patient_fields(name="王小二", identity_number=patient.identity_number)
    clinic.amy.send(ChangePatient(patient_id=patient.id, version=patient.version, fields=changed))
    rotate(clinic)
    assert house.database.write(lambda s: rekeying.rekey_row(s, house.vault, one, stale))
    assert clinic.amy.send(LoadPatient(patient_id=patient.id)).name == "王小二"
    assert "patient.name" not in old_values(clinic)


def test_a_value_that_does_not_open_is_left_and_reported(clinic: Clinic) -> None:
    mine, other = clinic.a_patient(), clinic.a_patient(name="李四")
    house = clinic.app.house
    stolen = house.database.read(
        lambda s: s.scalar(select(Patient.phone).where(Patient.id == other.id))
    )
    swap = update(Patient).where(Patient.id == mine.id).values(phone=stolen)
    house.database.write(lambda s: s.execute(swap))
    rotate(clinic)
    with capture_logs() as lines:
        run_to_the_end(a_rekeyer(clinic))
    places = {
        (line["table"], line["column"], line["row"])
        for line in lines
        if line["event"] == "seal broken"
    }
    assert places == {("patient", "phone", mine.id)}
    assert old_values(clinic)["patient.phone"] == 1
    state = house.database.read(lambda s: s.get(Rekeying, "patient"))
    assert state is not None
    assert state.left == 1
    assert state.done_at is not None


def test_a_later_key_begins_anew(clinic: Clinic) -> None:
    clinic.a_patient()
    for _ in range(2):
        rotate(clinic)
        run_to_the_end(a_rekeyer(clinic))
    house = clinic.app.house
    assert house.database.read(lambda s: count_by_key(s, the_patients()))["name"] == {3: 1}


class Desks:
    """People who change and read their patient again and again, each on one of two instances."""

    def __init__(self, clinics: Sequence[Clinic], patients: Sequence[PatientView]) -> None:
        self.names = {patient.id: patient.name for patient in patients}
        self.failures: list[BaseException] = []
        self._done = threading.Event()
        self._threads = [
            threading.Thread(target=self._guarded, args=(clinics[n % len(clinics)].amy, patient))
            for n, patient in enumerate(patients)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    def _guarded(self, desk: Colleague, patient: PatientView) -> None:
        try:
            self._work(desk, patient)
        except BaseException as error:
            self.failures.append(error)

    def _work(self, desk: Colleague, patient: PatientView) -> None:
        turn, version = 0, patient.version
        while turn < 4 or not self._done.is_set():
            name, turn = f"张第{turn}", turn + 1
            fields = _fields(patient, name)
            asked = ChangePatient(patient_id=patient.id, version=version, fields=fields)
            version = desk.send(asked, reasons="checked").version
            assert desk.send(LoadPatient(patient_id=patient.id)).name == name
            self.names[patient.id] = name


@pytest.mark.concurrency
@pytest.mark.parametrize("database_kind", ["sqlite", "mariadb"], indirect=True)
def test_the_clinic_works_while_values_are_sealed_anew(clinic: Clinic, tmp_path: Path) -> None:
    """Two instances, writers and readers on both, the second one late to learn of each key."""
    second = with_own_keys(clinic, tmp_path)
    watch = KeyWatch(second.app.house.vault, tmp_path / "keys")
    patients = [clinic.a_patient(name=f"张{n}") for n in range(6)]
    with Desks((clinic, second), patients) as desks:
        for _ in range(3):
            rotate(clinic)
            run_to_the_end(a_rekeyer(clinic))
            watch.look()
            run_to_the_end(a_rekeyer(clinic))
    assert desks.failures == []
    rotate(clinic)
    run_to_the_end(a_rekeyer(clinic))
    for patient_id, name in desks.names.items():
        assert clinic.amy.send(LoadPatient(patient_id=patient_id)).name == name
    counts = clinic.app.house.database.read(lambda s: count_by_key(s, the_patients()))
    assert counts["name"] == {clinic.app.house.vault.field_keys.current: len(patients)}
    assert broken(clinic) == []


def _fields(patient: PatientView, name: str) -> PatientFields:
    return patient_fields(
        name=name, identity_number=patient.identity_number, phone=patient.phone,
        born_on=patient.born_on, sex=patient.sex,
    )  # fmt: skip
