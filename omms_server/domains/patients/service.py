"""What the clinic may do with its patients."""

import re

from sqlalchemy.exc import IntegrityError

from omms_server.contract import patients as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotFound, Stale
from omms_server.contract.masking import mask_id_number, mask_name
from omms_server.contract.permissions import Permission
from omms_server.contract.types import Sex
from omms_server.core.context import Context, Question
from omms_server.core.ids import new_id
from omms_server.core.pinyin import term_spellings
from omms_server.domains.access import service as access
from omms_server.models.patient import Patient, PatientAllergy

from .banners import banner as banner  # for other domains
from .banners import banner_of as banner_of
from .repository import Patients
from .rules import checked_fields
from .search import asked_values

PATIENT_NUMBER = re.compile(r"[0-9]{8}")


def find(request: said.FindPatients, ctx: Context) -> said.FoundPatients:
    """Patients by any key (UX, Find)."""
    patients = Patients(ctx.session, ctx.vault)
    rows = patients.find_by_values(asked_values(ctx.vault, request.text), request.limit + 1)
    if PATIENT_NUMBER.fullmatch(request.text):
        rows += patients.find_by_number(request.text)
    found = [_row(patients, row) for row in rows[: request.limit]]
    beyond = access.beyond(ctx, {row.id for row in found}, Permission.PATIENTS_FIND)
    shown = tuple(_masked(row) if row.id in beyond else row for row in found)
    return said.FoundPatients(rows=shown, more=len(rows) > request.limit)


def load(request: said.LoadPatient, ctx: Context) -> said.Patient:
    """One patient's data."""
    access.require(ctx, request.patient_id, Permission.PATIENTS_READ)
    patients = Patients(ctx.session, ctx.vault)
    row = _existing(patients, request.patient_id)
    ctx.about(row.id, f"patient:{row.number}")
    return patients.view(row)


def register(request: said.RegisterPatient, ctx: Context) -> said.Patient:
    """Register a person; the identity number's unique key refuses a second one (DOMAIN PAT-R2)."""
    fields = checked_fields(request.fields, ctx.today)
    patients = Patients(ctx.session, ctx.vault)
    if fields.identity_number:
        _refuse_taken(patients, fields.identity_number)
    ctx.ask(_lookalikes(patients, fields))
    return patients.view(enrol(fields, ctx))


def enrol(fields: said.PatientFields, ctx: Context) -> Patient:
    """Insert a checked patient; for this domain and for self-booking."""
    patients = Patients(ctx.session, ctx.vault)
    try:
        row = patients.add(fields, ctx.now)
    except IntegrityError as error:
        raise said.IdentityTaken(patient_id=None, number="") from error
    ctx.about(row.id, f"patient:{row.number}")
    ctx.publish(Topic.PATIENTS, row.id)
    return row


def change(request: said.ChangePatient, ctx: Context) -> said.Patient:
    """Replace a patient's data; old and new stand in the trail (DOMAIN PAT-R5)."""
    _refuse_beyond(request.patient_id, ctx)
    fields = checked_fields(request.fields, ctx.today)
    patients = Patients(ctx.session, ctx.vault)
    row = _existing(patients, request.patient_id)
    before = patients.view(row)
    other = patients.with_identity(fields.identity_number) if fields.identity_number else None
    if other is not None and other != row.id:
        raise said.IdentityTaken(patient_id=other, number="")
    if not patients.change(row, fields, request.version):
        raise Stale(mine=request.version, current=row.version)
    after = patients.view(row)
    ctx.about(row.id, f"patient:{row.number}", before=before.model_dump(mode="json"))
    ctx.about(after=after.model_dump(mode="json"))
    ctx.publish(Topic.PATIENTS, row.id)
    return after


def record_allergy(request: said.RecordAllergy, ctx: Context) -> said.Patient:
    """Add an allergy (DOMAIN ALG-R1)."""
    _refuse_beyond(request.patient_id, ctx)
    patients = Patients(ctx.session, ctx.vault)
    row = _existing(patients, request.patient_id)
    allergy = PatientAllergy(
        id=new_id(),
        patient_id=row.id,
        group_code=request.group,
        severity=request.severity.value,
        noted_on=ctx.today,
        noted_by=ctx.actor.id,
        active=True,
    )
    patients.add_allergy(row, allergy, (request.allergen, request.reaction))
    ctx.about(row.id, f"patient:{row.number}", allergen=request.allergen)
    ctx.publish(Topic.PATIENTS, row.id)
    return patients.view(row)


