"""The queue before a doctor's door: order, call, pass over (DOMAIN 1.4)."""

from datetime import date
from typing import Any

from omms_server.contract import scheduling as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import Busy, NotAllowed
from omms_server.contract.permissions import Permission, Role
from omms_server.core.context import Context, Question
from omms_server.domains.access import service as access

from . import rules, views
from .repository import Schedule
from .service import existing, refuse_beyond, view

State = said.AppointmentState
_SHOWN = (State.IN_VISIT, State.CALLED, State.CHECKED_IN, State.BOOKED)
_TRIES = 5


def load_queue(request: said.LoadQueue, ctx: Context) -> tuple[said.QueueRow, ...]:
    """In visit and called first, then the waiting in calling order, then those not yet here."""
    rows = _within(request.doctor_id, request.on, [state.value for state in _SHOWN], ctx)
    ranks = {state.value: rank for rank, state in enumerate(_SHOWN)}
    rows.sort(key=lambda row: (ranks[row.Appointment.state], _place(row), row.Appointment.number))
    return views.queue_rows(rows, ctx)


def call_next(request: said.CallNext, ctx: Context) -> said.Appointment:
    """Call the first waiting patient; when another desk was quicker, the one after."""
    _refuse_other_doctor(request.doctor_id, ctx)
    for _ in range(_TRIES):
        waiting = _waiting(request.doctor_id, request.on, ctx)
        if not waiting:
            raise said.QueueEmpty
        if _call(waiting[0].appointment_id, ctx):
            return view(waiting[0].appointment_id, ctx)
    raise Busy(seconds=1)


def call_patient(request: said.CallPatient, ctx: Context) -> said.Appointment:
    """Call a chosen patient; a reason is asked for when it is not his turn (DOMAIN REG-R16)."""
    row = existing(Schedule(ctx.session), request.appointment_id)
    booked = row.Appointment
    _refuse_stranger(booked, ctx)
    waiting = _waiting(booked.doctor_id, booked.on_date, ctx)
    if waiting and waiting[0].appointment_id != booked.id and booked.state == State.CHECKED_IN:
        ctx.ask([Question("REG-R16", "REASON", str(booked.number), {"number": booked.number})])
    if not _call(booked.id, ctx):
        raise said.WrongState(state=booked.state)
    return view(booked.id, ctx)


def pass_over(request: said.PassOver, ctx: Context) -> said.Appointment:
    """The called patient did not come: back five places, five more, the end, then lapsed (DOMAIN
    REG-R15)."""
    schedule = Schedule(ctx.session)
    booked = existing(schedule, request.appointment_id).Appointment
    _refuse_stranger(booked, ctx)
    misses = booked.misses + 1
    missed = rules.Waiting(booked.id, booked.queue_segment or ctx.now, booked.queue_at or ctx.now)
    others = _waiting(booked.doctor_id, booked.on_date, ctx)
    place = rules.place_after_miss(missed, others, misses)
    values: dict[str, Any] = (
        {"state": State.NO_SHOW.value, "active_key": None}
        if place is None
        else {
            "state": State.CHECKED_IN.value, "queue_segment": place.segment, "queue_at": place.at,
        }
    )  # fmt: skip
    if not schedule.move(booked.id, (State.CALLED.value,), misses=misses, **values):
        raise said.WrongState(state=booked.state)
    _tell(booked.patient_id, booked.id, booked.doctor_id, ctx)
    return view(booked.id, ctx)


def _call(appointment_id: int, ctx: Context) -> bool:
    schedule = Schedule(ctx.session)
    callable_states = (State.CHECKED_IN.value, State.CALLED.value)
    called = schedule.move(
        appointment_id, callable_states, state=State.CALLED.value, called_at=ctx.now
    )
    if called:
        booked = existing(schedule, appointment_id).Appointment
        _tell(booked.patient_id, booked.id, booked.doctor_id, ctx)
    return called


def _waiting(doctor_id: int, on: date, ctx: Context) -> list[rules.Waiting]:
    rows = _within(doctor_id, on, [State.CHECKED_IN.value], ctx)
    return rules.in_order(
        [
            rules.Waiting(
                row.Appointment.id,
                row.Appointment.queue_segment or row.Slot.starts_at,
                row.Appointment.queue_at or row.Slot.starts_at,
            )
            for row in rows
        ]
    )


def _place(row: Any) -> tuple[Any, Any]:
    return (
        row.Appointment.queue_segment or row.Slot.starts_at,
        row.Appointment.queue_at or row.Slot.starts_at,
    )


def _tell(patient_id: int, appointment_id: int, doctor_id: int, ctx: Context) -> None:
    ctx.about(patient_id, f"appointment:{appointment_id}")
    ctx.publish(Topic.QUEUE, doctor_id)
    ctx.publish(Topic.APPOINTMENTS, appointment_id)


def _within(doctor_id: int, on: date, states: list[str], ctx: Context) -> list[Any]:
    """A doctor's appointments of a day, those within the actor's reach."""
    return [
        row
        for row in Schedule(ctx.session).of_doctor(doctor_id, on, states)
        if access.covers_visit(
            ctx, Permission.CALL, row.Appointment.doctor_id, row.Appointment.department_id
        )
    ]


def _refuse_stranger(booked: Any, ctx: Context) -> None:
    _refuse_other_doctor(booked.doctor_id, ctx)
    refuse_beyond(booked, Permission.CALL, ctx)


def _refuse_other_doctor(doctor_id: int, ctx: Context) -> None:
    """A doctor calls his own queue; triage calls any of its departments."""
    roles = {post.role for post in ctx.actor.person.posts}
    if Role.TRIAGE_NURSE not in roles and ctx.actor.id != doctor_id:
        raise NotAllowed(permission=Permission.CALL.value)
