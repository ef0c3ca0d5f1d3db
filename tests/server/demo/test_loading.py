"""The demonstration's clinic: as large as promised, believable, and true to every promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from omms_server.bootstrap import Application, build_house
from omms_server.contract.booking import ListOfferedDays
from omms_server.contract.identity import ResidentIdentity, read_identity_number
from omms_server.contract.patients import FindPatients, LoadPatient, RegisterPatient
from omms_server.contract.permissions import Role
from omms_server.contract.pharmacy import ListStock
from omms_server.contract.scheduling import ListSessions
from omms_server.core.keys import create_keys
from omms_server.core.migration import migrate
from omms_server.demo.loading import PATIENTS, load_clinic
from omms_server.demo.people import KNOWN, PASSWORD
from omms_server.models.catalogue import Department, Drug
from omms_server.models.patient import Patient
from omms_server.models.pharmacy import Batch
from omms_server.models.scheduling import Appointment, ClinicSession
from omms_server.models.staff import Account, Post, Staff
from omms_server.settings import ServerSettings
from omms_server.verification import verify
from tests.support import clinic as support
from tests.support.clinic import TODAY, Clinic, FixedClock, patient_fields

FEW = 120


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A small demonstration, loaded once."""
    folder: Path = tmp_path_factory.mktemp("demo")
    create_keys(folder / "keys")
    clock = FixedClock()
    house = build_house(ServerSettings(data=folder, development=True), clock=clock)
    migrate(house.database.engine)
    load_clinic(house, "sidecar's password", patients=FEW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(support, "PASSWORD", PASSWORD)
        yield Clinic(Application(house, password_cost=4), clock)
    house.database.close()


def count(demo: Clinic, table: Any, *conditions: Any) -> int:
    counting = select(func.count()).select_from(table).where(*conditions)
    return demo.app.house.database.read(lambda session: session.scalar(counting) or 0)


def test_twelve_clinical_departments(demo: Clinic) -> None:
    clinical = Department.code.startswith("D"), Department.outpatient.is_(True)
    assert count(demo, Department, *clinical) == 12


def test_forty_people_in_all_roles_and_the_sidecar(demo: Clinic) -> None:
    roles = demo.app.house.database.read(lambda s: Counter(s.scalars(select(Post.role))))
    assert count(demo, Staff) == count(demo, Account) == 41
    assert set(roles) == {role.value for role in Role if role is not Role.PATIENT}
    assert roles[Role.SIDECAR.value] == 1


def test_the_full_clinic_has_two_thousand_patients() -> None:
    assert PATIENTS == 2000


def test_sessions_two_weeks_each_way_in_every_department(demo: Clinic) -> None:
    wanted = select(ClinicSession.on_date, ClinicSession.department_id)
    rows = demo.app.house.database.read(lambda s: [(r[0], r[1]) for r in s.execute(wanted)])
    days = {day for day, _ in rows}
    assert days == {TODAY + timedelta(days=offset) for offset in range(-14, 15)}
    assert len({department for day, department in rows if day == TODAY}) == 12


def test_past_numbers_are_finished_and_coming_ones_booked(demo: Clinic) -> None:
    past, coming = Appointment.on_date < TODAY, Appointment.on_date >= TODAY
    assert count(demo, Appointment, past) > 100
    assert count(demo, Appointment, coming) > 100
    assert count(demo, Appointment, past, Appointment.state != "finished") == 0
    assert count(demo, Appointment, coming, Appointment.state != "booked") == 0


def test_drugs_lie_in_several_batches_and_some_have_expired(demo: Clinic) -> None:
    assert count(demo, Drug) >= 200
    assert count(demo, Batch) > 2 * count(demo, Drug)
    assert count(demo, Batch, Batch.expires_on < TODAY) > 0


def test_prices_could_be_true(demo: Clinic) -> None:
    rows = demo.app.house.database.read(
        lambda s: [tuple(row) for row in s.execute(select(Drug.min_unit, Drug.unit_price))]
    )
    tablets = sorted(price for unit, price in rows if unit in ("片", "粒"))
    others = sorted(price for unit, price in rows if unit in ("支", "瓶"))
    assert Decimal("0.05") <= tablets[0]
    assert tablets[-1] <= Decimal("1.50")
    assert tablets[len(tablets) // 2] < Decimal("0.70")
    assert others[len(others) // 2] > tablets[-1]
    assert max(others) <= 68


def test_every_promise_is_kept(demo: Clinic) -> None:
    broken = {k: v for k, v in demo.app.house.database.read(verify).items() if v}
    assert broken == {}


def test_patients_are_found_and_their_identities_are_valid(demo: Clinic) -> None:
    amy = demo.colleague("amy")
    numbers = demo.app.house.database.read(lambda s: list(s.scalars(select(Patient.number))))
    assert len(numbers) == FEW
    (row,) = amy.send(FindPatients(text=numbers[7])).rows
    patient = amy.send(LoadPatient(patient_id=row.id))
    assert isinstance(read_identity_number(patient.identity_number, TODAY), ResidentIdentity)
    by_name = amy.send(FindPatients(text=patient.name)).rows
    assert patient.id in {one.id for one in by_name}


def test_the_next_patient_gets_the_next_number(demo: Clinic) -> None:
    made = demo.colleague("amy").send(RegisterPatient(fields=patient_fields()), reasons="checked")
    assert int(made.number) == FEW + 1


@pytest.mark.parametrize("username", [row[0] for row in KNOWN])
def test_the_introduced_people_can_sign_in_and_see_the_schedule(
    demo: Clinic, username: str
) -> None:
    colleague = demo.colleague(username)
    assert colleague.signed_in.person.name == next(row[1] for row in KNOWN if row[0] == username)
    if username == "amy":
        assert colleague.send(ListSessions(on=TODAY))
    if username == "chen":
        assert colleague.send(ListStock())


def test_the_sidecar_offers_days_to_book(demo: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support, "PASSWORD", "sidecar's password")
    offered = demo.sidecar.send(ListOfferedDays())
    assert sum(day.free for one in offered for day in one.days) > 500


def test_the_same_day_gives_the_same_clinic(tmp_path: Path, demo: Clinic) -> None:
    create_keys(tmp_path / "keys")
    house = build_house(ServerSettings(data=tmp_path, development=True), clock=FixedClock())
    migrate(house.database.engine)
    load_clinic(house, "sidecar's password", patients=FEW)
    wanted = select(Patient.number, Patient.born_on, Patient.sex).order_by(Patient.number)

    def people(database: Any) -> list[tuple[str, date, str]]:
        rows: list[tuple[str, date, str]] = database.read(
            lambda session: [tuple(row) for row in session.execute(wanted.limit(FEW))]
        )
        return rows

    assert people(house.database) == people(demo.app.house.database)
    assert isinstance(demo.clock.at, datetime)
    house.database.close()
