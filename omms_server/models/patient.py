"""Patients, the keyed look-up values by which they are found, and their allergies."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Row, UtcMoment, ascii_text, digest, sealed


class Patient(Row):
    """A person the clinic knows. Identity and contact are sealed (ARCHITECTURE, what always holds
    5)."""

    __tablename__ = "patient"
    number: Mapped[str] = mapped_column(ascii_text(12), unique=True)
    sex: Mapped[str] = mapped_column(ascii_text(10))
    born_on: Mapped[date] = mapped_column(Date)
    identity_kind: Mapped[str] = mapped_column(ascii_text(20))
    identity_index: Mapped[bytes | None] = mapped_column(digest(16), unique=True)
    name: Mapped[bytes] = mapped_column(sealed(300))
    identity_number: Mapped[bytes] = mapped_column(sealed(100))
    phone: Mapped[bytes] = mapped_column(sealed(100))
    address: Mapped[bytes] = mapped_column(sealed(900))
    no_identity_reason: Mapped[bytes] = mapped_column(sealed(900))
    allergy_state: Mapped[str] = mapped_column(ascii_text(20))
    registered_at: Mapped[datetime] = mapped_column(UtcMoment)
    version: Mapped[int] = mapped_column(Integer)


class PatientKey(Base):
    """A blind index value of a patient: name prefixes, pinyin, initials, phone and its tail,
    identity number."""

    __tablename__ = "patient_key"
    value: Mapped[bytes] = mapped_column(digest(16), primary_key=True)
    patient_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("patient.id"), primary_key=True, autoincrement=False, index=True
    )


class PatientAllergy(Row):
    """An allergy entry; never deleted, only set inactive with a reason (DOMAIN ALG-R1)."""

    __tablename__ = "patient_allergy"
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    group_code: Mapped[str] = mapped_column(ascii_text(20))
    allergen: Mapped[bytes] = mapped_column(sealed(300))
    reaction: Mapped[bytes] = mapped_column(sealed(900))
    severity: Mapped[str] = mapped_column(ascii_text(20))
    noted_on: Mapped[date] = mapped_column(Date)
    noted_by: Mapped[int] = mapped_column(BigInteger)
    active: Mapped[bool] = mapped_column(Boolean)
