"""Rows of the schedule as the contract says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from omms_server.contract import scheduling as said
from omms_server.contract.billing import BillState
from omms_server.contract.patients import PatientRow
from omms_server.core.context import Context
from omms_server.domains.billing import service as billing
from omms_server.domains.patients import service as patients
from omms_server.models.catalogue import Department


def department(row: Department) -> said.Department:
    """A department."""
    return said.Department(
        id=row.id,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        initials=row.initials,
        place=row.place,
    )


def sessions(rows: Iterable[Any], ctx: Context) -> tuple[said.SessionSlots, ...]:
    """Sessions with their slots, from slot rows in order."""
    fees: dict[str, int] = {}
    found = []
    for _, group in groupby(rows, key=lambda row: row.ClinicSession.id):
        members = list(group)
        slots = tuple(_slot(row.Slot) for row in members)
        found.append(said.SessionSlots(session=_session(members[0], slots, fees, ctx), slots=slots))
    return tuple(found)


def fee_codes(fee_items: str) -> list[str]:
    """The codes of the charge items that a registration costs."""
    return [code for code in fee_items.split(",") if code]


def appointments(rows: list[Any], ctx: Context) -> tuple[said.Appointment, ...]:
    """Appointments as lists show them."""
    faces = patients.faces({row.Appointment.patient_id for row in rows}, ctx)
    fees: dict[str, int] = {}
    return tuple(_appointment(row, faces[row.Appointment.patient_id], fees, ctx) for row in rows)


def appointment(row: Any, ctx: Context) -> said.Appointment:
    """One appointment; every command on appointments answers with it."""
    return appointments([row], ctx)[0]


@dataclass(frozen=True)
class Booked:
    """An appointment that was just written, in the shape of a row that was read."""

    Appointment: Any
    Slot: Any
    ClinicSession: Any
    Department: Any
    Staff: Any
    face: PatientRow
    bill_state: None = None

    @classmethod
    def of(
        cls, slot: Any, face: PatientRow, appointment_id: int, written: Mapping[str, Any]
    ) -> Booked:
        """From the slot's row and what was written."""
        unset = {"checked_in_at": None, "bill_id": None}
        appointment = SimpleNamespace(id=appointment_id, **unset, **written)
        return cls(appointment, slot.Slot, slot.ClinicSession, slot.Department, slot.Staff, face)


def booked(row: Booked, ctx: Context) -> said.Appointment:
    """An appointment that was just written."""
    return _appointment(row, row.face, {}, ctx)


def queue_rows(rows: list[Any], ctx: Context) -> tuple[said.QueueRow, ...]:
    """The queue as the doctor sees it."""
    faces = patients.faces({row.Appointment.patient_id for row in rows}, ctx)
    return tuple(
        said.QueueRow(
            appointment_id=row.Appointment.id,
            number=row.Appointment.number,
            patient_id=row.Appointment.patient_id,
            patient=faces[row.Appointment.patient_id].name,
            sex=faces[row.Appointment.patient_id].sex,
            born_on=faces[row.Appointment.patient_id].born_on,
            starts_at=row.Slot.starts_at,
            state=said.AppointmentState(row.Appointment.state),
            checked_in_at=row.Appointment.checked_in_at,
            fee_paid=row.bill_state == BillState.PAID.value,
            misses=row.Appointment.misses,
        )
        for row in rows
    )


def _slot(slot: Any) -> said.Slot:
    return said.Slot(
        id=slot.id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        capacity=slot.capacity,
        free=slot.capacity - slot.taken,
    )


def _session(
    row: Any, slots: tuple[said.Slot, ...], fees: dict[str, int], ctx: Context
) -> said.Session:
    session = row.ClinicSession
    return said.Session(
        id=session.id,
        department_id=session.department_id,
        department=row.Department.name,
        doctor_id=session.doctor_id,
        doctor=row.Staff.name,
        doctor_title=row.Staff.title,
        on=session.on_date,
        half_day=said.HalfDay(session.half_day),
        kind=said.SessionKind(session.kind),
        room=session.room,
        fee=_fee(session.fee_items, fees, ctx),
        free=sum(slot.free for slot in slots),
        capacity=sum(slot.capacity for slot in slots),
    )


def _appointment(row: Any, face: Any, fees: dict[str, int], ctx: Context) -> said.Appointment:
    booked = row.Appointment
    return said.Appointment(
        id=booked.id,
        number=booked.number,
        patient_id=booked.patient_id,
        patient_number=face.number,
        patient=face.name,
        sex=face.sex,
        born_on=face.born_on,
        phone_tail=face.phone_tail,
        department=row.Department.name,
        doctor_id=booked.doctor_id,
        doctor=row.Staff.name,
        room=row.ClinicSession.room,
        starts_at=row.Slot.starts_at,
        ends_at=row.Slot.ends_at,
        state=said.AppointmentState(booked.state),
        channel=said.Channel(booked.channel),
        checked_in_at=booked.checked_in_at,
        fee=_fee(row.ClinicSession.fee_items, fees, ctx),
        fee_paid=row.bill_state == BillState.PAID.value,
        bill_id=booked.bill_id,
    )


def _fee(fee_items: str, fees: dict[str, int], ctx: Context) -> int:
    if fee_items not in fees:
        fees[fee_items] = billing.price_of(ctx, fee_codes(fee_items))
    return fees[fee_items]
