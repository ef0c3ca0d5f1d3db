"""Every query about sessions, slots, appointments and booking codes."""

from collections import namedtuple
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Bundle, Session

from omms_server.core.ids import new_id
from omms_server.core.prepared import CountUp, Prepared
from omms_server.core.rows import rows_changed, table_of
from omms_server.models.base import Base
from omms_server.models.billing import Bill
from omms_server.models.catalogue import Department
from omms_server.models.scheduling import Appointment, BookingCode, ClinicSession, Slot
from omms_server.models.staff import Staff


def _part(model: type[Base], *names: str) -> Bundle[Any]:
    """Some columns of a table, read as `row.<Model>.<column>`: values, not objects."""
    return Bundle(model.__name__, *(getattr(model, name) for name in names))


_SLOT = (
    select(
        _part(Slot, "id", "starts_at", "ends_at", "capacity", "taken"),
        _part(
            ClinicSession,
            *("id", "department_id", "doctor_id", "on_date", "half_day", "kind", "room"),
            "fee_items",
        ),
        _part(Department, "id", "name", "place", "online_booking", "min_age", "max_age", "sex"),
        _part(Staff, "name", "title"),
    )
    .select_from(Slot)
    .join(ClinicSession, ClinicSession.id == Slot.session_id)
    .join(Department, Department.id == ClinicSession.department_id)
    .join(Staff, Staff.id == ClinicSession.doctor_id)
)
_APPOINTMENT = (
    select(
        _part(
            Appointment,
            *("id", "slot_id", "session_id", "patient_id", "department_id", "doctor_id"),
            *("on_date", "number", "channel", "state", "bill_id", "booked_at", "checked_in_at"),
            *("called_at", "queue_segment", "queue_at", "misses", "version"),
        ),
        _part(Slot, "id", "starts_at", "ends_at"),
        _part(ClinicSession, "id", "room", "fee_items"),
        _part(Department, "name", "place"),
        _part(Staff, "name"),
        Bill.state.label("bill_state"),
    )
    .select_from(Appointment)
    .join(Slot, Slot.id == Appointment.slot_id)
    .join(ClinicSession, ClinicSession.id == Appointment.session_id)
    .join(Department, Department.id == Appointment.department_id)
    .join(Staff, Staff.id == Appointment.doctor_id)
    .join(Bill, Bill.id == Appointment.bill_id, isouter=True)
)
_ONE_APPOINTMENT = _APPOINTMENT.where(Appointment.id == bindparam("appointment_id"))
_SLOTS, _SESSIONS = table_of(Slot), table_of(ClinicSession)
_DEPARTMENTS, _STAFF = table_of(Department), table_of(Staff)
_BOOKED_SLOT = (
    select(
        *_SLOTS.c["id", "starts_at", "ends_at", "capacity", "first_number"],
        *_SESSIONS.c["id", "department_id", "doctor_id", "on_date", "half_day"],
        *_SESSIONS.c["room", "fee_items"],
        *_DEPARTMENTS.c["name", "place", "online_booking", "min_age", "max_age", "sex"],
        _STAFF.c.name,
    )
    .select_from(_SLOTS)
    .join(_SESSIONS, _SESSIONS.c.id == _SLOTS.c.session_id)
    .join(_DEPARTMENTS, _DEPARTMENTS.c.id == _SESSIONS.c.department_id)
    .join(_STAFF, _STAFF.c.id == _SESSIONS.c.doctor_id)
    .where(_SLOTS.c.id == bindparam("slot_id"))
)
_BookedSlot = namedtuple("_BookedSlot", "id starts_at ends_at capacity first_number")
_BookedSession = namedtuple(
    "_BookedSession", "id department_id doctor_id on_date half_day room fee_items"
)
_BookedDepartment = namedtuple("_BookedDepartment", "name place online_booking min_age max_age sex")
_BookedStaff = namedtuple("_BookedStaff", "name")
_Bookable = namedtuple("_Bookable", "Slot ClinicSession Department Staff")


def _bookable(*values: Any) -> _Bookable:
    """A row in the shape of those of `_SLOT`."""
    return _Bookable(
        _BookedSlot(*values[:5]),
        _BookedSession(*values[5:12]),
        _BookedDepartment(*values[12:18]),
        _BookedStaff(values[18]),
    )


_ONE_SLOT = Prepared(_BOOKED_SLOT, shape=_bookable)
_TAKE = CountUp(
    _SLOTS,
    "issued",
    (_SLOTS.c.id == bindparam("slot_id"), _SLOTS.c.taken < _SLOTS.c.capacity),
    "taken",
)
_ADDED = (
    *("id", "slot_id", "session_id", "patient_id", "department_id", "doctor_id", "on_date"),
    *("number", "channel", "state", "active_key", "booked_at", "misses", "version"),
)
_ADD = Prepared(insert(table_of(Appointment)), _ADDED)


