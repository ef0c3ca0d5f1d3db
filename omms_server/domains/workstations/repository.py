"""Every query about workstations and enrolment codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from omms_server.core.rows import rows_changed
from omms_server.models.staff import SignInSession
from omms_server.models.workstation import EnrolmentCode, Workstation

from .rules import MOST_TRIES

_FRESH = {"populate_existing": True}


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

    def waiting(self, now: datetime) -> Sequence[EnrolmentCode]:
        """The codes that may still be typed, the next to expire first."""
        statement = select(EnrolmentCode).where(*_waits(now)).order_by(EnrolmentCode.expires_at)
        return self._session.scalars(statement, execution_options=_FRESH).all()

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
