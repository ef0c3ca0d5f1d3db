"""Appointments: book, cancel, check in, list."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from omms_server.contract import scheduling as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotFound
from omms_server.contract.patients import PatientRow
from omms_server.contract.permissions import Permission
from omms_server.core.context import Context
from omms_server.domains.access import service as access
from omms_server.domains.billing import service as billing
from omms_server.domains.patients import service as patients
from omms_server.models.scheduling import Appointment

from . import rules, views
from .repository import Schedule

State = said.AppointmentState


def list_departments(request: said.ListDepartments, ctx: Context) -> tuple[said.Department, ...]:
    """Departments open to outpatients, or all."""
    rows = Schedule(ctx.session).departments(every=request.every)
    return tuple(views.department(row) for row in rows)


def list_sessions(request: said.ListSessions, ctx: Context) -> tuple[said.SessionSlots, ...]:
    """A day's sessions with their slots."""
    rows = Schedule(ctx.session).slots(request.on, request.on, request.department_id)
    return views.sessions(rows, ctx)


def book(request: said.BookAppointment, ctx: Context) -> said.Appointment:
    """Take a number at the counter."""
    schedule = Schedule(ctx.session)
    row = existing_slot(schedule, request.slot_id)
    rules.refuse_over(row.Slot.ends_at, ctx.now)
    return views.booked(take_number(row, request.patient_id, said.Channel.COUNTER, ctx), ctx)


def take_number(row: Any, patient_id: int, channel: said.Channel, ctx: Context) -> views.Booked:
    """Book a slot for a patient: one conditional update takes the place, unique keys are the second
    belt."""
    schedule = Schedule(ctx.session)
    session = row.ClinicSession
    zone = ctx.house.clock.zone
    rules.refuse_unreleased(session.on_date, ctx.now, ctx.house.settings.booking, zone)
    face = _refuse_inadmissible(row, patient_id, ctx)
    slot = row.Slot
    issued = schedule.take(slot.id)
    if issued is None:
        raise said.SlotFull(booked=slot.capacity, quota=slot.capacity)
    planned = issued <= slot.capacity
    active_key = f"{patient_id}:{session.on_date:%y%m%d}:{session.department_id}"
    written = {
        "slot_id": slot.id,
        "session_id": session.id,
        "patient_id": patient_id,
        "department_id": session.department_id,
        "doctor_id": session.doctor_id,
        "on_date": session.on_date,
        "number": slot.first_number + issued - 1 if planned else schedule.next_extra(session.id),
        "channel": channel.value,
        "state": State.BOOKED.value,
        "active_key": active_key,
        "booked_at": ctx.now,
        "misses": 0,
        "version": 1,
    }
    try:
        appointment_id = schedule.add(**written)
    except IntegrityError as error:
        raise _already_booked(schedule, active_key) from error
    ctx.about(patient_id, f"appointment:{appointment_id}")
    ctx.publish(Topic.APPOINTMENTS, appointment_id)
    return views.Booked.of(row, face, appointment_id, written)


def cancel(request: said.CancelAppointment, ctx: Context) -> said.Appointment:
    """Give a number back before the visit. An unpaid fee is taken off the bill."""
    schedule = Schedule(ctx.session)
    row = existing(schedule, request.appointment_id)
    cancellable = (State.BOOKED.value, State.CHECKED_IN.value)
    if not schedule.move(
        row.Appointment.id, cancellable, state=State.CANCELLED.value, active_key=None
    ):
        raise said.WrongState(state=row.Appointment.state)
    schedule.give_back(row.Slot.id)
    if row.Appointment.bill_id is not None:
        billing.reverse(ctx, row.Appointment.bill_id, "registration", [row.Appointment.id])
    ctx.about(row.Appointment.patient_id, f"appointment:{row.Appointment.id}")
    ctx.trail.reasons += [request.reason] if request.reason else []
    ctx.publish(Topic.APPOINTMENTS, row.Appointment.id)
    ctx.publish(Topic.QUEUE, row.Appointment.doctor_id)
    return view(row.Appointment.id, ctx)


def check_in(request: said.CheckIn, ctx: Context) -> said.Appointment:
    """The patient is here: into the queue, and the registration fee onto the visit's bill."""
    schedule = Schedule(ctx.session)
    row = existing(schedule, request.appointment_id)
    booked, slot = row.Appointment, row.Slot
    refuse_beyond(booked, Permission.CHECK_IN, ctx)
    booking, zone = ctx.house.settings.booking, ctx.house.clock.zone
    if booked.state == State.BOOKED.value:
        rules.refuse_check_in(slot.starts_at, slot.ends_at, ctx.now, booking, zone)
    segments = schedule.segments(booked.session_id)
    moved = schedule.move(
        booked.id,
        (State.BOOKED.value,),
        state=State.CHECKED_IN.value,
        checked_in_at=ctx.now,
        queue_at=ctx.now,
        queue_segment=rules.queue_segment(slot.starts_at, slot.ends_at, ctx.now, segments),
    )
    if not moved:
        raise said.WrongState(state=booked.state)
    codes = views.fee_codes(row.ClinicSession.fee_items)
    if codes:
        acts = billing.priced_acts(ctx, codes, "registration", booked.id)
        bill_id = billing.charge(
            ctx, appointment_id=booked.id, patient_id=booked.patient_id, acts=acts
        )
        schedule.move(booked.id, (State.CHECKED_IN.value,), bill_id=bill_id)
    ctx.about(booked.patient_id, f"appointment:{booked.id}")
    ctx.publish(Topic.APPOINTMENTS, booked.id)
    ctx.publish(Topic.QUEUE, booked.doctor_id)
    return view(booked.id, ctx)


