"""Every query about accounts and sign-ins."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from omms_server.contract.sign_ins import ListSignIns
from omms_server.core.ids import new_id
from omms_server.core.rows import rows_changed
from omms_server.models.staff import (
    Account,
    PastPassword,
    SignInFailure,
    SignInSession,
    SpentRefresh,
    Staff,
)

from .lockout import DESK_FAILURES, MAX_FAILURES
from .people_repository import found_by


class Accounts:
    """Reads and writes accounts and sign-ins in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_username(self, username: str) -> Account | None:
        """The account of this name; names are ASCII, and MySQL compares them with nothing else."""
        if not username.isascii():
            return None
        return self._session.scalar(select(Account).where(Account.username == username.lower()))

    def of(self, account_id: int) -> Account:
        """One account."""
        return self._session.get_one(Account, account_id)

    def count_failure(self, account_id: int) -> int:
        """Count one wrong password; how many there are now. The row stays locked until the
        commit."""
        count = update(Account).where(Account.id == account_id)
        rows_changed(self._session, count.values(failures=Account.failures + 1))
        return self._session.scalars(select(Account.failures).where(Account.id == account_id)).one()

    def lock(self, account_id: int, until: datetime) -> None:
        """Lock an account for a time, and start counting anew."""
        locking = update(Account).where(Account.id == account_id)
        rows_changed(self._session, locking.values(failures=0, locked_until=until))

    def clear(self, account_id: int, now: datetime) -> bool:
        """Note a sign-in and start counting anew after a right password; False when the account
        is locked."""
        open_now = Account.locked_until.is_(None) | (Account.locked_until <= now)
        clearing = update(Account).where(Account.id == account_id, open_now)
        values = {"failures": 0, "locked_until": None, "active_at": now}
        return rows_changed(self._session, clearing.values(**values)) == 1

    def locked_until(self, account_id: int) -> datetime | None:
        """Until when an account is locked."""
        statement = select(Account.locked_until).where(Account.id == account_id)
        return self._session.scalars(statement).one()

    def note_failure(self, fingerprint: str, at: datetime, name: bytes | None) -> None:
        """Count a failure of a workstation, and of a name that nobody has."""
        self._session.add(SignInFailure(id=new_id(), fingerprint=fingerprint, name=name, at=at))
        self._session.flush()

    def failures_of(self, name: bytes) -> tuple[int, list[datetime]]:
        """How often a name that nobody has was tried, and when of late, newest first."""
        mine = SignInFailure.name == name
        count = select(func.count()).select_from(SignInFailure).where(mine)
        latest = select(SignInFailure.at).where(mine).order_by(SignInFailure.at.desc())
        found = self._session.scalars(latest.limit(MAX_FAILURES))
        return self._session.scalars(count).one(), list(found)

    def latest_failures(self, fingerprint: str) -> list[datetime]:
        """The latest failures of a workstation, newest first."""
        found = select(SignInFailure.at).where(SignInFailure.fingerprint == fingerprint)
        ordered = found.order_by(SignInFailure.at.desc()).limit(DESK_FAILURES)
        return list(self._session.scalars(ordered))

    def past_passwords(self, account_id: int, most: int) -> list[str]:
        """The hashes of the latest passwords before the present one."""
        found = select(PastPassword.password_hash).where(PastPassword.account_id == account_id)
        return list(self._session.scalars(found.order_by(PastPassword.id.desc()).limit(most)))

    def set_password(
        self, account: Account, fresh: str, since: datetime | None, *, must_change: bool
    ) -> bool:
        """Replace a password's hash if it is still the one that was read, and keep the old one;
        the failures are forgiven. Without `since` it never grows old."""
        replace = update(Account).where(
            Account.id == account.id, Account.password_hash == account.password_hash
        )
        values: dict[str, Any] = {
            "password_hash": fresh,
            "password_at": since,
            "must_change": must_change,
        }
        values |= {"failures": 0, "locked_until": None}
        if not rows_changed(self._session, replace.values(**values)):
            return False
        old = account.password_hash
        self._session.add(PastPassword(id=new_id(), account_id=account.id, password_hash=old))
        self._session.flush()
        return True

    def add_session(self, row: SignInSession) -> None:
        """Keep a new sign-in."""
        self._session.add(row)
        self._session.flush()

    def session_of(self, digest: bytes) -> SignInSession | None:
        """The sign-in that has, or once had, this refresh token."""
        present = select(SignInSession).where(SignInSession.refresh_digest == digest)
        spent = (
            select(SignInSession)
            .join(SpentRefresh, SpentRefresh.session_id == SignInSession.id)
            .where(SpentRefresh.digest == digest)
        )
        return self._session.scalar(present) or self._session.scalar(spent)

    def rotate(self, row: SignInSession, fresh: bytes, expires_at: datetime) -> bool:
        """Replace the refresh token if it is still the present one, and remember it as spent."""
        replace = update(SignInSession).where(
            SignInSession.id == row.id,
            SignInSession.refresh_digest == row.refresh_digest,
            SignInSession.ended_at.is_(None),
        )
        values = {"refresh_digest": fresh, "expires_at": expires_at}
        if not rows_changed(self._session, replace.values(**values)):
            return False
        spent = SpentRefresh(id=new_id(), session_id=row.id, digest=row.refresh_digest)
        self._session.add(spent)
        self._session.flush()
        return True

    def end(self, session_id: int, at: datetime) -> bool:
        """End a sign-in; its tokens stop working. False when it had ended."""
        ending = update(SignInSession).where(
            SignInSession.id == session_id, SignInSession.ended_at.is_(None)
        )
        return rows_changed(self._session, ending.values(ended_at=at)) == 1

    def end_all(self, account_id: int, at: datetime, but: int | None = None) -> int:
        """End every sign-in of an account that still stands, perhaps but one; how many."""
        ending = update(SignInSession).where(
            SignInSession.account_id == account_id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > at,
        )
        if but is not None:
            ending = ending.where(SignInSession.id != but)
        return rows_changed(self._session, ending.values(ended_at=at))

    def sessions(self, account_id: int, now: datetime) -> list[SignInSession]:
        """The sign-ins of an account that still stand, the newest first."""
        found = select(SignInSession).where(
            SignInSession.account_id == account_id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
        )
        return list(self._session.scalars(found.order_by(SignInSession.id.desc()).limit(200)))

    def standing(self, asked: ListSignIns, now: datetime) -> list[Any]:
        """Up to one more than a page of the sign-ins that still stand, each with its person, the
        newest first."""
        statement = (
            select(SignInSession, Staff)
            .join(Account, Account.id == SignInSession.account_id)
            .join(Staff, Staff.id == Account.staff_id)
            .where(SignInSession.expires_at > now, SignInSession.ended_at.is_(None))
            .order_by(SignInSession.id.desc())
            .limit(asked.size + 1)
        )
        if asked.before is not None:
            statement = statement.where(SignInSession.id < asked.before)
        for whose in found_by(asked.text):
            there = SignInSession.workstation.startswith(asked.text.strip(), autoescape=True)
            statement = statement.where(whose | there)
        return list(self._session.execute(statement))

    def live(self, session_id: int, now: datetime) -> Any | None:
        """The account and staff id of a sign-in that still stands."""
        return self._session.execute(
            select(Account.id, Account.staff_id)
            .join(SignInSession, SignInSession.account_id == Account.id)
            .where(
                SignInSession.id == session_id,
                SignInSession.ended_at.is_(None),
                SignInSession.expires_at > now,
                Account.disabled.is_(False),
            )
        ).one_or_none()
