"""Every query about patients; the one place that seals and opens their fields."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, union, update
from sqlalchemy.orm import Session

from omms_server.contract.patients import (
    Allergy,
    AllergyState,
    IdentityKind,
    PatientFields,
    Severity,
)
from omms_server.contract.patients import Patient as PatientView
from omms_server.contract.types import Sex
from omms_server.core.ids import new_id
from omms_server.core.prepared import Prepared
from omms_server.core.rows import rows_changed, table_of
from omms_server.core.series import next_in_series
from omms_server.core.vault import Field, Vault
from omms_server.models.patient import Patient, PatientAllergy, PatientKey

from .search import Identity, identity_value, lookalike_value, written_values

SEALED = {
    name: Field("patient", name)
    for name in ("name", "identity_number", "phone", "address", "no_identity_reason")
}
ALLERGEN = Field("patient_allergy", "allergen")
REACTION = Field("patient_allergy", "reaction")
_PATIENT = table_of(Patient)
_KEY = table_of(PatientKey)
_FACES = select(
    *_PATIENT.c["id", "number", "sex", "born_on", "name", "phone", "identity_number"]
).order_by(_PATIENT.c.id.desc())
_BY_IDS = _FACES.where(_PATIENT.c.id.in_(bindparam("ids", expanding=True)))
_BY_ID = Prepared(_FACES.where(_PATIENT.c.id == bindparam("of_id")))
_ALLERGY = table_of(PatientAllergy)
_ALLERGIES = Prepared(
    select(_ALLERGY)
    .where(_ALLERGY.c.patient_id == bindparam("of_patient"), _ALLERGY.c.active)
    .order_by(_ALLERGY.c.id)
)
_BY_NUMBER = Prepared(_FACES.where(_PATIENT.c.number == bindparam("of_number")))


@cache
def _newest(count: int) -> Prepared:
    """The newest patients that have one of `count` index values. Each value is read in the index's
    order and no further than the limit, so that the cost does not grow with those found."""
    parts = [
        select(_KEY.c.patient_id)
        .where(_KEY.c.value == bindparam(f"value_{n}"))
        .order_by(_KEY.c.patient_id.desc())
        .limit(bindparam("most"))
        .subquery()
        for n in range(count)
    ]
    found = union(*(select(part.c.patient_id) for part in parts)).subquery()
    joined = _FACES.join(found, found.c.patient_id == _PATIENT.c.id)
    return Prepared(joined.limit(bindparam("most")))


class Patients:
    """Reads and writes patients in the transaction of the call."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def find_by_values(self, values: Collection[bytes], limit: int) -> list[Any]:
        """Patients that have one of these index values, newest first: rows of ids and sealed
        fields."""
        if not values:
            return []
        named = {f"value_{n}": value for n, value in enumerate(values)}
        return _newest(len(values)).rows(self._session, {**named, "most": limit})

    def find_by_number(self, number: str) -> list[Any]:
        """The patient of this number, if there is one."""
        return _BY_NUMBER.rows(self._session, {"of_number": number})

    def lookalikes(self, name: str, born_on: date) -> list[Any]:
        """Patients of the same name and birth date (DOMAIN PAT-R2)."""
        return self.find_by_values([lookalike_value(self._vault, name, born_on)], 5)

    def with_identity(self, number: str) -> int | None:
        """The id of the patient who has this identity number."""
        value = identity_value(self._vault, number)
        return self._session.scalar(select(Patient.id).where(Patient.identity_index == value))

    def load(self, patient_id: int) -> Patient | None:
        """The row of a patient."""
        return self._session.get(Patient, patient_id)

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        """Names by patient id, for lists of other domains."""
        rows = self._session.execute(
            select(Patient.id, Patient.name).where(Patient.id.in_(set(ids)))
        )
        return {row.id: self.open("name", row.id, row.name) for row in rows}

    def faces(self, ids: Iterable[int]) -> dict[int, Any]:
        """Rows of ids and sealed fields by patient id, for lists of other domains."""
        wanted = sorted(set(ids))
        if len(wanted) == 1:  # on every booking's and check-in's way
            return {row.id: row for row in _BY_ID.rows(self._session, {"of_id": wanted[0]})}
        rows = self._session.execute(_BY_IDS, {"ids": wanted})
        return {row.id: row for row in rows}

    def add(self, fields: PatientFields, at: datetime) -> Patient:
        """Insert a patient with all index values; the database refuses a second one of the same
        identity number."""
        patient = Patient(
            id=new_id(),
            number=f"{self._next_number():08d}",
            allergy_state=AllergyState.NOT_ASKED.value,
            registered_at=at,
            version=1,
        )
        self._fill(patient, fields)
        self._session.add(patient)
        self._session.flush()
        self._write_keys(patient.id, fields)
        return patient

    def change(self, patient: Patient, fields: PatientFields, version: int) -> bool:
        """Replace a patient's fields and index values if the version still stands."""
        bump = (
            update(Patient)
            .where(Patient.id == patient.id, Patient.version == version)
            .values(version=version + 1)
        )
        if rows_changed(self._session, bump) != 1:
            return False
        self._session.refresh(patient)
        self._fill(patient, fields)
        self._session.flush()
        self._session.execute(delete(PatientKey).where(PatientKey.patient_id == patient.id))
        self._write_keys(patient.id, fields)
        return True

    def deny_allergies(self, patient: Patient) -> bool:
        """Note that none is known, unless an entry stands: in one statement, so that an entry of
        the same moment wins (DOMAIN ALG-R1)."""
        standing = select(PatientAllergy.id).where(
            PatientAllergy.patient_id == patient.id, PatientAllergy.active
        )
        denying = update(Patient).where(Patient.id == patient.id, ~standing.exists())
        values = {
            "allergy_state": AllergyState.NONE_KNOWN.value,
            "version": Patient.version + 1,
        }
        denied = rows_changed(self._session, denying.values(**values)) == 1
        self._session.refresh(patient)
        return denied

    def add_allergy(
        self, patient: Patient, allergy: PatientAllergy, texts: tuple[str, str]
    ) -> None:
        """Insert an allergy entry; `texts` are allergen and reaction."""
        allergy.allergen = self._vault.seal(ALLERGEN, allergy.id, texts[0])
        allergy.reaction = self._vault.seal(REACTION, allergy.id, texts[1])
        self._session.add(allergy)
        self._session.flush()
        present = {"allergy_state": AllergyState.PRESENT.value, "version": Patient.version + 1}
        noting = update(Patient).where(Patient.id == patient.id).values(**present)
        rows_changed(self._session, noting)
        self._session.refresh(patient)

    def allergies(self, patient_id: int) -> tuple[Allergy, ...]:
        """The active allergies, oldest first."""
        rows = _ALLERGIES.rows(self._session, {"of_patient": patient_id})
        return tuple(
            Allergy(
                id=row.id,
                group=row.group_code,
                allergen=self._vault.open(ALLERGEN, row.id, row.allergen),
                reaction=self._vault.open(REACTION, row.id, row.reaction),
                severity=Severity(row.severity),
                noted_on=row.noted_on,
            )
            for row in rows
        )

    def view(self, row: Patient) -> PatientView:
        """Everything the clinic keeps of a person, opened."""
        return PatientView(
            id=row.id,
            number=row.number,
            name=self.open("name", row.id, row.name),
            sex=Sex(row.sex),
            born_on=row.born_on,
            identity_kind=IdentityKind(row.identity_kind),
            identity_number=self.open("identity_number", row.id, row.identity_number),
            phone=self.open("phone", row.id, row.phone),
            address=self.open("address", row.id, row.address),
            allergy_state=AllergyState(row.allergy_state),
            allergies=self.allergies(row.id),
            registered_at=row.registered_at,
            version=row.version,
        )

    def open(self, column: str, row_id: int, value: bytes) -> str:
        """Open one sealed field of a patient."""
        return self._vault.open(SEALED[column], row_id, value)

    def _fill(self, patient: Patient, fields: PatientFields) -> None:
        number = fields.identity_number or ""
        patient.sex = fields.sex.value
        patient.born_on = fields.born_on
        patient.identity_kind = fields.identity_kind.value
        patient.identity_index = identity_value(self._vault, number) if number else None
        for column, text in (
            ("name", fields.name),
            ("identity_number", number),
            ("phone", fields.phone),
            ("address", fields.address),
            ("no_identity_reason", fields.no_identity_reason),
        ):
            setattr(patient, column, self._vault.seal(SEALED[column], patient.id, text))

    def _write_keys(self, patient_id: int, fields: PatientFields) -> None:
        who = Identity(fields.name, fields.born_on, fields.identity_number or "", fields.phone)
        values = written_values(self._vault, who)
        self._session.execute(
            insert(PatientKey), [{"value": value, "patient_id": patient_id} for value in values]
        )

    def _next_number(self) -> int:
        return next_in_series(self._session, "patient")
