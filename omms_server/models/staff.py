"""Staff, their accounts, posts and sign-ins."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Row, UtcMoment, ascii_text, digest


class Staff(Row):
    """A person who works here, or a service such as the sidecar."""

    __tablename__ = "staff"
    staff_no: Mapped[str] = mapped_column(ascii_text(20), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    title: Mapped[str] = mapped_column(String(30))
    rights: Mapped[str] = mapped_column(ascii_text(200))
    """Prescribing rights (DOMAIN 3.4), comma separated codes."""


class Account(Row):
    """What someone signs in with."""

    __tablename__ = "account"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    username: Mapped[str] = mapped_column(ascii_text(40), unique=True)
    password_hash: Mapped[str] = mapped_column(ascii_text(100))
    failures: Mapped[int] = mapped_column(Integer)
    locked_until: Mapped[datetime | None] = mapped_column(UtcMoment)
    disabled: Mapped[bool] = mapped_column(Boolean)


class Post(Row):
    """One role of a person, in a department or clinic-wide."""

    __tablename__ = "post"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str] = mapped_column(ascii_text(30))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)


class SignInSession(Row):
    """One sign-in at one workstation; sign-out, expiry or an old refresh token end it."""

    __tablename__ = "sign_in_session"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    refresh_digest: Mapped[bytes] = mapped_column(digest(32), unique=True)
    previous_digest: Mapped[bytes | None] = mapped_column(digest(32), unique=True)
    workstation: Mapped[str] = mapped_column(String(60))
    fingerprint: Mapped[str] = mapped_column(ascii_text(64))
    started_at: Mapped[datetime] = mapped_column(UtcMoment)
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)
