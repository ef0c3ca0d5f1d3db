"""Encounters, notes in versions, diagnoses, prescriptions and the answered findings."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import (
    ExactDecimal,
    Row,
    UnitPrice,
    UtcMoment,
    ascii_text,
    large_bytes,
    sealed,
    table_args,
)


class Encounter(Row):
    """One visit; exactly one for an appointment."""

    __tablename__ = "encounter"
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    doctor_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    state: Mapped[str] = mapped_column(ascii_text(12))
    started_at: Mapped[datetime] = mapped_column(UtcMoment)
    signed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    version: Mapped[int] = mapped_column(Integer)


class EncounterNote(Row):
    """One version of the note; a later one never replaces it."""

    __tablename__ = "encounter_note"
    __table_args__ = table_args(UniqueConstraint("encounter_id", "version"))
    encounter_id: Mapped[int] = mapped_column(ForeignKey("encounter.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    reason: Mapped[bytes] = mapped_column(sealed(2200))
    body: Mapped[bytes] = mapped_column(large_bytes())


class EncounterDiagnosis(Row):
    """A diagnosis of an encounter in its list's version; the first position is the main one."""

    __tablename__ = "encounter_diagnosis"
    __table_args__ = table_args(UniqueConstraint("encounter_id", "version", "position"))
    encounter_id: Mapped[int] = mapped_column(ForeignKey("encounter.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(ascii_text(20))
    name: Mapped[str] = mapped_column(String(100))
    suspected: Mapped[bool] = mapped_column(Boolean)


class Prescription(Row):
    """A signed prescription (DOMAIN 3.9)."""

    __tablename__ = "prescription"
    __table_args__ = table_args(
        Index("ix_prescription_day", "on_date", "state"),
        Index("ix_prescription_replaces_id", "replaces_id", unique=True),
    )
    number: Mapped[str] = mapped_column(ascii_text(20), unique=True)
    encounter_id: Mapped[int] = mapped_column(ForeignKey("encounter.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    doctor_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    kind: Mapped[str] = mapped_column(ascii_text(10))
    state: Mapped[str] = mapped_column(ascii_text(12))
    on_date: Mapped[date] = mapped_column(Date)
    signed_at: Mapped[datetime] = mapped_column(UtcMoment)
    valid_until: Mapped[datetime] = mapped_column(UtcMoment)
    amount: Mapped[int] = mapped_column(BigInteger)
    bill_id: Mapped[int | None] = mapped_column(ForeignKey("bill.id"), index=True)
    """The bill its lines are charged on; the prescription is paid when that bill is."""
    reviewed_by: Mapped[int | None] = mapped_column(BigInteger)
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    review_remark: Mapped[bytes] = mapped_column(sealed(900))
    replaces_id: Mapped[int | None] = mapped_column(BigInteger)
    """The rejected prescription that this one corrects; each is corrected once (DOMAIN RX-R12)."""
    version: Mapped[int] = mapped_column(Integer)


class PrescriptionLine(Row):
    """One medication of a prescription, with the price of the moment of signing."""

    __tablename__ = "prescription_line"
    __table_args__ = table_args(UniqueConstraint("prescription_id", "position"))
    prescription_id: Mapped[int] = mapped_column(ForeignKey("prescription.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    drug_id: Mapped[int] = mapped_column(ForeignKey("drug.id"), index=True)
    dose: Mapped[Decimal] = mapped_column(ExactDecimal)
    route: Mapped[str] = mapped_column(ascii_text(20))
    frequency: Mapped[str] = mapped_column(ascii_text(20))
    timing: Mapped[str] = mapped_column(ascii_text(20))
    days: Mapped[int] = mapped_column(Integer)
    units: Mapped[int] = mapped_column(BigInteger)
    price: Mapped[Decimal] = mapped_column(UnitPrice)
    amount: Mapped[int] = mapped_column(BigInteger)
    remark: Mapped[str] = mapped_column(String(200))


class PrescriptionFinding(Row):
    """A finding the doctor answered, and the reason given (DOMAIN 3.8)."""

    __tablename__ = "prescription_finding"
    prescription_id: Mapped[int] = mapped_column(ForeignKey("prescription.id"), index=True)
    code: Mapped[str] = mapped_column(ascii_text(20))
    level: Mapped[str] = mapped_column(ascii_text(12))
    subject: Mapped[str] = mapped_column(String(120))
    reason: Mapped[bytes] = mapped_column(sealed(2200))
