"""What may be written about a patient: pure functions."""

from datetime import date

from omms_server.contract.faults import Invalid
from omms_server.contract.identity import ResidentIdentity, read_identity_number
from omms_server.contract.patients import IdentityKind, PatientFields


def checked_fields(fields: PatientFields, today: date) -> PatientFields:
    """Check the identity number against itself, sex and birth date (DOMAIN 9.4); normalise it.
    Raises `Invalid`."""
    if fields.born_on > today:
        raise _wrong("born_on", "date_in_future")
    if fields.identity_kind is not IdentityKind.RESIDENT or fields.identity_number is None:
        return fields
    read = read_identity_number(fields.identity_number, today)
    if not isinstance(read, ResidentIdentity):
        raise _wrong("identity_number", f"identity_{read.value}")
    if read.birth_date != fields.born_on:
        raise _wrong("born_on", "identity_birth_date_differs")
    if read.sex is not fields.sex:
        raise _wrong("sex", "identity_sex_differs")
    return fields.model_copy(update={"identity_number": read.number})


def _wrong(field: str, kind: str) -> Invalid:
    return Invalid(errors=[{"field": f"fields.{field}", "kind": kind, "limit": None}])
