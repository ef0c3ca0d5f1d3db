"""Every query about consents and emergency openings; the one place that seals and opens them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from omms_server.contract.permissions import Role
from omms_server.core.audit import DETAILS, REASON
from omms_server.core.ids import new_id
from omms_server.core.rows import rows_changed
from omms_server.core.vault import Field, Vault
from omms_server.models.catalogue import Department
from omms_server.models.patient import Patient
from omms_server.models.scheduling import Appointment
from omms_server.models.sharing import EmergencyOpening, SharingGrant
from omms_server.models.staff import Post, Staff
from omms_server.models.system import AuditEntry

PURPOSE = Field("sharing_grant", "purpose")
SIGNER = Field("sharing_grant", "signer")
EXPLANATION = Field("emergency_opening", "explanation")
REMARK = Field("emergency_opening", "remark")
_TREATING = (Role.DOCTOR.value, Role.NURSE.value)
_Other = aliased(Staff)
_Third = aliased(Staff)


class Sharing:
    """Reads and writes consents and openings in the transaction of the call."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add_grant(self, *, purpose: str, signer: str, **values: Any) -> int:
        """Insert a consent; returns its id."""
        grant_id = new_id()
        row = SharingGrant(id=grant_id, version=1, **values)
        row.purpose = self._vault.seal(PURPOSE, grant_id, purpose)
        row.signer = self._vault.seal(SIGNER, grant_id, signer)
        self._session.add(row)
        self._session.flush()
        return grant_id

    def grants(self, *conditions: Any) -> list[Any]:
        """Rows (SharingGrant, patient_number, staff, department, recorded, revoked), the newest
        first."""
        statement = (
            select(
                SharingGrant,
                Patient.number.label("patient_number"),
                Staff.name.label("staff"),
                Department.name.label("department"),
                _Other.name.label("recorded"),
                _Third.name.label("revoked"),
            )
            .join(Patient, Patient.id == SharingGrant.patient_id)
            .join(Staff, Staff.id == SharingGrant.staff_id, isouter=True)
            .join(Department, Department.id == SharingGrant.department_id, isouter=True)
            .join(_Other, _Other.id == SharingGrant.recorded_by)
            .join(_Third, _Third.id == SharingGrant.revoked_by, isouter=True)
            .where(*conditions)
            .order_by(SharingGrant.id.desc())
        )
        return list(self._session.execute(statement, execution_options={"populate_existing": True}))

    def purpose(self, row: SharingGrant) -> tuple[str, str]:
        """The purpose of a consent and who signed it, opened."""
        purpose = self._vault.open(PURPOSE, row.id, row.purpose)
        return purpose, self._vault.open(SIGNER, row.id, row.signer)

    def revoke(self, grant_id: int, version: int, *, by: int, at: datetime) -> bool:
        """Take a consent back if it still stands in this version."""
        standing = update(SharingGrant).where(
            SharingGrant.id == grant_id,
            SharingGrant.version == version,
            SharingGrant.revoked_at.is_(None),
            SharingGrant.until > at,
        )
        values = {"revoked_at": at, "revoked_by": by, "version": version + 1}
        return rows_changed(self._session, standing.values(**values)) == 1

    def add_emergency(self, *, explanation: str, **values: Any) -> int:
        """Insert an opening; returns its id."""
        opening_id = new_id()
        row = EmergencyOpening(id=opening_id, version=1, **values)
        row.explanation = self._vault.seal(EXPLANATION, opening_id, explanation)
        row.remark = self._vault.seal(REMARK, opening_id, "")
        self._session.add(row)
        self._session.flush()
        return opening_id

    def emergencies(self, *conditions: Any, order: Any, limit: int) -> list[Any]:
        """Rows (EmergencyOpening, patient_number, opener, reviewer)."""
        statement = (
            select(
                EmergencyOpening,
                Patient.number.label("patient_number"),
                Staff.name.label("opener"),
                _Other.name.label("reviewer"),
            )
            .join(Patient, Patient.id == EmergencyOpening.patient_id)
            .join(Staff, Staff.id == EmergencyOpening.by_id)
            .join(_Other, _Other.id == EmergencyOpening.reviewed_by, isouter=True)
            .where(*conditions)
            .order_by(order)
            .limit(limit)
        )
        return list(self._session.execute(statement, execution_options={"populate_existing": True}))

    def explanation(self, row: EmergencyOpening) -> tuple[str, str]:
        """Why a record was opened, and the reviewer's remark, opened."""
        why = self._vault.open(EXPLANATION, row.id, row.explanation)
        return why, self._vault.open(REMARK, row.id, row.remark)

    def review(self, opening_id: int, version: int, *, remark: str, **values: Any) -> bool:
        """Judge an opening that nobody judged yet, in this version."""
        waiting = update(EmergencyOpening).where(
            EmergencyOpening.id == opening_id,
            EmergencyOpening.version == version,
            EmergencyOpening.verdict.is_(None),
        )
        sealed = self._vault.seal(REMARK, opening_id, remark)
        values |= {"remark": sealed, "version": version + 1}
        return rows_changed(self._session, waiting.values(**values)) == 1

    def doctors_of(self, patient_id: int) -> set[int]:
        """The doctor of the patient's latest visit that began, and those who await him."""
        visits = select(Appointment.doctor_id, Appointment.state).where(
            Appointment.patient_id == patient_id
        )
        latest = self._session.execute(
            visits.where(Appointment.state.in_(("in_visit", "finished")))
            .order_by(Appointment.on_date.desc(), Appointment.id.desc())
            .limit(1)
        ).all()
        waiting = self._session.execute(
            visits.where(Appointment.state.in_(("booked", "checked_in", "called")))
        ).all()
        return {row.doctor_id for row in (*latest, *waiting)}

    def openings(
        self, patient_id: int, since: datetime | None, limit: int
    ) -> list[tuple[AuditEntry, str, str]]:
        """Entries of the trail on a patient that were not refused, the newest first, each with its
        reason and details opened."""
        statement = select(AuditEntry).where(
            AuditEntry.patient_id == patient_id, AuditEntry.outcome == "ok"
        )
        if since is not None:
            statement = statement.where(AuditEntry.at >= since)
        rows = self._session.scalars(statement.order_by(AuditEntry.id.desc()).limit(limit))
        return [
            (
                row,
                self._vault.open(REASON, row.id, row.reason),
                self._vault.open(DETAILS, row.id, row.details),
            )
            for row in rows
        ]

    def treating(self) -> list[Any]:
        """Rows (id, name, title, staff_no) of doctors and nurses, by number."""
        held = select(Post.staff_id).where(Post.role.in_(_TREATING))
        people = select(Staff.id, Staff.name, Staff.title, Staff.staff_no)
        return list(
            self._session.execute(people.where(Staff.id.in_(held)).order_by(Staff.staff_no))
        )

    def departments(self) -> list[Any]:
        """Rows (id, name, code, place) of the outpatient departments, in their order."""
        columns = select(Department.id, Department.name, Department.code, Department.place)
        open_to_all = columns.where(Department.outpatient.is_(True))
        return list(self._session.execute(open_to_all.order_by(Department.position)))

    def knows(self, model: type[Staff | Department], row_id: int) -> bool:
        """Whether this person or department is known."""
        return self._session.get(model, row_id) is not None
