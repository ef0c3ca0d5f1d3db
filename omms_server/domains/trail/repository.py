"""Every query about the trail."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from omms_server.contract.audit import ASKED, DONE, FAILED, ExportAudit, Outcome, ReadAudit
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

    def one(self, entry_id: int) -> AuditEntry | None:
        """One entry."""
        return self._session.get(AuditEntry, entry_id)


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
    if asked.outcome is not None:
        found.append(_came_to(asked.outcome))
    return found


def _came_to(outcome: Outcome) -> ColumnElement[bool]:
    """As `contract.audit.outcome_of` says."""
    code = AuditEntry.outcome
    if outcome is Outcome.ASKED:
        return code.in_(sorted(ASKED))
    if outcome is Outcome.REFUSED:
        return code.not_in(sorted({DONE, *FAILED, *ASKED}))
    return code == DONE if outcome is Outcome.DONE else code.in_(sorted(FAILED))
