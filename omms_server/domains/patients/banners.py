"""What stands above every screen while a patient is open; other domains read it with their own."""

from typing import Any

from sqlalchemy import bindparam, select

from omms_server.contract.faults import NotFound
from omms_server.contract.patients import AllergyState, Banner
from omms_server.contract.types import Sex
from omms_server.core.context import Context
from omms_server.core.prepared import Prepared
from omms_server.core.rows import table_of
from omms_server.models.patient import Patient, PatientAllergy

from .repository import Patients

_PATIENT = table_of(Patient)
_ALLERGY = table_of(PatientAllergy)
_ALLERGIES = select(_ALLERGY.c.id).where(_ALLERGY.c.patient_id == _PATIENT.c.id, _ALLERGY.c.active)
BANNER = (
    *(
        _PATIENT.c[name].label(f"banner_{name}")
        for name in ("id", "number", "sex", "born_on", "name", "phone", "allergy_state")
    ),
    _PATIENT.c.identity_index.is_not(None).label("banner_verified"),
    _ALLERGIES.exists().label("banner_has_allergies"),
)
"""What `banner_of` reads, for statements that join the patient's table."""
_ONE = Prepared(select(*BANNER).where(_PATIENT.c.id == bindparam("of_id")))


def banner(patient_id: int, ctx: Context) -> Banner:
    """The banner of a patient, or `NotFound`."""
    row = _ONE.row(ctx.session, {"of_id": patient_id})
    if row is None:
        raise NotFound(what="patient")
    return banner_of(row, ctx)


def banner_of(row: Any, ctx: Context) -> Banner:
    """The banner in a row that holds the columns `BANNER`."""
    patients, patient_id = Patients(ctx.session, ctx.vault), row.banner_id
    return Banner(
        patient_id=patient_id,
        number=row.banner_number,
        name=patients.open("name", patient_id, row.banner_name),
        sex=Sex(row.banner_sex),
        born_on=row.banner_born_on,
        identity_verified=bool(row.banner_verified),
        phone_tail=patients.open("phone", patient_id, row.banner_phone)[-4:],
        allergy_state=AllergyState(row.banner_allergy_state),
        allergies=patients.allergies(patient_id) if row.banner_has_allergies else (),
    )
