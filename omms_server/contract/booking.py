"""Patients book for themselves: what is offered, one-time codes, the booking (DOMAIN 1.1)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from .faults import Fault
from .messages import Command, Message, Query
from .scheduling import Department, SessionSlots
from .types import Code, Id, Mobile, Moment, Money, Name


class CodeSent(Message):
    """The code is on its way. `shown_code` is filled in development only."""

    valid_minutes: int
    shown_code: str | None


class RequestBookingCode(Command[CodeSent]):
    """Send a one-time code to a mobile number for self-booking. Says nothing about whether the
    number is known."""

    method: ClassVar[str] = "booking.request_code"
    mobile: Mobile


class OnlineBooking(Message):
    """A confirmed booking as the patient sees it; shows no more than it must."""

    number: int
    patient_masked: str
    department: str
    doctor: str
    room: str
    place: str
    starts_at: Moment
    ends_at: Moment
    fee: Money
    calendar_uid: str
    cancel_until: Moment


class BookOnline(Command[OnlineBooking]):
    """A patient books for himself: name, identity number, phone and the code sent to it."""

    method: ClassVar[str] = "booking.book"
    slot_id: Id
    name: Name
    identity_number: Annotated[Code, Field(max_length=18)]
    mobile: Mobile
    code: Annotated[Code, Field(pattern=r"^\d{6}$")]


class OpenDay(Message):
    """A day on which a department has sessions to book."""

    on: date
    free: int


class OfferedDays(Message):
    """What can be booked online in one department."""

    department: Department
    days: tuple[OpenDay, ...]


class ListOfferedDays(Query[tuple[OfferedDays, ...]]):
    """Bookable departments with the free numbers of each day inside the booking window (DOMAIN
    REG-R1)."""

    method: ClassVar[str] = "booking.days"


class ListOfferedSlots(Query[tuple[SessionSlots, ...]]):
    """The bookable sessions of one department and day."""

    method: ClassVar[str] = "booking.slots"
    department_id: Id
    on: date


class WrongBookingCode(Fault, code="booking.wrong_code"):
    """The one-time code is wrong, used or expired. `left`: tries left."""

    keeps = True


class TooManyCodes(Fault, code="booking.too_many_codes"):
    """Too many codes were asked for. `seconds`, a part counted whole, until the next one."""


class IdentityMismatch(Fault, code="booking.identity_mismatch"):
    """The identity number is not valid, or belongs to another name. Nothing more is told."""
