"""The bench's database: many patients, sessions with room, prescriptions to dispense."""

from __future__ import annotations

import csv
import random
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from omms_server.contract.patients import IdentityKind
from omms_server.core.context import House
from omms_server.core.ids import new_id
from omms_server.core.vault import Vault
from omms_server.domains.patients.repository import SEALED
from omms_server.domains.patients.search import Identity, identity_value, written_values
from omms_server.models.billing import Bill
from omms_server.models.catalogue import Drug
from omms_server.models.charting import Encounter, Prescription, PrescriptionLine
from omms_server.models.patient import Patient
from omms_server.models.pharmacy import Batch, StockMovement
from omms_server.models.scheduling import Appointment, Slot

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文辉玲红梅兰国志海燕晓东"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ROWS_A_FILE = 200_000


def load_patients(house: House, count: int, first: int, folder: Path, connection: Any) -> None:
    """Add invented patients by LOAD DATA, index values sorted so that the tree grows at its end."""
    patients, keys = folder / "patients.csv", folder / "keys.csv"
    with patients.open("w", newline="") as people, keys.open("w", newline="") as values:
        people_rows, value_rows = csv.writer(people), csv.writer(values)
        for row, indexed in _patients(house.vault, count, first):
            people_rows.writerow(row)
            value_rows.writerows((value.hex(), row[0]) for value in indexed)
    subprocess.run(["sort", "-o", keys, "-S", "2G", keys], check=True, env={"LC_ALL": "C"})
    with connection.cursor() as cursor:
        cursor.execute("SET foreign_key_checks=0, unique_checks=0")
        cursor.execute(_LOAD_PATIENTS, (str(patients),))
        cursor.execute(_LOAD_KEYS, (str(keys),))
    connection.commit()
    patients.unlink()
    keys.unlink()


def _patients(vault: Vault, count: int, first: int) -> Iterator[tuple[list[Any], set[bytes]]]:
    chance = random.Random(first)
    for serial in range(first, first + count):
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(33_000))
        name = chance.choice(SURNAMES) + "".join(
            chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2)))
        )
        body = f"{100000 + serial // 1000:06d}{born:%Y%m%d}{serial % 1000:03d}"
        total = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True))
        number = body + "10X98765432"[total % 11]
        who = Identity(name, born, number, f"13{serial:09d}")
        patient_id = new_id()
        texts = (name, number, who.phone, "示范路", "")
        sealed = [
            vault.seal(field, patient_id, plain).hex()
            for field, plain in zip(SEALED.values(), texts, strict=True)
        ]
        head = [patient_id, f"{serial:08d}", "male" if int(body[-1]) % 2 else "female", born]
        tail = [IdentityKind.RESIDENT.value, identity_value(vault, number).hex()]
        yield [*head, *tail, *sealed], written_values(vault, who)


_LOAD_PATIENTS = """
LOAD DATA LOCAL INFILE %s INTO TABLE patient CHARACTER SET ascii
FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\r\\n'
(id, number, sex, born_on, identity_kind, @i, @n, @d, @p, @a, @r)
SET identity_index=UNHEX(@i), name=UNHEX(@n), identity_number=UNHEX(@d), phone=UNHEX(@p),
address=UNHEX(@a), no_identity_reason=UNHEX(@r), allergy_state='none_known',
registered_at=0, version=1
"""
_LOAD_KEYS = """
LOAD DATA LOCAL INFILE %s INTO TABLE patient_key CHARACTER SET ascii
FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\r\\n' (@v, patient_id) SET value=UNHEX(@v)
"""


def make_room(house: House) -> list[int]:
    """Give every future slot room for the load; returns their ids."""
    now = house.clock.now()

    def work(session: Session) -> list[int]:
        session.execute(update(Slot).values(capacity=1_000_000))
        return list(session.scalars(select(Slot.id).where(Slot.ends_at > now + timedelta(hours=1))))

    return house.database.write(work)


def spread_numbers(house: House) -> None:
    """Keep the numbers of neighbouring slots apart although each has room for a million."""

    def work(session: Session) -> None:
        # Slots begin on the half hour, so this differs within a session.
        half_hour = "(starts_at DIV 1800000) % 48"
        session.execute(text(f"UPDATE slot SET first_number = ({half_hour} + 1) * 1000000"))

    house.database.write(work)


