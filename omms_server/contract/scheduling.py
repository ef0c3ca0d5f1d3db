"""Departments, doctors' sessions, slots, appointments and the queue (DOMAIN 1)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from .faults import Fault
from .messages import Command, Message, Query
from .patients import Banner
from .types import Id, Line, Moment, Money, Sex


class HalfDay(StrEnum):
    """午别."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    NIGHT = "night"


class SessionKind(StrEnum):
    """号别."""

    GENERAL = "general"
    EXPERT = "expert"
    EMERGENCY = "emergency"


class AppointmentState(StrEnum):
    """DOMAIN 1.2. LOCKED and STOPPED come with paid booking and session stops."""

    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    CALLED = "called"
    IN_VISIT = "in_visit"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Channel(StrEnum):
    """Through which door an appointment came (DOMAIN 1.1, channel pools)."""

    WEB = "web"
    COUNTER = "counter"


class Department(Message):
    """A department that patients can be registered with."""

    id: Id
    code: str
    name: str
    name_en: str
    initials: str
    """Of the Chinese name in pinyin, upper case."""
    place: str


class Session(Message):
    """One doctor's half-day (排班)."""

    id: Id
    department_id: Id
    department: str
    doctor_id: Id
    doctor: str
    doctor_title: str
    on: date
    half_day: HalfDay
    kind: SessionKind
    room: str
    fee: Money
    free: int
    capacity: int


class Slot(Message):
    """A segment of time within a session and how many numbers it still has (号源). The time is the
    arrival time."""

    id: Id
    starts_at: Moment
    ends_at: Moment
    capacity: int
    free: int


class SessionSlots(Message):
    """A session with its slots in order."""

    session: Session
    slots: tuple[Slot, ...]


class ListDepartments(Query[tuple[Department, ...]]):
    """Departments open to outpatients, in catalogue order; `every` gives all others too."""

    method: ClassVar[str] = "scheduling.departments"
    every: bool = False


class ListSessions(Query[tuple[SessionSlots, ...]]):
    """Sessions of one day with their slots, of one department or of all."""

    method: ClassVar[str] = "scheduling.sessions"
    on: date
    department_id: Id | None = None


class Appointment(Message):
    """One patient's number with one doctor."""

    id: Id
    number: int
    patient_id: Id
    patient_number: str
    patient: str
    sex: Sex
    born_on: date
    phone_tail: str
    department: str
    doctor_id: Id
    doctor: str
    room: str
    starts_at: Moment
    ends_at: Moment
    state: AppointmentState
    channel: Channel
    checked_in_at: Moment | None
    fee: Money
    fee_paid: bool
    bill_id: Id | None


class BookAppointment(Command[Appointment]):
    """Take a number of a slot for a patient. Exactly one wins the last one."""

    method: ClassVar[str] = "scheduling.book"
    patient_id: Id
    slot_id: Id


class CancelAppointment(Command[Appointment]):
    """Give a number back before the visit; the slot can be taken again, the number is not (DOMAIN
    REG-R11)."""

    method: ClassVar[str] = "scheduling.cancel"
    appointment_id: Id
    reason: Line = ""


class CheckIn(Command[Appointment]):
    """The patient is here: enters the queue; the registration fee is charged (DOMAIN 1.2)."""

    method: ClassVar[str] = "scheduling.check_in"
    appointment_id: Id


class AppointmentsPage(Message):
    """One page of a day's appointments."""

    rows: tuple[Appointment, ...]
    total: int


class ListAppointments(Query[AppointmentsPage]):
    """A day's appointments, of one doctor, department or patient, or of all; by name, number or
    phone tail."""

    method: ClassVar[str] = "scheduling.appointments"
    on: date
    doctor_id: Id | None = None
    department_id: Id | None = None
    patient_id: Id | None = None
    states: Annotated[tuple[AppointmentState, ...], Field(max_length=7)] = ()
    page: int = Field(default=1, ge=1, le=1000)
    size: int = Field(default=50, ge=1, le=100)


class QueueRow(Message):
    """One waiting patient in calling order."""

    appointment_id: Id
    number: int
    patient_id: Id
    patient: str
    sex: Sex
    born_on: date
    starts_at: Moment
    state: AppointmentState
    checked_in_at: Moment | None
    fee_paid: bool
    misses: int


class LoadQueue(Query[tuple[QueueRow, ...]]):
    """A doctor's queue of a day: in visit and called first, then waiting in calling order, then not
    yet here."""

    method: ClassVar[str] = "scheduling.queue"
    doctor_id: Id
    on: date


class CallNext(Command[Appointment]):
    """Call the first waiting patient of the doctor's queue (DOMAIN REG-R13)."""

    method: ClassVar[str] = "scheduling.call_next"
    doctor_id: Id
    on: date


class CallPatient(Command[Appointment]):
    """Call one waiting patient; out of order a reason is asked for (DOMAIN REG-R16)."""

    method: ClassVar[str] = "scheduling.call"
    appointment_id: Id


class PassOver(Command[Appointment]):
    """The called patient did not come: back into the queue by the rule for missed calls (DOMAIN
    REG-R15)."""

    method: ClassVar[str] = "scheduling.pass_over"
    appointment_id: Id


class Arrival(Message):
    """What the desk needs at a glance when someone stands before it."""

    banner: Banner
    today: tuple[Appointment, ...]


class LoadArrival(Query[Arrival]):
    """The patient at the counter and his appointments of the day."""

    method: ClassVar[str] = "scheduling.arrival"
    patient_id: Id
    on: date


class SlotFull(Fault, code="scheduling.slot_full"):
    """The slot has no number left (DOMAIN REG-01). `booked`, `quota`."""


class NotReleased(Fault, code="scheduling.not_released"):
    """The slot is outside the booking window (DOMAIN REG-02). `release_time`."""


class SlotOver(Fault, code="scheduling.slot_over"):
    """The slot's time is over, or same-day booking has closed (DOMAIN REG-R2)."""


class AlreadyBooked(Fault, code="scheduling.already_booked"):
    """One booking per patient, day and department (DOMAIN REG-03). `existing`, `limit`."""


class Admission(Fault, code="scheduling.admission"):
    """The department does not admit this patient (DOMAIN REG-08). `dept`, `rule`, `value`."""


class WrongState(Fault, code="scheduling.wrong_state"):
    """The appointment's state does not allow this. `state`."""


class NotCheckInTime(Fault, code="scheduling.not_check_in_time"):
    """Check-in is open from 60 minutes before until the segment's end and the grace. `opens`,
    `closes`."""


class QueueEmpty(Fault, code="scheduling.queue_empty"):
    """Nobody is waiting."""
