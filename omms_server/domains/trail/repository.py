"""Every query about the trail."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from omms_server.contract.audit import ExportAudit, ReadAudit
from omms_server.models.patient import Patient
from omms_server.models.system import AuditEntry, AuditSeal


class Entries:
    """Reads audit entries, newest first, by key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, asked: ReadAudit) -> list[Any]:
        """Up to one entry more than a page: rows with the patient's number and the seal's place."""
        older = [] if asked.before is None else [AuditEntry.id < asked.before]
        return self.newest(asked, asked.size + 1, older)

    def newest(
        self,
        asked: ReadAudit | ExportAudit,
        limit: int,
        further: Sequence[ColumnElement[bool]] = (),
    ) -> list[Any]:
        """The newest entries that fit: rows with the patient's number and the seal's place."""
        statement = (
            select(AuditEntry, Patient.number, AuditSeal.seq)
            .join(Patient, Patient.id == AuditEntry.patient_id, isouter=True)
            .join(AuditSeal, AuditSeal.entry_id == AuditEntry.id, isouter=True)
            .order_by(AuditEntry.id.desc())
            .where(*_conditions(asked), *further)
            .limit(limit)
        )
        return list(self._session.execute(statement))


def _conditions(asked: ReadAudit | ExportAudit) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.since is not None:
        found.append(AuditEntry.at >= asked.since)
    if asked.until is not None:
        found.append(AuditEntry.at < asked.until)
    if asked.person_id is not None:
        found.append(AuditEntry.person_id == asked.person_id)
    if asked.patient_number:
        found.append(Patient.number == asked.patient_number)
    if asked.action.endswith("."):
        found.append(AuditEntry.action.startswith(asked.action, autoescape=True))
    elif asked.action:
        found.append(AuditEntry.action == asked.action)
    return found
