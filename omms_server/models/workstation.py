"""The machines that may talk to the server, and the one-time codes with which they enrol."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Row, UtcMoment, ascii_text, digest


class Workstation(Row):
    """A desk or a service such as the sidecar, known by the SHA-256 of its certificate."""

    __tablename__ = "workstation"
    name: Mapped[str] = mapped_column(ascii_text(60), unique=True)
    kind: Mapped[str] = mapped_column(ascii_text(20))
    fingerprint: Mapped[str] = mapped_column(ascii_text(64), unique=True)
    issued_at: Mapped[datetime] = mapped_column(UtcMoment)
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)
    next_fingerprint: Mapped[str | None] = mapped_column(ascii_text(64), unique=True)
    """Of a renewed certificate that was not seen yet; when it is, it takes the place of the
    present one."""
    next_issued_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    next_expires_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    revoked_by: Mapped[str] = mapped_column(String(60))
    """The person's name; empty while the certificate stands."""
    last_seen: Mapped[datetime | None] = mapped_column(UtcMoment)


class EnrolmentCode(Row):
    """A one-time code; only its keyed digest is kept."""

    __tablename__ = "enrolment_code"
    digest: Mapped[bytes] = mapped_column(digest(32), unique=True)
    name: Mapped[str] = mapped_column(ascii_text(60))
    kind: Mapped[str] = mapped_column(ascii_text(20))
    made_by: Mapped[str] = mapped_column(String(60))
    expires_at: Mapped[datetime] = mapped_column(UtcMoment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    tries: Mapped[int] = mapped_column(Integer)
    """Wrong codes that were typed while this one waited."""
