"""Patients book for themselves through the sidecar: what is offered, one-time codes, booking."""

import secrets
from datetime import timedelta
from itertools import groupby
from typing import Any

import structlog

from omms_server.contract import booking as online
from omms_server.contract import scheduling as said
from omms_server.contract.identity import ResidentIdentity, read_identity_number
from omms_server.contract.masking import mask_name
from omms_server.contract.patients import IdentityKind, PatientFields
from omms_server.core.context import Context
from omms_server.domains.billing import service as billing
from omms_server.domains.patients import service as patients

from . import rules, views
from .repository import Schedule
from .service import existing_slot, take_number

log = structlog.get_logger()


def offered_days(_request: online.ListOfferedDays, ctx: Context) -> tuple[online.OfferedDays, ...]:
    """Departments with the free numbers of each bookable day."""
    schedule = Schedule(ctx.session)
    last = rules.last_released_day(ctx.now, ctx.house.settings.booking, ctx.house.clock.zone)
    rows = [row for row in schedule.slots(ctx.today, last, None) if _is_offered(row, ctx)]
    days: dict[int, list[online.OpenDay]] = {}
    by_day = groupby(rows, key=lambda row: (row.ClinicSession.on_date, row.Department.id))
    for (on, department_id), group in by_day:
        free = sum(row.Slot.capacity - row.Slot.taken for row in group)
        days.setdefault(department_id, []).append(online.OpenDay(on=on, free=free))
    return tuple(
        online.OfferedDays(department=views.department(row), days=tuple(days.get(row.id, ())))
        for row in schedule.departments()
        if row.online_booking
    )


def offered_slots(request: online.ListOfferedSlots, ctx: Context) -> tuple[said.SessionSlots, ...]:
    """The bookable sessions of one department and day."""
    last = rules.last_released_day(ctx.now, ctx.house.settings.booking, ctx.house.clock.zone)
    if not ctx.today <= request.on <= last:
        return ()
    rows = Schedule(ctx.session).slots(request.on, request.on, request.department_id)
    return views.sessions([row for row in rows if _is_offered(row, ctx)], ctx)


def request_code(request: online.RequestBookingCode, ctx: Context) -> online.CodeSent:
    """Make a one-time code for a mobile number. Sending is simulated: development shows it in the
    log."""
    booking = ctx.house.settings.booking
    schedule = Schedule(ctx.session)
    index = ctx.vault.index("mobile", request.mobile)
    last = schedule.last_code(index)
    if last is not None:
        pause = last.sent_at + timedelta(seconds=booking.code_pause_seconds) - ctx.now
        if pause > timedelta(0):
            raise online.TooManyCodes(seconds=-(-pause // timedelta(seconds=1)))
    code = f"{secrets.randbelow(10**6):06d}"
    schedule.add_code(
        mobile_index=index,
        code_digest=_digest(ctx, request.mobile, code),
        sent_at=ctx.now,
        expires_at=ctx.now + timedelta(minutes=booking.code_minutes),
    )
    shown = code if ctx.house.settings.development else None
    if shown:
        log.info("one-time code (development, nothing is sent)", code=shown)
    return online.CodeSent(valid_minutes=booking.code_minutes, shown_code=shown)


def book_online(request: online.BookOnline, ctx: Context) -> online.OnlineBooking:
    """Check the code, find or enrol the patient, take the number: one transaction."""
    schedule = Schedule(ctx.session)
    row = existing_slot(schedule, request.slot_id)
    if not _is_offered(row, ctx):
        raise said.SlotOver
    _use_code(request, schedule, ctx)
    patient_id = _patient(request, ctx)
    booked = take_number(row, patient_id, said.Channel.WEB, ctx)
    session = booked.ClinicSession
    return online.OnlineBooking(
        number=booked.Appointment.number,
        patient_masked=mask_name(request.name),
        department=booked.Department.name,
        doctor=booked.Staff.name,
        room=session.room,
        place=booked.Department.place,
        starts_at=booked.Slot.starts_at,
        ends_at=booked.Slot.ends_at,
        fee=billing.price_of(ctx, views.fee_codes(session.fee_items)),
        calendar_uid=f"appointment-{booked.Appointment.id}@omms",
        cancel_until=rules.cancel_until(booked.Slot.starts_at, ctx.house.clock.zone),
    )


def _use_code(request: online.BookOnline, schedule: Schedule, ctx: Context) -> None:
    booking = ctx.house.settings.booking
    code = schedule.last_code(ctx.vault.index("mobile", request.mobile))
    if code is None:
        raise online.WrongBookingCode(left=0)
    digest = _digest(ctx, request.mobile, request.code)
    if not schedule.use_code(code, digest, ctx.now, booking.code_tries):
        schedule.count_try(code)
        raise online.WrongBookingCode(left=max(0, booking.code_tries - 1 - code.tries))


def _patient(request: online.BookOnline, ctx: Context) -> int:
    """The patient of this identity number, who must have this name; else a new one."""
    read = read_identity_number(request.identity_number, ctx.today)
    if not isinstance(read, ResidentIdentity):
        raise online.IdentityMismatch
    known = patients.with_identity(read.number, ctx)
    if known is not None:
        if known.name != request.name:
            raise online.IdentityMismatch
        return known.id
    fields = PatientFields(
        name=request.name,
        sex=read.sex,
        born_on=read.birth_date,
        identity_kind=IdentityKind.RESIDENT,
        identity_number=read.number,
        phone=request.mobile,
    )
    return patients.enrol(fields, ctx).id


def _is_offered(row: Any, ctx: Context) -> bool:
    booking, zone = ctx.house.settings.booking, ctx.house.clock.zone
    closes = rules.closes_at(row.Slot.ends_at, row.ClinicSession.half_day, booking, zone)
    return bool(row.Department.online_booking) and ctx.now < closes


def _digest(ctx: Context, mobile: str, code: str) -> bytes:
    return ctx.vault.digest("booking-code", f"{mobile}:{code}")
