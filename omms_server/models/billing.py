"""Bills, charges, payments and the double-entry ledger."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Row, UnitPrice, UtcMoment, ascii_text, table_args


class Bill(Row):
    """What a visit costs. One open bill a visit (unique `open_key`); settled once, whole."""

    __tablename__ = "bill"
    __table_args__ = table_args(
        Index("ix_bill_state", "state", "opened_at"), Index("ix_bill_paid", "state", "paid_at")
    )
    number: Mapped[str] = mapped_column(ascii_text(20), unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    state: Mapped[str] = mapped_column(ascii_text(10))
    open_key: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    """The appointment's id while the bill is open and takes further charges."""
    total: Mapped[int] = mapped_column(BigInteger)
    opened_at: Mapped[datetime] = mapped_column(UtcMoment)
    paid_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    settled_by: Mapped[int | None] = mapped_column(BigInteger)
    pending_payment_id: Mapped[int | None] = mapped_column(BigInteger)
    """A gateway payment that waits: the bill is frozen meanwhile."""
    receipt_no: Mapped[str | None] = mapped_column(ascii_text(20), unique=True)
    version: Mapped[int] = mapped_column(Integer)


class Charge(Row):
    """One line of a bill, made by one act (unique by its source): price and name of the time of the
    act."""

    __tablename__ = "charge"
    __table_args__ = table_args(UniqueConstraint("source_kind", "source_id", "item_code"))
    bill_id: Mapped[int] = mapped_column(ForeignKey("bill.id"), index=True)
    source_kind: Mapped[str] = mapped_column(ascii_text(20))
    source_id: Mapped[int] = mapped_column(BigInteger)
    item_code: Mapped[str] = mapped_column(ascii_text(20))
    name: Mapped[str] = mapped_column(String(160))
    category: Mapped[str] = mapped_column(ascii_text(10))
    quantity: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(10))
    price: Mapped[Decimal] = mapped_column(UnitPrice)
    amount: Mapped[int] = mapped_column(BigInteger)


class Payment(Row):
    """One payment of a bill. `paid_key` is the bill's id once it succeeded: a bill cannot be paid
    twice."""

    __tablename__ = "payment"
    bill_id: Mapped[int] = mapped_column(ForeignKey("bill.id"), index=True)
    tender: Mapped[str] = mapped_column(ascii_text(10))
    state: Mapped[str] = mapped_column(ascii_text(12))
    amount: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger)
    change: Mapped[int] = mapped_column("change_given", BigInteger)
    order_no: Mapped[str] = mapped_column(ascii_text(32), unique=True)
    gateway_no: Mapped[str | None] = mapped_column(ascii_text(64), unique=True)
    code_url: Mapped[str] = mapped_column(String(300))
    paid_key: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[int] = mapped_column(BigInteger)


class LedgerEntry(Row):
    """One leg of a posting, append-only. The legs of a posting sum to zero."""

    __tablename__ = "ledger_entry"
    __table_args__ = table_args(UniqueConstraint("posting_id", "account"))
    posting_id: Mapped[int] = mapped_column(BigInteger)
    account: Mapped[str] = mapped_column(ascii_text(20))
    amount: Mapped[int] = mapped_column(BigInteger)
    bill_id: Mapped[int] = mapped_column(ForeignKey("bill.id"), index=True)
    payment_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcMoment)


class Series(Base):
    """A running number that must be consecutive; taken in the transaction that uses it."""

    __tablename__ = "series"
    name: Mapped[str] = mapped_column(ascii_text(40), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
