"""Every query about encounters, notes and diagnoses; the one place that seals and opens notes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from omms_server.contract import charting as said
from omms_server.core.ids import new_id
from omms_server.core.rows import rows_changed, table_of
from omms_server.core.vault import Field, Vault
from omms_server.models.catalogue import Department
from omms_server.models.charting import Encounter, EncounterDiagnosis, EncounterNote
from omms_server.models.scheduling import Appointment
from omms_server.models.staff import Staff

NOTE_BODY = Field("encounter_note", "body")
NOTE_REASON = Field("encounter_note", "reason")
DIAGNOSIS = table_of(EncounterDiagnosis)
LISTED_DIAGNOSIS = tuple(
    column.label(f"diagnosis_{column.name}") for column in DIAGNOSIS.c["code", "name", "suspected"]
)
"""What `listed_diagnoses` reads, for statements that join `DIAGNOSIS`."""


def latest_diagnoses(encounter_id: ColumnElement[int]) -> ScalarSelect[int]:
    """The version of an encounter's latest list of diagnoses, as a part of a statement."""
    listed = DIAGNOSIS.alias("listed")
    latest = select(func.max(listed.c.version)).where(listed.c.encounter_id == encounter_id)
    return latest.scalar_subquery()


def listed_diagnoses(rows: Iterable[Any]) -> tuple[said.Diagnosis, ...]:
    """The diagnoses in rows that hold `LISTED_DIAGNOSIS`."""
    return tuple(
        said.Diagnosis(
            code=row.diagnosis_code, name=row.diagnosis_name, suspected=row.diagnosis_suspected
        )
        for row in rows
        if row.diagnosis_code
    )


_OF_ENCOUNTER: ColumnElement[int] = bindparam("of_id")
_DIAGNOSES = (
    select(*LISTED_DIAGNOSIS)
    .where(
        DIAGNOSIS.c.encounter_id == _OF_ENCOUNTER,
        DIAGNOSIS.c.version == latest_diagnoses(_OF_ENCOUNTER),
    )
    .order_by(DIAGNOSIS.c.position)
)

_HEADS = (
    select(Encounter, Department.name.label("department"), Staff.name.label("doctor"))
    .join(Department, Department.id == Encounter.department_id)
    .join(Staff, Staff.id == Encounter.doctor_id)
)


class Encounters:
    """Reads and writes encounters in the transaction of the call."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def appointment(self, appointment_id: int) -> Appointment | None:
        """The appointment a visit begins from."""
        return self._session.get(Appointment, appointment_id)

    def of_appointment(self, appointment_id: int) -> int | None:
        """The id of the encounter of an appointment, if the visit has begun."""
        return self._session.scalar(
            select(Encounter.id).where(Encounter.appointment_id == appointment_id)
        )

    def head(self, encounter_id: int) -> Any | None:
        """A row (Encounter, department, doctor), as it stands now."""
        statement = _HEADS.where(Encounter.id == encounter_id)
        fresh = {"populate_existing": True}
        return self._session.execute(statement, execution_options=fresh).one_or_none()

    def of_patient(self, patient_id: int, limit: int) -> list[Any]:
        """Rows (Encounter, department, doctor) of a patient, the newest first."""
        statement = _HEADS.where(Encounter.patient_id == patient_id)
        newest = statement.order_by(Encounter.started_at.desc(), Encounter.id.desc())
        return list(self._session.execute(newest.limit(limit)))

    def diagnoses_of(self, encounter_ids: Sequence[int]) -> dict[int, tuple[said.Diagnosis, ...]]:
        """The latest lists of diagnoses of several encounters, by encounter."""
        statement = (
            select(DIAGNOSIS.c.encounter_id, *LISTED_DIAGNOSIS)
            .where(
                DIAGNOSIS.c.encounter_id.in_(encounter_ids),
                DIAGNOSIS.c.version == latest_diagnoses(DIAGNOSIS.c.encounter_id),
            )
            .order_by(DIAGNOSIS.c.encounter_id, DIAGNOSIS.c.position)
        )
        rows = self._session.execute(statement).all()
        return {
            encounter_id: listed_diagnoses(group)
            for encounter_id, group in groupby(rows, key=lambda row: int(row.encounter_id))
        }

    def add(self, appointment: Appointment, at: datetime) -> int:
        """Insert the encounter of an appointment; the unique key refuses a second one."""
        encounter_id = new_id()
        values = {
            "id": encounter_id,
            "appointment_id": appointment.id,
            "patient_id": appointment.patient_id,
            "doctor_id": appointment.doctor_id,
            "department_id": appointment.department_id,
            "state": said.EncounterState.OPEN.value,
            "started_at": at,
            "signed_at": None,
            "version": 1,
        }
        self._session.execute(insert(Encounter), values)
        return encounter_id

    def advance(self, encounter_id: int, version: int, **values: Any) -> bool:
        """Take the next version, with these values, if `version` still stands."""
        statement = (
            update(Encounter)
            .where(Encounter.id == encounter_id, Encounter.version == version)
            .values(version=version + 1, **values)
        )
        return rows_changed(self._session, statement) == 1

    def note(self, encounter_id: int) -> said.Note | None:
        """The latest version of the note, opened."""
        row = self._session.execute(
            select(EncounterNote, Staff.name)
            .join(Staff, Staff.id == EncounterNote.author_id)
            .where(EncounterNote.encounter_id == encounter_id)
            .order_by(EncounterNote.version.desc())
            .limit(1)
        ).one_or_none()
        if row is None:
            return None
        note, author = row
        return said.Note(
            version=note.version,
            author=author,
            at=note.at,
            reason=self._vault.open(NOTE_REASON, note.id, note.reason),
            fields=said.NoteFields.model_validate_json(
                self._vault.open(NOTE_BODY, note.id, note.body)
            ),
        )

    def add_note(self, asked: said.SaveNote, author_id: int, at: datetime) -> None:
        """Insert the note of the version that follows the asked one."""
        note_id = new_id()
        values = {
            "id": note_id,
            "encounter_id": asked.encounter_id,
            "version": asked.version + 1,
            "author_id": author_id,
            "at": at,
            "reason": self._vault.seal(NOTE_REASON, note_id, asked.reason),
            "body": self._vault.seal(NOTE_BODY, note_id, asked.fields.model_dump_json()),
        }
        self._session.execute(insert(EncounterNote), values)

    def diagnoses(self, encounter_id: int) -> tuple[said.Diagnosis, ...]:
        """The latest list of diagnoses, the main one first."""
        return listed_diagnoses(self._session.execute(_DIAGNOSES, {"of_id": encounter_id}))

    def add_diagnoses(
        self, encounter_id: int, version: int, rows: Sequence[said.Diagnosis]
    ) -> None:
        """Insert a list in its version. An emptied list is kept as one row without a code, so that
        it hides the list before it."""
        kept = rows or (said.Diagnosis(code="", name="", suspected=False),)
        self._session.execute(
            insert(EncounterDiagnosis),
            [
                {
                    "id": new_id(),
                    "encounter_id": encounter_id,
                    "version": version,
                    "position": position,
                    **row.model_dump(),
                }
                for position, row in enumerate(kept)
            ],
        )