class Schedule:
    """Reads and writes the schedule in the transaction of the call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def departments(self, *, every: bool = False) -> list[Department]:
        """Departments open to outpatients, or all, in catalogue order."""
        statement = select(Department).order_by(Department.position)
        open_to_all = statement.where(Department.outpatient.is_(True))
        return list(self._session.scalars(statement if every else open_to_all))

    def slots(self, first: date, last: date, department_id: int | None) -> list[Any]:
        """Slots of these days with session, department and doctor, in order."""
        statement = _SLOT.where(ClinicSession.on_date.between(first, last))
        if department_id is not None:
            statement = statement.where(ClinicSession.department_id == department_id)
        order = (ClinicSession.on_date, Department.position, ClinicSession.id, Slot.starts_at)
        return list(self._session.execute(statement.order_by(*order)))

    def slot(self, slot_id: int) -> Any | None:
        """What a booking needs of a slot, its session, department and doctor."""
        return _ONE_SLOT.row(self._session, {"slot_id": slot_id})

    def take(self, slot_id: int) -> int | None:
        """Take one place of a slot if there is one; how many were ever given out, locked until the
        commit."""
        return _TAKE.next(self._session, {"slot_id": slot_id})

    def give_back(self, slot_id: int) -> None:
        """Free one place; its number is never used again (DOMAIN REG-R11)."""
        rows_changed(
            self._session, update(Slot).where(Slot.id == slot_id).values(taken=Slot.taken - 1)
        )

    def next_extra(self, session_id: int) -> int:
        """The next number after the planned ones of a session."""
        row = update(ClinicSession).where(ClinicSession.id == session_id)
        rows_changed(self._session, row.values(next_extra=ClinicSession.next_extra + 1))
        statement = select(ClinicSession.next_extra).where(ClinicSession.id == session_id)
        return self._session.scalars(statement).one() - 1

    def add(self, **values: Any) -> int:
        """Insert an appointment; the unique keys refuse a second one of the day and department."""
        appointment_id = new_id()
        _ADD.change(self._session, {"id": appointment_id, **values})
        return appointment_id

    def appointment(self, appointment_id: int) -> Any | None:
        """An appointment with slot, session, department, doctor and its bill's state, read anew."""
        found = self._session.execute(_ONE_APPOINTMENT, {"appointment_id": appointment_id})
        return found.one_or_none()

    def active(self, active_key: str) -> Any | None:
        """The standing appointment of a patient, day and department."""
        statement = _APPOINTMENT.where(Appointment.active_key == active_key)
        return self._session.execute(statement).one_or_none()

    def page(self, conditions: Sequence[Any], page: int, size: int) -> tuple[list[Any], int]:
        """A page of appointments in order of time and number, and how many there are."""
        total = self._session.scalar(
            select(func.count()).select_from(Appointment).where(*conditions)
        )
        statement = (
            _APPOINTMENT.where(*conditions)
            .order_by(Slot.starts_at, Appointment.number, Appointment.id)
            .limit(size)
            .offset((page - 1) * size)
        )
        return list(self._session.execute(statement)), total or 0

    def of_doctor(self, doctor_id: int, on: date, states: Iterable[str]) -> list[Any]:
        """A doctor's appointments of a day in these states."""
        statement = _APPOINTMENT.where(
            Appointment.doctor_id == doctor_id,
            Appointment.on_date == on,
            Appointment.state.in_(list(states)),
        )
        return list(self._session.execute(statement))

    def segments(self, session_id: int) -> list[datetime]:
        """When the segments of a session begin."""
        return list(
            self._session.scalars(select(Slot.starts_at).where(Slot.session_id == session_id))
        )

    def move(self, appointment_id: int, states: Sequence[str], **values: Any) -> bool:
        """Change an appointment if it is in one of these states."""
        moving = update(Appointment).where(
            Appointment.id == appointment_id, Appointment.state.in_(states)
        )
        values = {"version": Appointment.version + 1, **values}
        return rows_changed(self._session, moving.values(**values)) == 1

    def last_code(self, mobile_index: bytes) -> BookingCode | None:
        """The newest code sent to a mobile number."""
        statement = (
            select(BookingCode)
            .where(BookingCode.mobile_index == mobile_index)
            .order_by(BookingCode.id.desc())
            .limit(1)
        )
        return self._session.scalar(statement)

    def add_code(self, **values: Any) -> None:
        """Keep a code's digest."""
        self._session.execute(insert(BookingCode), {"id": new_id(), "tries": 0, **values})

    def use_code(self, code: BookingCode, digest: bytes, now: datetime, tries: int) -> bool:
        """Use a code up if it fits and still stands."""
        using = update(BookingCode).where(
            BookingCode.id == code.id,
            BookingCode.code_digest == digest,
            BookingCode.used_by.is_(None),
            BookingCode.expires_at > now,
            BookingCode.tries < tries,
        )
        return rows_changed(self._session, using.values(used_by=1)) == 1

    def count_try(self, code: BookingCode) -> None:
        """Count a wrong code."""
        counting = update(BookingCode).where(BookingCode.id == code.id)
        rows_changed(self._session, counting.values(tries=BookingCode.tries + 1))
