"""What the machinery keeps: commands done, the trail and its seal, events, tasks, leases, archived
papers."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import (
    Base,
    Row,
    UtcMoment,
    ascii_text,
    digest,
    large_bytes,
    sealed,
    table_args,
)


class CommandDone(Base):
    """A command's key with its first answer, written in the transaction of the effect."""

    __tablename__ = "command_done"
    key: Mapped[str] = mapped_column("command_key", ascii_text(64), primary_key=True)
    body_digest: Mapped[bytes] = mapped_column(digest(32))
    answer: Mapped[bytes] = mapped_column(large_bytes())
    at: Mapped[datetime] = mapped_column(UtcMoment, index=True)


class AuditEntry(Row):
    """One line of the trail; never updated or deleted. `AuditSeal` chains it afterwards."""

    __tablename__ = "audit_entry"
    __table_args__ = table_args(
        Index("ix_audit_entry_patient", "patient_id", "id"),
        Index("ix_audit_entry_person", "person_id", "id"),
    )
    at: Mapped[datetime] = mapped_column(UtcMoment)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    person: Mapped[str] = mapped_column(String(60))
    post: Mapped[str] = mapped_column(String(60))
    second_id: Mapped[int | None] = mapped_column(BigInteger)
    second: Mapped[str] = mapped_column(String(60))
    """Who signed in on the spot as the second person of this one command; else empty."""
    workstation: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(ascii_text(60))
    patient_id: Mapped[int | None] = mapped_column(BigInteger)
    subject: Mapped[str] = mapped_column(ascii_text(60))
    outcome: Mapped[str] = mapped_column(ascii_text(60))
    reason: Mapped[bytes] = mapped_column(sealed(2200))
    details: Mapped[bytes] = mapped_column(large_bytes())


class AuditSeal(Base):
    """The hash chain over the trail, written by the background sealer: one link an entry, without
    gaps."""

    __tablename__ = "audit_seal"
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    link: Mapped[bytes] = mapped_column(digest(32))


class AuditArchive(Base):
    """A part of the trail that was moved to a sealed file; the chain goes on after its last
    link."""

    __tablename__ = "audit_archive"
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    link: Mapped[bytes] = mapped_column(digest(32))
    entries: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    file: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[bytes] = mapped_column(digest(32))


class Event(Row):
    """News for live screens: which kind of data changed."""

    __tablename__ = "event"
    topic: Mapped[str] = mapped_column(ascii_text(20))
    ref: Mapped[int | None] = mapped_column(BigInteger)


class Task(Row):
    """Work that must follow a committed change and may be tried again: calls to a gateway,
    messages."""

    __tablename__ = "task"
    __table_args__ = table_args(
        UniqueConstraint("kind", "ref_id"), Index("ix_task_due", "state", "due_at")
    )
    kind: Mapped[str] = mapped_column(ascii_text(30))
    ref_id: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(ascii_text(10))
    tries: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime] = mapped_column(UtcMoment)
    last_error: Mapped[str] = mapped_column(ascii_text(60))


class Lease(Base):
    """Who may run a scheduled job now; `fence` grows with every change of holder."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(ascii_text(40), primary_key=True)
    holder: Mapped[str] = mapped_column(ascii_text(40))
    until: Mapped[datetime] = mapped_column(UtcMoment)
    fence: Mapped[int] = mapped_column(BigInteger)


class Rekeying(Base):
    """How far a table's sealed values have come over to the newest field key."""

    __tablename__ = "rekeying"
    table_name: Mapped[str] = mapped_column(ascii_text(64), primary_key=True)
    key_id: Mapped[int] = mapped_column(Integer)
    after: Mapped[int] = mapped_column("after_id", BigInteger)
    """The last row of this pass that was looked at."""
    changed: Mapped[int] = mapped_column(BigInteger)
    """How many rows this pass has sealed anew."""
    left: Mapped[int] = mapped_column("rows_left", BigInteger)
    """Rows that do not open and were left as they are, known at the end."""
    done_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class ArchivedPaper(Row):
    """A paper as it was printed; a reprint is a further copy number."""

    __tablename__ = "archived_paper"
    __table_args__ = table_args(UniqueConstraint("kind", "subject_id", "copy_no"))
    kind: Mapped[str] = mapped_column(ascii_text(20))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    copy_no: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(ascii_text(30))
    sha256: Mapped[bytes] = mapped_column(digest(32))
    pdf: Mapped[bytes] = mapped_column(large_bytes())
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[int] = mapped_column(BigInteger)