def load_prescriptions(house: House, count: int) -> list[int]:
    """Paid and approved prescriptions of two lines each, and stock enough for all of them."""
    now = house.clock.now()

    def work(session: Session) -> list[int]:
        template = session.execute(select(Appointment).limit(1)).scalars().one()
        drugs = session.scalars(select(Drug).order_by(Drug.code).limit(50)).all()
        _stock(session, [drug.id for drug in drugs], count, now)
        rows = [_prescription(template, drugs, n, now) for n in range(count)]
        for index, table in enumerate((Appointment, Bill, Encounter, Prescription)):
            session.execute(insert(table), [row[index] for row in rows])
        session.execute(insert(PrescriptionLine), [line for row in rows for line in row[4]])
        return [row[3]["id"] for row in rows]

    return house.database.write(work)


def _stock(session: Session, drugs: list[int], count: int, now: Any) -> None:
    for drug_id in drugs:
        batch_id, units = new_id(), count * 50
        batch = {
            "id": batch_id,
            "drug_id": drug_id,
            "lot": "BENCH",
            "expires_on": now.date() + timedelta(days=10),
            "shelf": "Z-1",
            "on_hand": units,
            "received_at": now,
        }
        movement = {
            "id": new_id(),
            "batch_id": batch_id,
            "units": units,
            "kind": "receive",
            "source_id": batch_id,
            "at": now,
            "by_id": 1,
        }
        session.execute(insert(Batch), batch)
        session.execute(insert(StockMovement), movement)


def _prescription(template: Any, drugs: Any, number: int, now: Any) -> tuple[Any, ...]:
    appointment_id, bill_id, encounter_id = new_id(), new_id(), new_id()
    prescription_id = new_id()
    shared = {
        "patient_id": template.patient_id,
        "doctor_id": template.doctor_id,
        "department_id": template.department_id,
    }
    appointment = {
        **shared,
        "id": appointment_id,
        "slot_id": template.slot_id,
        "session_id": template.session_id,
        "on_date": template.on_date,
        "number": 10_000_000 + number,
        "channel": "counter",
        "state": "finished",
        "booked_at": now,
        "misses": 0,
        "version": 1,
    }
    bill = {
        "id": bill_id,
        "number": f"X{number:08d}",
        "patient_id": template.patient_id,
        "appointment_id": appointment_id,
        "state": "paid",
        "total": 100,
        "opened_at": now,
        "version": 1,
    }
    encounter = {
        **shared,
        "id": encounter_id,
        "appointment_id": appointment_id,
        "state": "signed",
        "started_at": now,
        "version": 1,
    }
    prescription = {
        **shared,
        "id": prescription_id,
        "number": f"X{number:08d}",
        "encounter_id": encounter_id,
        "kind": "GEN",
        "state": "approved",
        "on_date": now.date(),
        "signed_at": now,
        "valid_until": now + timedelta(days=1),
        "amount": 100,
        "bill_id": bill_id,
        "review_remark": b"",
        "version": 1,
    }
    lines = [
        {
            "id": new_id(),
            "prescription_id": prescription_id,
            "position": position,
            "drug_id": drugs[(number + position * 7) % len(drugs)].id,
            "dose": Decimal(1),
            "route": "PO",
            "frequency": "BID",
            "timing": "",
            "days": 3,
            "units": 6,
            "price": Decimal("0.5"),
            "amount": 300,
            "remark": "",
        }
        for position in (1, 2)
    ]
    return appointment, bill, encounter, prescription, lines


def some_searches(count: int, first: int, wanted: int) -> list[str]:
    """Texts that find one or a few of the loaded patients: initials, tails, phones, names."""
    chance = random.Random(7)
    texts = []
    for _ in range(wanted):
        serial = first + chance.randrange(count)
        kind = chance.randrange(3)
        name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
        texts.append((f"13{serial:09d}", f"{serial % 10000:04d}", name)[kind])
    return texts


def patient_ids(house: House, wanted: int) -> list[int]:
    """Ids of patients to book for."""
    return house.database.read(
        lambda session: list(session.scalars(select(Patient.id).limit(wanted)))
    )
