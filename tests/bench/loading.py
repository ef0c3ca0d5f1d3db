"""The bench's database: room in the sessions, bookings that nothing refuses, prescriptions."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from omms_server.contract.scheduling import BookAppointment
from omms_server.core.context import House
from omms_server.core.ids import new_id
from omms_server.domains.charting.prescriptions_repository import REVIEW_REMARK
from omms_server.domains.scheduling.rules import last_released_day
from omms_server.models.billing import Bill
from omms_server.models.catalogue import Department, Drug
from omms_server.models.charting import Encounter, Prescription, PrescriptionLine
from omms_server.models.patient import Patient
from omms_server.models.pharmacy import Batch, StockMovement
from omms_server.models.scheduling import Appointment, ClinicSession, Slot

ROOM = 1_000_000
"""Places that each slot gets; its numbers begin at a multiple of it."""


def make_room(house: House) -> None:
    """Give every slot room for the load, and keep the numbers of neighbouring slots apart."""

    def work(session: Session) -> None:
        session.execute(update(Slot).values(capacity=ROOM))
        # Slots begin on the half hour, so this differs within a session.
        half_hour = "UPDATE slot SET first_number = ((starts_at DIV 1800000) % 48 + 1) * :room"
        session.execute(text(half_hour), {"room": ROOM})

    house.database.write(work)


def bookings(house: House, first_patient: int) -> Callable[[], BookAppointment]:
    """Bookings that no rule refuses: no patient twice in one department on one day; patients with
    serial numbers from `first_patient` on. Safe from any thread."""
    days, patients = house.database.read(lambda s: _open_days(s, house)), _ids(house, first_patient)
    turns = itertools.count()

    def book() -> BookAppointment:
        turn = next(turns)
        round_, place = divmod(turn, len(patients))
        if round_ >= len(days):
            raise RuntimeError("every patient has booked every day: the load needs more patients")
        slots = days[(place + round_) % len(days)]
        slot_id = slots[turn // len(days) % len(slots)]
        return BookAppointment(patient_id=patients[place], slot_id=slot_id)

    return book


def _open_days(session: Session, house: House) -> list[list[int]]:
    """The bookable slots by day and department, of departments that admit everyone."""
    now, settings = house.clock.now(), house.settings.booking
    last = last_released_day(now, settings, house.clock.zone)
    rows = session.execute(
        select(Slot.id, ClinicSession.on_date, Department.id.label("department_id"))
        .join(ClinicSession, ClinicSession.id == Slot.session_id)
        .join(Department, Department.id == ClinicSession.department_id)
        .where(
            Slot.starts_at > now + timedelta(hours=3),
            ClinicSession.on_date <= last,
            Department.min_age.is_(None),
            Department.max_age.is_(None),
            Department.sex.is_(None),
        )
    )
    days: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        days[row.on_date, row.department_id].append(row.id)
    return list(days.values())


def _ids(house: House, first_patient: int) -> list[int]:
    wanted = select(Patient.id).where(Patient.number >= f"{first_patient:08d}").limit(12_000)
    return house.database.read(lambda session: list(session.scalars(wanted)))


def load_prescriptions(house: House, count: int) -> list[int]:
    """Paid and approved prescriptions of two lines each, and stock enough for all of them."""
    now = house.clock.now()

    def work(session: Session) -> list[int]:
        template = session.execute(select(Appointment).limit(1)).scalars().one()
        drugs = session.scalars(select(Drug).order_by(Drug.code).limit(50)).all()
        _stock(session, [drug.id for drug in drugs], count, now)
        rows = [_prescription(house, template, drugs, n) for n in range(count)]
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


def _prescription(house: House, template: Any, drugs: Any, number: int) -> tuple[Any, ...]:
    now = house.clock.now()
    appointment_id, bill_id, encounter_id, prescription_id = (new_id() for _ in range(4))
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
        "review_remark": house.vault.seal(REVIEW_REMARK, prescription_id, ""),
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
