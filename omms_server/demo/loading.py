"""Loads the demonstration's clinic into an empty database: the same clinic for the same day and
seed."""

from __future__ import annotations

from random import Random

from faker import Faker
from sqlalchemy.orm import Session

from omms_server.core.clock import local_date
from omms_server.core.context import House
from omms_server.core.passwords import Passwords

from .catalogue import seed_charge_items, seed_departments, seed_drugs, seed_stock
from .patients import PatientRows, seed_patients
from .people import PASSWORD, seed_people, seed_sidecar
from .schedule import Schedule, seed_schedule

SEED = 20261123
PATIENTS = 2000


def load_clinic(house: House, sidecar_password: str, *, patients: int = PATIENTS) -> None:
    """Departments, staff, catalogues, stock, patients, two weeks of sessions each way: one
    transaction."""
    passwords = Passwords(house.vault)
    hashed, sidecar = passwords.hash(PASSWORD), passwords.hash(sidecar_password)

    def work(session: Session) -> None:
        random, faker = Random(SEED), Faker("zh_CN")
        faker.seed_instance(SEED)
        now, zone = house.clock.now(), house.clock.zone
        today = local_date(now, zone)
        ids = seed_departments(session, house.reference)
        doctors = seed_people(session, random, ids, faker.name, hashed)
        seed_sidecar(session, sidecar)
        seed_charge_items(session, house.reference)
        drugs = seed_drugs(session, random, house.reference)
        seed_stock(session, random, house.reference, drugs, now)
        rows = PatientRows(house.vault, faker, random, now)
        made = seed_patients(session, rows, random, house.vault, patients, today)
        schedule = Schedule(random, zone, now, made)
        seed_schedule(session, schedule, doctors, ids, today)

    house.database.write(work)
