"""Doctors' sessions, their slots, appointments, and one-time codes for self-booking."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Row, UtcMoment, ascii_text, digest, table_args


class ClinicSession(Row):
    """One doctor's half-day (排班)."""

    __tablename__ = "clinic_session"
    __table_args__ = table_args(
        UniqueConstraint("doctor_id", "on_date", "half_day"),
        Index("ix_clinic_session_day", "on_date", "department_id"),
    )
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    doctor_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    on_date: Mapped[date] = mapped_column(Date)
    half_day: Mapped[str] = mapped_column(ascii_text(10))
    kind: Mapped[str] = mapped_column(ascii_text(10))
    room: Mapped[str] = mapped_column(String(30))
    starts_at: Mapped[datetime] = mapped_column(UtcMoment)
    ends_at: Mapped[datetime] = mapped_column(UtcMoment)
    fee_items: Mapped[str] = mapped_column(ascii_text(100))
    """Codes of the charge items a registration costs, comma separated."""
    next_extra: Mapped[int] = mapped_column(Integer)
    """The next number after the planned ones; numbers given back are never used again (DOMAIN
    REG-R11)."""


class Slot(Row):
    """A segment of a session. `taken` never exceeds `capacity`: the booking's UPDATE is conditional
    on it."""

    __tablename__ = "slot"
    __table_args__ = table_args(UniqueConstraint("session_id", "starts_at"))
    session_id: Mapped[int] = mapped_column(ForeignKey("clinic_session.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcMoment)
    ends_at: Mapped[datetime] = mapped_column(UtcMoment)
    capacity: Mapped[int] = mapped_column(Integer)
    taken: Mapped[int] = mapped_column(Integer)
    issued: Mapped[int] = mapped_column(Integer)
    """How many of the planned numbers were ever given out."""
    first_number: Mapped[int] = mapped_column(Integer)


class Appointment(Row):
    """A patient's number with a doctor, from booking to the end of the visit (DOMAIN 1.2)."""

    __tablename__ = "appointment"
    __table_args__ = table_args(
        UniqueConstraint("session_id", "number"),
        Index("ix_appointment_day", "on_date", "doctor_id"),
        Index("ix_appointment_patient_day", "patient_id", "on_date"),
    )
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("clinic_session.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    doctor_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    on_date: Mapped[date] = mapped_column(Date)
    number: Mapped[int] = mapped_column(Integer)
    channel: Mapped[str] = mapped_column(ascii_text(10))
    state: Mapped[str] = mapped_column(ascii_text(12))
    active_key: Mapped[str | None] = mapped_column(ascii_text(60), unique=True)
    """patient:day:department while the booking stands: one per patient, day and department (DOMAIN
    REG-R3)."""
    bill_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    """The bill of the registration fee, from check-in on."""
    booked_at: Mapped[datetime] = mapped_column(UtcMoment)
    checked_in_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    called_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    queue_segment: Mapped[datetime | None] = mapped_column(UtcMoment)
    queue_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    """The queue's order is by segment, then by this moment (DOMAIN REG-R13)."""
    misses: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)


class BookingCode(Row):
    """A one-time code sent to a mobile number; only keyed digests are kept."""

    __tablename__ = "booking_code"
    mobile_index: Mapped[bytes] = mapped_column(digest(16), index=True)
    code_digest: Mapped[bytes] = mapped_column(digest(32))
    sent_at: Mapped[datetime] = mapped_column(UtcMoment)
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)
    tries: Mapped[int] = mapped_column(Integer)
    used_by: Mapped[int | None] = mapped_column(BigInteger)
