"""Every query about notices."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from omms_server.core.ids import new_id
from omms_server.core.rows import rows_changed
from omms_server.models.notices import Notice
from omms_server.models.patient import Patient
from omms_server.models.staff import Post, Staff


class NoticesKept:
    """Reads and writes notices in the transaction of the call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, **values: Any) -> None:
        """Insert a notice."""
        self._session.add(Notice(id=new_id(), **values))

    def of(self, staff_id: int, limit: int) -> list[Any]:
        """Rows (Notice, by, patient_number) to a person, the newest first."""
        statement = (
            select(Notice, Staff.name.label("by"), Patient.number.label("patient_number"))
            .join(Staff, Staff.id == Notice.from_id, isouter=True)
            .join(Patient, Patient.id == Notice.patient_id, isouter=True)
            .where(Notice.to_id == staff_id)
            .order_by(Notice.id.desc())
            .limit(limit)
        )
        return list(self._session.execute(statement))

    def unread(self, staff_id: int) -> int:
        """How many a person has not read."""
        waiting = select(func.count()).where(Notice.to_id == staff_id, Notice.read_at.is_(None))
        return self._session.scalar(waiting) or 0

    def mark_read(self, staff_id: int, ids: Collection[int], at: datetime) -> int:
        """Mark a person's own notices as read; how many were not yet."""
        marking = update(Notice).where(
            Notice.to_id == staff_id, Notice.id.in_(ids), Notice.read_at.is_(None)
        )
        return rows_changed(self._session, marking.values(read_at=at))

    def holders(self, role: str) -> set[int]:
        """Who holds a post of this role."""
        return set(self._session.scalars(select(Post.staff_id).where(Post.role == role)))