def list_appointments(request: said.ListAppointments, ctx: Context) -> said.AppointmentsPage:
    """A day's appointments, those within the asker's reach."""
    conditions: list[Any] = [
        Appointment.on_date == request.on,
        *access.visits_within(ctx, Permission.APPOINTMENTS_READ),
    ]
    for column, value in (
        (Appointment.doctor_id, request.doctor_id),
        (Appointment.department_id, request.department_id),
        (Appointment.patient_id, request.patient_id),
    ):
        if value is not None:
            conditions.append(column == value)
    if request.states:
        conditions.append(Appointment.state.in_([state.value for state in request.states]))
    rows, total = Schedule(ctx.session).page(conditions, request.page, request.size)
    return said.AppointmentsPage(rows=views.appointments(rows, ctx), total=total)


def load_arrival(request: said.LoadArrival, ctx: Context) -> said.Arrival:
    """The patient at the counter and his appointments of the day."""
    access.require(ctx, request.patient_id, Permission.PATIENTS_READ)
    conditions = [
        Appointment.on_date == request.on, Appointment.patient_id == request.patient_id,
    ]  # fmt: skip
    rows, _ = Schedule(ctx.session).page(conditions, 1, 20)
    return said.Arrival(
        banner=patients.banner(request.patient_id, ctx), today=views.appointments(rows, ctx)
    )


def begin_visit(appointment_id: int, ctx: Context) -> Appointment:
    """Called (or waiting) to in visit; for charting."""
    startable = (State.CHECKED_IN.value, State.CALLED.value)
    return _move(appointment_id, startable, State.IN_VISIT, ctx)


def finish_visit(appointment_id: int, ctx: Context) -> Appointment:
    """In visit to finished; for charting."""
    return _move(appointment_id, (State.IN_VISIT.value,), State.FINISHED, ctx)


def view(appointment_id: int, ctx: Context) -> said.Appointment:
    """An appointment as it stands now."""
    return views.appointment(existing(Schedule(ctx.session), appointment_id), ctx)


def view_within(appointment_id: int, permission: Permission, ctx: Context) -> said.Appointment:
    """An appointment as it stands now, or `NotFound` when it is beyond the actor's reach."""
    row = existing(Schedule(ctx.session), appointment_id)
    refuse_beyond(row.Appointment, permission, ctx)
    return views.appointment(row, ctx)


def existing(schedule: Schedule, appointment_id: int) -> Any:
    """The appointment's row with names, or `NotFound`."""
    row = schedule.appointment(appointment_id)
    if row is None:
        raise NotFound(what="appointment")
    return row


def refuse_beyond(booked: Any, permission: Permission, ctx: Context) -> None:
    """Raise `NotFound` for an appointment beyond the actor's reach."""
    if not access.covers_visit(ctx, permission, booked.doctor_id, booked.department_id):
        raise NotFound(what="appointment")


def existing_slot(schedule: Schedule, slot_id: int) -> Any:
    """The slot's row with names, or `NotFound`."""
    row = schedule.slot(slot_id)
    if row is None:
        raise NotFound(what="slot")
    return row


def _move(appointment_id: int, states: tuple[str, ...], to: State, ctx: Context) -> Appointment:
    schedule = Schedule(ctx.session)
    moved = schedule.move(appointment_id, states, state=to.value)
    row = existing(schedule, appointment_id)
    if not moved:
        raise said.WrongState(state=row.Appointment.state)
    ctx.publish(Topic.QUEUE, row.Appointment.doctor_id)
    ctx.publish(Topic.APPOINTMENTS, appointment_id)
    appointment: Appointment = row.Appointment
    return appointment


def _refuse_inadmissible(row: Any, patient_id: int, ctx: Context) -> PatientRow:
    """The patient, when the department admits him."""
    face = patients.faces({patient_id}, ctx).get(patient_id)
    if face is None:
        raise NotFound(what="patient")
    department = row.Department
    admitted = rules.Admitted(
        department.name, department.min_age, department.max_age, department.sex
    )
    rules.refuse_inadmissible(admitted, face.born_on, face.sex, row.ClinicSession.on_date)
    return face


def _already_booked(schedule: Schedule, active_key: str) -> said.AlreadyBooked:
    row = schedule.active(active_key)
    number = row.Appointment.number if row else ""
    doctor = row.Staff.name if row else ""
    return said.AlreadyBooked(existing=f"{doctor} {number}".strip(), limit=1)
