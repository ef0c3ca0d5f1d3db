"""Consents to open a record, and openings in an emergency (DOMAIN ACC-R3, ACC-R4)."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from .base import Row, UtcMoment, ascii_text, sealed, table_args


class SharingGrant(Row):
    """A patient's consent that one person or department opens his record; never deleted."""

    __tablename__ = "sharing_grant"
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    first_day: Mapped[date | None] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    purpose: Mapped[bytes] = mapped_column(sealed(900))
    signer: Mapped[bytes] = mapped_column(sealed(900))
    given_at: Mapped[datetime] = mapped_column(UtcMoment)
    until: Mapped[datetime] = mapped_column(UtcMoment)
    """The end, excluded."""
    recorded_by: Mapped[int] = mapped_column(BigInteger)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    revoked_by: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(Integer)


class EmergencyOpening(Row):
    """A record opened in an emergency, and what its review found."""

    __tablename__ = "emergency_opening"
    __table_args__ = table_args(Index("ix_emergency_opening_reader", "patient_id", "by_id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    until: Mapped[datetime] = mapped_column(UtcMoment)
    reason: Mapped[str] = mapped_column(ascii_text(20))
    explanation: Mapped[bytes] = mapped_column(sealed(2200))
    verdict: Mapped[str | None] = mapped_column(ascii_text(20), index=True)
    reviewed_by: Mapped[int | None] = mapped_column(BigInteger)
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    remark: Mapped[bytes] = mapped_column(sealed(2200))
    version: Mapped[int] = mapped_column(Integer)
