"""Staff, their accounts, posts, rights and sign-ins, and the clinic's own roles."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Row, UtcMoment, ascii_text, digest, table_args


class Staff(Row):
    """A person who works here, or a service such as the sidecar."""

    __tablename__ = "staff"
    staff_no: Mapped[str] = mapped_column(ascii_text(20), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    title: Mapped[str] = mapped_column(String(30))
    initials: Mapped[str] = mapped_column(ascii_text(120), default="")
    """The name's spellings in initials, each after a comma, so that `,wht` finds by beginning."""
    version: Mapped[int] = mapped_column(Integer, default=1)


class PrescribingRight(Row):
    """One prescribing right of a person (DOMAIN 3.4, 3.5), both days inclusive."""

    __tablename__ = "prescribing_right"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    code: Mapped[str] = mapped_column(ascii_text(30))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    granted_by: Mapped[str] = mapped_column(String(60))


class Account(Row):
    """What someone signs in with."""

    __tablename__ = "account"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    username: Mapped[str] = mapped_column(ascii_text(40), unique=True)
    password_hash: Mapped[str] = mapped_column(ascii_text(100))
    failures: Mapped[int] = mapped_column(Integer)
    locked_until: Mapped[datetime | None] = mapped_column(UtcMoment)
    disabled: Mapped[bool] = mapped_column(Boolean)
    must_change: Mapped[bool] = mapped_column(Boolean, default=False)
    """The password was given by somebody else: good for a week and for changing it."""
    password_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    """Since when the password holds; None where it never grows old: services and demonstrations."""
    active_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    """The last sign-in, or the creation or enabling before one; None is never called idle."""


class PastPassword(Row):
    """A password an account had, as its hash: the last few may not come back (DOMAIN SEC-09)."""

    __tablename__ = "past_password"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    password_hash: Mapped[str] = mapped_column(ascii_text(100))


class OwnRole(Row):
    """A role of the clinic's own."""

    __tablename__ = "own_role"
    code: Mapped[str] = mapped_column(ascii_text(24), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    permissions: Mapped[str] = mapped_column(ascii_text(4000))
    """Comma separated values of `Permission`."""
    version: Mapped[int] = mapped_column(Integer)


class Post(Row):
    """One role of a person, built-in or `own:<code>`, in a department or clinic-wide."""

    __tablename__ = "post"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str] = mapped_column(ascii_text(30))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)


class SignInSession(Row):
    """One sign-in at one workstation; sign-out, expiry or an old refresh token end it."""

    __tablename__ = "sign_in_session"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    refresh_digest: Mapped[bytes] = mapped_column(digest(32), unique=True)
    workstation: Mapped[str] = mapped_column(String(60))
    fingerprint: Mapped[str] = mapped_column(ascii_text(64))
    started_at: Mapped[datetime] = mapped_column(UtcMoment)
    expires_at: Mapped[datetime] = mapped_column(UtcMoment, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class SpentRefresh(Row):
    """A refresh token that was traded: whoever shows it again has copied it, or was copied."""

    __tablename__ = "spent_refresh"
    session_id: Mapped[int] = mapped_column(ForeignKey("sign_in_session.id"), index=True)
    digest: Mapped[bytes] = mapped_column(digest(32), unique=True)


class SignInFailure(Row):
    """A failed sign-in from one workstation, whoever's it was (DOMAIN SEC-02). `name`: the blind
    index value of a name that nobody has."""

    __tablename__ = "sign_in_failure"
    __table_args__ = table_args(
        Index("ix_sign_in_failure_desk", "fingerprint", "at"),
        Index("ix_sign_in_failure_name", "name", "at"),
    )
    fingerprint: Mapped[str] = mapped_column(ascii_text(64))
    name: Mapped[bytes | None] = mapped_column(digest(16))
    at: Mapped[datetime] = mapped_column(UtcMoment, index=True)
