"""The demonstration's sessions, two weeks each way, and who has booked them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from omms_server.contract.scheduling import AppointmentState, Channel
from omms_server.core.clock import at_local
from omms_server.core.ids import new_id
from omms_server.models.scheduling import Appointment, ClinicSession, Slot

from .people import Doctor

DAYS = 14
HALVES = (("morning", time(8, 0), 8), ("afternoon", time(13, 30), 7))
SEGMENT = timedelta(minutes=30)
CAPACITY = 3
BOOKED_SHARE = 0.3
FEES = {"主任医师": "R02,C03", "副主任医师": "R02,C02"}


class Schedule:
    """Builds the rows of sessions, slots and appointments."""

    def __init__(
        self, random: Random, zone: ZoneInfo, now: datetime, patients: list[dict[str, Any]]
    ) -> None:
        self._random = random
        self._zone = zone
        self._now = now
        self._patients = patients
        self._taken: set[str] = set()
        self.sessions: list[dict[str, Any]] = []
        self.slots: list[dict[str, Any]] = []
        self.appointments: list[dict[str, Any]] = []

    def add_half_day(
        self, doctor: Doctor, department_id: int, day: date, half: tuple[str, time, int]
    ) -> None:
        """One session with its slots, and bookings for about a third of its places."""
        name, start, count = half
        starts_at = at_local(day, start, self._zone)
        session_id = new_id()
        self.sessions.append(
            {
                "id": session_id,
                "department_id": department_id,
                "doctor_id": doctor.id,
                "on_date": day,
                "half_day": name,
                "kind": "expert" if doctor.title in FEES else "general",
                "room": f"{self._random.randint(1, 3)}{self._random.randint(1, 20):02d}室",
                "starts_at": starts_at,
                "ends_at": starts_at + SEGMENT * count,
                "fee_items": FEES.get(doctor.title, "R01,C01"),
                "next_extra": count * CAPACITY + 1,
            }
        )
        for index in range(count):
            begins = starts_at + SEGMENT * index
            self._add_slot(session_id, doctor, department_id, (day, begins, index))

    def _add_slot(
        self, session_id: int, doctor: Doctor, department_id: int, at: tuple[date, datetime, int]
    ) -> None:
        day, begins, index = at
        slot_id, first = new_id(), index * CAPACITY + 1
        taken = 0
        for _ in range(CAPACITY):
            if self._random.random() < BOOKED_SHARE:
                where = (slot_id, session_id, doctor.id, department_id)
                taken += self._add_appointment(where, day, begins, first + taken)
        self.slots.append(
            {
                "id": slot_id,
                "session_id": session_id,
                "starts_at": begins,
                "ends_at": begins + SEGMENT,
                "capacity": CAPACITY,
                "taken": taken,
                "issued": taken,
                "first_number": first,
            }
        )

    def _add_appointment(
        self, where: tuple[int, int, int, int], day: date, begins: datetime, number: int
    ) -> int:
        slot_id, session_id, doctor_id, department_id = where
        patient = self._random.choice(self._patients)
        key = f"{patient['id']}:{day:%y%m%d}:{department_id}"
        if key in self._taken:
            return 0
        self._taken.add(key)
        past = begins.astimezone(self._zone).date() < self._now.astimezone(self._zone).date()
        state = AppointmentState.FINISHED if past else AppointmentState.BOOKED
        self.appointments.append(
            {
                "id": new_id(),
                "slot_id": slot_id,
                "session_id": session_id,
                "patient_id": patient["id"],
                "department_id": department_id,
                "doctor_id": doctor_id,
                "on_date": day,
                "number": number,
                "channel": self._random.choice(list(Channel)).value,
                "state": state.value,
                "active_key": key,
                "booked_at": min(begins - timedelta(days=1), self._now),
                "checked_in_at": begins if past else None,
                "misses": 0,
                "version": 1,
            }
        )
        return 1

    def insert(self, session: Session) -> None:
        """Write all rows."""
        session.execute(insert(ClinicSession), self.sessions)
        session.execute(insert(Slot), self.slots)
        session.execute(insert(Appointment), self.appointments)


def seed_schedule(
    session: Session, schedule: Schedule, doctors: list[Doctor], ids: dict[str, int], today: date
) -> None:
    """Sessions of two weeks each way: weekdays both halves, weekends mornings of some."""
    for offset in range(-DAYS, DAYS + 1):
        day = today + timedelta(days=offset)
        for index, doctor in enumerate(doctors):
            weekend = day.weekday() >= 5
            halves = HALVES[:1] if weekend and index % 2 else HALVES
            if weekend and index % 3 == 2:
                continue
            for half in halves:
                schedule.add_half_day(doctor, ids[doctor.department], day, half)
    schedule.insert(session)
