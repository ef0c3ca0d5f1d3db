"""Catalogues that other tables point to: departments, charge items and their prices, drugs."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import ExactDecimal, Row, UnitPrice, ascii_text, table_args


class Department(Row):
    """A department or room of the house."""

    __tablename__ = "department"
    code: Mapped[str] = mapped_column(ascii_text(20), unique=True)
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(50))
    name_en: Mapped[str] = mapped_column(String(80))
    initials: Mapped[str] = mapped_column(ascii_text(40))
    place: Mapped[str] = mapped_column(String(50))
    outpatient: Mapped[bool] = mapped_column(Boolean)
    online_booking: Mapped[bool] = mapped_column(Boolean)
    max_age: Mapped[int | None] = mapped_column(Integer)
    """Years, inclusive (DOMAIN REG-R6)."""
    min_age: Mapped[int | None] = mapped_column(Integer)
    sex: Mapped[str | None] = mapped_column(ascii_text(10))


class ChargeItem(Row):
    """Something that costs money (DOMAIN 6.1)."""

    __tablename__ = "charge_item"
    code: Mapped[str] = mapped_column(ascii_text(20), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    initials: Mapped[str] = mapped_column(ascii_text(60))
    category: Mapped[str] = mapped_column(ascii_text(10))
    unit: Mapped[str] = mapped_column(String(10))


class ChargePrice(Row):
    """A price version: in force from a day on, until the next one."""

    __tablename__ = "charge_price"
    __table_args__ = table_args(UniqueConstraint("item_id", "valid_from"))
    item_id: Mapped[int] = mapped_column(ForeignKey("charge_item.id"), index=True)
    valid_from: Mapped[date] = mapped_column(Date)
    price: Mapped[Decimal] = mapped_column(UnitPrice)


class Drug(Row):
    """A drug of one form and strength (品规, DOMAIN 5.1)."""

    __tablename__ = "drug"
    code: Mapped[str] = mapped_column(ascii_text(20), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(120))
    initials: Mapped[str] = mapped_column(ascii_text(60))
    form: Mapped[str] = mapped_column(String(20))
    spec: Mapped[str] = mapped_column(String(80))
    strength: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    dose_unit: Mapped[str] = mapped_column(String(10))
    min_unit: Mapped[str] = mapped_column(String(10))
    pack_size: Mapped[int] = mapped_column(Integer)
    pack_unit: Mapped[str] = mapped_column(String(10))
    unit_price: Mapped[Decimal] = mapped_column(UnitPrice)
    """Retail price of one smallest unit."""
    category: Mapped[str] = mapped_column(ascii_text(10))
    lower_limit: Mapped[int] = mapped_column(Integer)
    active: Mapped[bool] = mapped_column(Boolean)