def deny_allergies(request: said.DenyAllergies, ctx: Context) -> said.Patient:
    """Asked, and none known; refused while entries stand."""
    _refuse_beyond(request.patient_id, ctx)
    patients = Patients(ctx.session, ctx.vault)
    row = _existing(patients, request.patient_id)
    if not patients.deny_allergies(row):
        raise said.AllergiesOnRecord(count=len(patients.allergies(row.id)))
    ctx.about(row.id, f"patient:{row.number}")
    ctx.publish(Topic.PATIENTS, row.id)
    return patients.view(row)


def find_allergens(request: said.FindAllergens, ctx: Context) -> tuple[said.AllergenRow, ...]:
    """The allergen catalogue by Chinese, English, initials or code."""
    wanted = request.text.lower()
    return tuple(
        said.AllergenRow(group=group.code, name=group.name_zh, name_en=group.name_en)
        for group in ctx.house.reference.allergy_groups
        if wanted in f"{group.code} {group.name_zh} {group.name_en}".lower()
        or any(wanted and text.startswith(wanted) for text in _initials(group.name_zh))
    )[:20]


def names(ids: set[int], ctx: Context) -> dict[int, str]:
    """Names by patient id, for other domains' lists."""
    return Patients(ctx.session, ctx.vault).names(ids)


def faces(ids: set[int], ctx: Context) -> dict[int, said.PatientRow]:
    """Rows by patient id, for other domains' lists."""
    patients = Patients(ctx.session, ctx.vault)
    return {key: _row(patients, row) for key, row in patients.faces(ids).items()}


def ids_matching(text: str, ctx: Context, limit: int = 50) -> list[int]:
    """Patient ids a search text means, for other domains' filters."""
    patients = Patients(ctx.session, ctx.vault)
    rows = patients.find_by_values(asked_values(ctx.vault, text), limit)
    if PATIENT_NUMBER.fullmatch(text):
        rows += patients.find_by_number(text)
    return [row.id for row in rows]


def with_identity(number: str, ctx: Context) -> said.Patient | None:
    """The patient of an identity number, for self-booking."""
    patients = Patients(ctx.session, ctx.vault)
    patient_id = patients.with_identity(number)
    return None if patient_id is None else patients.view(_existing(patients, patient_id))


def _refuse_beyond(patient_id: int, ctx: Context) -> None:
    access.require(ctx, patient_id, Permission.PATIENTS_WRITE, writing=True)


def _masked(row: said.PatientRow) -> said.PatientRow:
    """What somebody may see of a patient beyond his reach: enough to tell that he exists."""
    hidden = {"name": mask_name(row.name), "phone_tail": "", "identity_masked": "", "beyond": True}
    return row.model_copy(update=hidden)


def _existing(patients: Patients, patient_id: int) -> Patient:
    row = patients.load(patient_id)
    if row is None:
        raise NotFound(what="patient")
    return row


def _refuse_taken(patients: Patients, number: str) -> None:
    taken = patients.with_identity(number)
    if taken is not None:
        raise said.IdentityTaken(patient_id=taken, number=_existing(patients, taken).number)


def _lookalikes(patients: Patients, fields: said.PatientFields) -> list[Question]:
    rows = patients.lookalikes(fields.name, fields.born_on)
    if not rows:
        return []
    candidates = [_row(patients, row).model_dump(mode="json") for row in rows]
    texts = "; ".join(
        f"{mask_name(c['name'])} {c['number']} …{c['phone_tail']}" for c in candidates
    )
    return [
        Question(
            "REG-09", "CONFIRM", subject=rows[0].number,
            params={"candidates": texts, "rows": candidates},
        )
    ]  # fmt: skip


def _row(patients: Patients, row: Patient) -> said.PatientRow:
    number = patients.open("identity_number", row.id, row.identity_number)
    return said.PatientRow(
        id=row.id,
        number=row.number,
        name=patients.open("name", row.id, row.name),
        sex=Sex(row.sex),
        born_on=row.born_on,
        phone_tail=patients.open("phone", row.id, row.phone)[-4:],
        identity_masked=mask_id_number(number) if number else "",
    )


def _initials(name: str) -> tuple[str, ...]:
    return tuple(text.lower() for text in term_spellings(name).initials)
