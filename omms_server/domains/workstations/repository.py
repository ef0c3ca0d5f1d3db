"""Every query about workstations and enrolment codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from omms_server.core.rows import rows_changed
from omms_server.models.staff import SignInSession
from omms_server.models.workstation import EnrolmentCode, Workstation

from .rules import MOST_TRIES

_AT_ONCE = 500
_FRESH = {"populate_existing": True}


class Known(NamedTuple):
    """A certificate that stands. `is_next`: it follows a present one and was not seen yet."""

    fingerprint: str
    id: int
    expires_at: datetime
    is_next: bool


class Workstations:
    """Reads and writes in the transaction of the call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[Workstation]:
        """Every workstation, by name."""
        statement = select(Workstation).order_by(Workstation.name)
        return self._session.scalars(statement, execution_options=_FRESH).all()

    def by_id(self, workstation_id: int) -> Workstation | None:
        """One workstation as it stands now."""
        return self._session.get(Workstation, workstation_id, populate_existing=True)

    def by_name(self, name: str) -> Workstation | None:
        """The workstation of this name."""
        found = select(Workstation).where(Workstation.name == name)
        return self._session.scalar(found, execution_options=_FRESH)

    def by_fingerprint(self, fingerprint: str) -> Workstation | None:
        """The workstation with this present certificate."""
        found = select(Workstation).where(Workstation.fingerprint == fingerprint)
        return self._session.scalar(found, execution_options=_FRESH)

    def add(self, row: Workstation | EnrolmentCode) -> None:
        """Insert."""
        self._session.add(row)
        self._session.flush()

    def change(self, row: Workstation, **values: Any) -> bool:
        """Change a workstation that still has the certificate it was read with."""
        same = update(Workstation).where(
            Workstation.id == row.id, Workstation.fingerprint == row.fingerprint
        )
        return rows_changed(self._session, same.values(**values)) == 1

    def revoke(self, workstation_id: int, *, by: str, at: datetime) -> bool:
        """Revoke if it was not."""
        standing = update(Workstation).where(
            Workstation.id == workstation_id, Workstation.revoked_at.is_(None)
        )
        return rows_changed(self._session, standing.values(revoked_at=at, revoked_by=by)) == 1

    def end_sign_ins(self, fingerprints: Iterable[str | None], at: datetime) -> int:
        """End the sign-ins made with these certificates; tells how many."""
        mine = update(SignInSession).where(
            SignInSession.fingerprint.in_([one for one in fingerprints if one]),
            SignInSession.ended_at.is_(None),
        )
        return rows_changed(self._session, mine.values(ended_at=at))

    def standing(self, fingerprint: str | None = None) -> list[Known]:
        """The certificates of machines that are not revoked; of one machine only where a
        fingerprint is given."""
        statement = select(
            Workstation.id,
            Workstation.fingerprint,
            Workstation.expires_at,
            Workstation.next_fingerprint,
            Workstation.next_expires_at,
        ).where(Workstation.revoked_at.is_(None))
        if fingerprint is not None:
            mine = Workstation.fingerprint == fingerprint
            statement = statement.where(or_(mine, Workstation.next_fingerprint == fingerprint))
        rows = self._session.execute(statement).all()
        present = [Known(row.fingerprint, row.id, row.expires_at, False) for row in rows]
        following = [
            Known(row.next_fingerprint, row.id, row.next_expires_at, True)
            for row in rows
            if row.next_fingerprint is not None
        ]
        return present + following

    def promote(self, fingerprint: str) -> str | None:
        """Put a renewed certificate in the place of the present one, whose fingerprint it returns;
        None when that was done already."""
        found = select(Workstation).where(Workstation.next_fingerprint == fingerprint)
        row = self._session.scalar(found, execution_options=_FRESH)
        changed = row is not None and self.change(
            row,
            fingerprint=fingerprint,
            issued_at=row.next_issued_at,
            expires_at=row.next_expires_at,
            next_fingerprint=None,
            next_issued_at=None,
            next_expires_at=None,
        )
        return row.fingerprint if row is not None and changed else None

    def move_sign_ins(self, old: str, new: str) -> None:
        """Let the sign-ins made with one certificate go on with the one that followed it."""
        mine = update(SignInSession).where(
            SignInSession.fingerprint == old, SignInSession.ended_at.is_(None)
        )
        rows_changed(self._session, mine.values(fingerprint=new))

    def note_seen(self, ids: Sequence[int], at: datetime) -> None:
        """Machines that have called lately."""
        for begin in range(0, len(ids), _AT_ONCE):
            some = update(Workstation).where(Workstation.id.in_(ids[begin : begin + _AT_ONCE]))
            rows_changed(self._session, some.values(last_seen=at))

    def waiting(self, now: datetime) -> Sequence[EnrolmentCode]:
        """The codes that may still be typed, the next to expire first."""
        statement = select(EnrolmentCode).where(*_waits(now)).order_by(EnrolmentCode.expires_at)
        return self._session.scalars(statement, execution_options=_FRESH).all()

    def waiting_code(self, digest: bytes, now: datetime) -> EnrolmentCode | None:
        """The code with this digest, if it may still be typed."""
        statement = select(EnrolmentCode).where(EnrolmentCode.digest == digest, *_waits(now))
        return self._session.scalar(statement, execution_options=_FRESH)

    def use_code(self, code: EnrolmentCode, now: datetime) -> bool:
        """Use a code up; False when another call did."""
        mine = update(EnrolmentCode).where(EnrolmentCode.id == code.id, *_waits(now))
        return rows_changed(self._session, mine.values(used_at=now)) == 1

    def count_wrong_code(self, now: datetime) -> None:
        """Count a wrong code against each that waits."""
        waiting = update(EnrolmentCode).where(*_waits(now))
        rows_changed(self._session, waiting.values(tries=EnrolmentCode.tries + 1))

    def withdraw(self, name: str, now: datetime) -> int:
        """End the codes that wait for this name."""
        theirs = update(EnrolmentCode).where(EnrolmentCode.name == name, *_waits(now))
        return rows_changed(self._session, theirs.values(expires_at=now))


def _waits(now: datetime) -> tuple[Any, ...]:
    return (
        EnrolmentCode.used_at.is_(None),
        EnrolmentCode.expires_at > now,
        EnrolmentCode.tries < MOST_TRIES,
    )
