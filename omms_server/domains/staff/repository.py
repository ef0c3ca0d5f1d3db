"""Every query about accounts, posts and sign-ins."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from omms_server.contract.permissions import Role
from omms_server.contract.signing_in import Person
from omms_server.contract.signing_in import Post as PostView
from omms_server.core.rows import rows_changed
from omms_server.models.catalogue import Department
from omms_server.models.staff import Account, Post, SignInSession, Staff


class Accounts:
    """Reads and writes accounts and sign-ins in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_username(self, username: str) -> Account | None:
        """The account of this name; names are ASCII, and MySQL compares them with nothing else."""
        if not username.isascii():
            return None
        return self._session.scalar(select(Account).where(Account.username == username.lower()))

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
        """Start counting anew after a right password; False when the account is locked."""
        open_now = Account.locked_until.is_(None) | (Account.locked_until <= now)
        clearing = update(Account).where(Account.id == account_id, open_now)
        return rows_changed(self._session, clearing.values(failures=0, locked_until=None)) == 1

    def locked_until(self, account_id: int) -> datetime | None:
        """Until when an account is locked."""
        statement = select(Account.locked_until).where(Account.id == account_id)
        return self._session.scalars(statement).one()

    def person(self, staff_id: int) -> tuple[Person, frozenset[str]]:
        """A person with posts, and his prescribing rights."""
        staff = self._session.get_one(Staff, staff_id)
        rows = self._session.execute(
            select(Post.role, Post.department_id, Department.name)
            .join(Department, Department.id == Post.department_id, isouter=True)
            .where(Post.staff_id == staff_id)
            .order_by(Post.id)
        )
        posts = tuple(
            PostView(
                role=Role(row.role), department_id=row.department_id, department=row.name or ""
            )
            for row in rows
        )
        person = Person(
            id=staff.id, staff_no=staff.staff_no, name=staff.name, title=staff.title, posts=posts
        )
        return person, frozenset(filter(None, staff.rights.split(",")))

    def add_session(self, row: SignInSession) -> None:
        """Keep a new sign-in."""
        self._session.add(row)
        self._session.flush()

    def session_of(self, digest: bytes) -> SignInSession | None:
        """The sign-in that has, or last had, this refresh token."""
        either = (SignInSession.refresh_digest == digest) | (
            SignInSession.previous_digest == digest
        )
        return self._session.scalar(select(SignInSession).where(either))

    def rotate(self, row: SignInSession, fresh: bytes, expires_at: datetime) -> bool:
        """Replace the refresh token if it is still the present one."""
        replace = update(SignInSession).where(
            SignInSession.id == row.id, SignInSession.refresh_digest == row.refresh_digest
        )
        return (
            rows_changed(
                self._session,
                replace.values(
                    refresh_digest=fresh, previous_digest=row.refresh_digest, expires_at=expires_at
                ),
            )
            == 1
        )

    def end(self, session_id: int, at: datetime) -> None:
        """End a sign-in; its tokens stop working."""
        ending = update(SignInSession).where(
            SignInSession.id == session_id, SignInSession.ended_at.is_(None)
        )
        rows_changed(self._session, ending.values(ended_at=at))

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
