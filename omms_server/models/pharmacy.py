"""Batches, stock movements and what was dispensed."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Row, UtcMoment, ascii_text, table_args


class Batch(Row):
    """One lot of a drug. `on_hand` never goes below zero: every UPDATE is conditional on it (DOMAIN
    ST-R1)."""

    __tablename__ = "batch"
    __table_args__ = table_args(
        UniqueConstraint("drug_id", "lot", "expires_on"),
        Index("ix_batch_fefo", "drug_id", "expires_on"),
    )
    drug_id: Mapped[int] = mapped_column(ForeignKey("drug.id"), index=True)
    lot: Mapped[str] = mapped_column(String(40))
    expires_on: Mapped[date] = mapped_column(Date)
    """The last day on which it may be used."""
    shelf: Mapped[str] = mapped_column(String(20))
    on_hand: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(UtcMoment)


class StockMovement(Row):
    """Append-only: units into (positive) or out of (negative) a batch; on-hand is their sum."""

    __tablename__ = "stock_movement"
    __table_args__ = table_args(UniqueConstraint("kind", "source_id", "batch_id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    units: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(ascii_text(12))
    source_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[int] = mapped_column(BigInteger)


class Dispense(Row):
    """A prescription handed out, once (unique)."""

    __tablename__ = "dispense"
    prescription_id: Mapped[int] = mapped_column(ForeignKey("prescription.id"), unique=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)


class DispenseLine(Row):
    """What was given for one line from one batch."""

    __tablename__ = "dispense_line"
    __table_args__ = table_args(UniqueConstraint("line_id", "batch_id"))
    dispense_id: Mapped[int] = mapped_column(ForeignKey("dispense.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("prescription_line.id"), index=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    units: Mapped[int] = mapped_column(BigInteger)
