"""Every query about prescriptions, their lines and findings, and what a prescriber sees of drugs
and stock."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from omms_server.contract.charting import PrescriptionState
from omms_server.core.prepared import Prepared
from omms_server.core.rows import rows_changed, table_of
from omms_server.core.vault import Field, Vault
from omms_server.domains.patients.banners import BANNER
from omms_server.models.billing import Bill
from omms_server.models.catalogue import Department, Drug
from omms_server.models.charting import (
    Encounter,
    Prescription,
    PrescriptionFinding,
    PrescriptionLine,
)
from omms_server.models.patient import Patient
from omms_server.models.pharmacy import Batch
from omms_server.models.staff import Staff

from .repository import DIAGNOSIS, LISTED_DIAGNOSIS, latest_diagnoses

REVIEW_REMARK = Field("prescription", "review_remark")
FINDING_REASON = Field("prescription_finding", "reason")
WAITING = (PrescriptionState.SIGNED.value, PrescriptionState.APPROVED.value)
IN_USE = (*WAITING, PrescriptionState.DISPENSED.value)
LONGEST_COURSE = timedelta(days=90)
LONGEST_VALIDITY = timedelta(days=3)
SENT_BACK_FOR = timedelta(days=7)

_PRESCRIPTION, _LINE, _DRUG = map(table_of, (Prescription, PrescriptionLine, Drug))
_STAFF, _DEPARTMENT, _BILL, _PATIENT = map(table_of, (Staff, Department, Bill, Patient))
_FINDING = table_of(PrescriptionFinding)
_HEADS = (
    select(
        *_PRESCRIPTION.c[
            "id", "number", "encounter_id", "patient_id", "doctor_id", "kind", "state",
            "signed_at", "valid_until", "amount", "bill_id", "reviewed_by", "reviewed_at",
            "review_remark", "replaces_id", "version",
        ],
        _STAFF.c.name.label("doctor"),
        _DEPARTMENT.c.name.label("department"),
        _BILL.c.state.label("bill_state"),
        select(_FINDING.c.id)
        .where(_FINDING.c.prescription_id == _PRESCRIPTION.c.id, _FINDING.c.level != "INFO")
        .exists()
        .label("has_overrides"),
    )
    .join(_STAFF, _STAFF.c.id == _PRESCRIPTION.c.doctor_id)
    .join(_DEPARTMENT, _DEPARTMENT.c.id == _PRESCRIPTION.c.department_id)
    .join(_BILL, _BILL.c.id == _PRESCRIPTION.c.bill_id, isouter=True)
)  # fmt: skip
_HEADS_OF = _HEADS.where(_PRESCRIPTION.c.encounter_id == bindparam("of_id")).order_by(
    _PRESCRIPTION.c.id
)
_HEAD = Prepared(
    _HEADS.add_columns(*BANNER, *LISTED_DIAGNOSIS)
    .join(_PATIENT, _PATIENT.c.id == _PRESCRIPTION.c.patient_id)
    .join(
        DIAGNOSIS,
        and_(
            DIAGNOSIS.c.encounter_id == _PRESCRIPTION.c.encounter_id,
            DIAGNOSIS.c.version == latest_diagnoses(_PRESCRIPTION.c.encounter_id),
        ),
        isouter=True,
    )
    .where(_PRESCRIPTION.c.id == bindparam("of_id"))
    .order_by(DIAGNOSIS.c.position)
)
_ALL_LINES = (
    select(
        *_LINE.c[
            "id", "prescription_id", "position", "drug_id", "dose", "route", "frequency", "timing",
            "days", "units", "price", "amount", "remark",
        ],
        *_DRUG.c[
            "code", "name", "form", "spec", "strength", "dose_unit", "min_unit", "category"
        ],
    )
    .join(_DRUG, _DRUG.c.id == _LINE.c.drug_id)
    .order_by(_LINE.c.prescription_id, _LINE.c.position)
)  # fmt: skip
_LINES = Prepared(_ALL_LINES.where(_LINE.c.prescription_id == bindparam("of_id")))
_LINES_OF = _ALL_LINES.join(_PRESCRIPTION, _PRESCRIPTION.c.id == _LINE.c.prescription_id).where(
    _PRESCRIPTION.c.encounter_id == bindparam("of_id")
)
_ANSWERED = (
    select(*_FINDING.c["id", "prescription_id", "code", "subject", "reason"])
    .where(
        _FINDING.c.prescription_id.in_(bindparam("ids", expanding=True)),
        _FINDING.c.level != "INFO",
    )
    .order_by(_FINDING.c.id)
)
_DISPENSED = Prepared(
    update(_PRESCRIPTION)
    .where(
        _PRESCRIPTION.c.id == bindparam("of_id"),
        _PRESCRIPTION.c.version == bindparam("of_version"),
        _PRESCRIPTION.c.state == PrescriptionState.APPROVED.value,
    )
    .values(version=_PRESCRIPTION.c.version + 1, state=PrescriptionState.DISPENSED.value)
)


class Prescriptions:
    """Reads and writes prescriptions in the transaction of the call."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def head(self, prescription_id: int) -> list[Any]:
        """A prescription as it stands now with doctor, department, bill_state and its patient's
        banner: the same row for each diagnosis of its visit, once without any."""
        return _HEAD.rows(self._session, {"of_id": prescription_id})

    def heads_of(self, encounter_id: int) -> list[Any]:
        """The prescriptions of a visit with doctor, department and bill_state, oldest first."""
        return list(self._session.execute(_HEADS_OF, {"of_id": encounter_id}))

    def lines(self, prescription_id: int) -> list[Any]:
        """The lines of a prescription in their order, each with what is shown of its drug."""
        return _LINES.rows(self._session, {"of_id": prescription_id})

    def lines_of(self, encounter_id: int) -> list[Any]:
        """The same rows of all prescriptions of a visit."""
        return list(self._session.execute(_LINES_OF, {"of_id": encounter_id}))

    def answered_findings(self, ids: Collection[int]) -> list[tuple[int, str, str, str]]:
        """(prescription, code, subject, reason) of the findings that were answered."""
        if not ids:
            return []
        rows = self._session.execute(_ANSWERED, {"ids": list(ids)})
        return [
            (
                row.prescription_id,
                row.code,
                row.subject,
                self._vault.open(FINDING_REASON, row.id, row.reason),
            )
            for row in rows
        ]

    def in_use(self, patient_id: int, today: date, now: datetime) -> list[Any]:
        """Rows (PrescriptionLine, Drug) of earlier prescriptions that the patient still takes."""
        rows = self._session.execute(
            select(PrescriptionLine, Drug, Prescription)
            .join(Prescription, Prescription.id == PrescriptionLine.prescription_id)
            .join(Drug, Drug.id == PrescriptionLine.drug_id)
            .where(
                Prescription.patient_id == patient_id,
                Prescription.state.in_(IN_USE),
                Prescription.on_date >= today - LONGEST_COURSE,
            )
        )
        return [
            row
            for row in rows
            if row.Prescription.on_date + timedelta(days=row.PrescriptionLine.days) > today
            and (
                row.Prescription.state == PrescriptionState.DISPENSED.value
                or row.Prescription.valid_until >= now
            )
        ]

    def add(
        self,
        prescription: dict[str, Any],
        lines: Sequence[dict[str, Any]],
        findings: Sequence[dict[str, Any]],
    ) -> None:
        """Insert a prescription; texts in `review_remark` and `reason` come open and are sealed."""
        remark = self._vault.seal(REVIEW_REMARK, prescription["id"], prescription["review_remark"])
        self._session.execute(insert(Prescription), {**prescription, "review_remark": remark})
        self._session.execute(insert(PrescriptionLine), list(lines))
        if findings:
            self._session.execute(
                insert(PrescriptionFinding),
                [
                    {**one, "reason": self._vault.seal(FINDING_REASON, one["id"], one["reason"])}
                    for one in findings
                ],
            )

    def move(
        self, prescription_id: int, version: int, states: Iterable[str], **values: Any
    ) -> bool:
        """Change a prescription that is still in one of these states and of this version."""
        statement = (
            update(Prescription)
            .where(
                Prescription.id == prescription_id,
                Prescription.version == version,
                Prescription.state.in_(tuple(states)),
            )
            .values(version=version + 1, **values)
        )
        return rows_changed(self._session, statement) == 1

    def mark_dispensed(self, prescription_id: int, version: int) -> bool:
        """Take an approved prescription of this version to dispensed."""
        values = {"of_id": prescription_id, "of_version": version}
        return _DISPENSED.change(self._session, values) == 1

    def is_replaced(self, prescription_id: int) -> bool:
        """Whether another prescription corrects this one."""
        statement = select(Prescription.id).where(Prescription.replaces_id == prescription_id)
        return self._session.scalar(statement) is not None

    def sent_back(self, doctor_id: int, today: date) -> list[Any]:
        """The rejected prescriptions of a doctor that nothing replaces, with the pharmacist and the
        appointment, oldest first."""
        later = aliased(Prescription)
        statement = (
            select(Prescription, Staff.name.label("pharmacist"), Encounter.appointment_id)
            .join(Encounter, Encounter.id == Prescription.encounter_id)
            .join(Staff, Staff.id == Prescription.reviewed_by)
            .where(
                Prescription.doctor_id == doctor_id,
                Prescription.state == PrescriptionState.REJECTED.value,
                Prescription.on_date > today - SENT_BACK_FOR,
                ~select(later.id).where(later.replaces_id == Prescription.id).exists(),
            )
            .order_by(Prescription.reviewed_at, Prescription.id)
        )
        return list(self._session.execute(statement))

    def set_bill(self, prescription_id: int, bill_id: int | None) -> None:
        """Note on which bill the lines are charged."""
        statement = update(Prescription).where(Prescription.id == prescription_id)
        rows_changed(self._session, statement.values(bill_id=bill_id))

    def sealed_remark(self, prescription_id: int, text: str) -> bytes:
        """The review's remark as it is stored."""
        return self._vault.seal(REVIEW_REMARK, prescription_id, text)

    def remark(self, row: Any) -> str:
        """The review's remark of a row of `head` or `heads_of`, opened."""
        return self._vault.open(REVIEW_REMARK, row.id, row.review_remark)

    def staff_name(self, staff_id: int | None) -> str | None:
        """The name of a member of staff."""
        return self._session.scalar(select(Staff.name).where(Staff.id == staff_id))

    def drugs(self, ids: Collection[int] | None = None) -> list[Drug]:
        """The drugs of these ids, or all that may be prescribed."""
        condition = Drug.active.is_(True) if ids is None else Drug.id.in_(ids)
        return list(self._session.scalars(select(Drug).where(condition).order_by(Drug.code)))

    def usable(self, drug_ids: Collection[int], today: date, now: datetime) -> dict[int, int]:
        """Units by drug that are unexpired and not promised to a valid prescription."""
        if not drug_ids:
            return {}
        stock = self._session.execute(
            select(Batch.drug_id, func.sum(Batch.on_hand))
            .where(Batch.drug_id.in_(drug_ids), Batch.expires_on >= today)
            .group_by(Batch.drug_id)
        )
        promised = self._session.execute(
            select(PrescriptionLine.drug_id, func.sum(PrescriptionLine.units))
            .join(Prescription, Prescription.id == PrescriptionLine.prescription_id)
            .where(
                Prescription.on_date > today - LONGEST_VALIDITY,
                Prescription.state.in_(WAITING),
                Prescription.valid_until >= now,
                PrescriptionLine.drug_id.in_(drug_ids),
            )
            .group_by(PrescriptionLine.drug_id)
        )
        found = {drug_id: int(units) for drug_id, units in stock}
        for drug_id, units in promised:
            found[drug_id] = max(0, found.get(drug_id, 0) - int(units))
        return found
