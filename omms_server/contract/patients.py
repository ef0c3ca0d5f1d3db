"""Patients: find them, register them, know their allergies."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from .faults import Fault
from .messages import Command, Message, Query
from .types import Code, Id, Line, Moment, Name, Phone, SearchText, Sex, Version


class IdentityKind(StrEnum):
    """What kind of document proves the identity (DOMAIN 0.2)."""

    RESIDENT = "resident"
    PASSPORT = "passport"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    OTHER = "other"
    NONE = "none"


class AllergyState(StrEnum):
    """Whether allergies were asked about; never blank (DOMAIN ALG-R1)."""

    NOT_ASKED = "not_asked"
    NONE_KNOWN = "none_known"
    PRESENT = "present"


class Severity(StrEnum):
    """How bad the reaction was (DOMAIN ALG-R1)."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    LIFE_THREATENING = "life_threatening"


class Allergy(Message):
    """One allergy. `group` is a code of the allergen catalogue, empty for free text, which matches
    nothing by itself."""

    id: Id
    group: str
    allergen: str
    reaction: str
    severity: Severity
    noted_on: date


class PatientRow(Message):
    """A patient in a list. The identity number is masked (DOMAIN 9.3)."""

    id: Id
    number: str
    name: str
    sex: Sex
    born_on: date
    phone_tail: str
    identity_masked: str
    beyond: bool = False
    """Found, but not a patient within the asker's reach: the name is masked, the phone left
    out."""


class Patient(Message):
    """Everything the clinic keeps of a person."""

    id: Id
    number: str
    name: str
    sex: Sex
    born_on: date
    identity_kind: IdentityKind
    identity_number: str
    phone: str
    address: str
    allergy_state: AllergyState
    allergies: tuple[Allergy, ...]
    registered_at: Moment
    version: Version


class Banner(Message):
    """What stands above every screen while a patient is open (UX, patient banner)."""

    patient_id: Id
    number: str
    name: str
    sex: Sex
    born_on: date
    identity_verified: bool
    phone_tail: str
    allergy_state: AllergyState
    allergies: tuple[Allergy, ...]


class FoundPatients(Message):
    """The best matches first; `more` tells that the search should be narrowed."""

    rows: tuple[PatientRow, ...]
    more: bool


class FindPatients(Query[FoundPatients]):
    """Find by Chinese name, full pinyin, initials, phone or its last four digits, identity number,
    patient number."""

    method: ClassVar[str] = "patients.find"
    text: SearchText
    limit: int = Field(default=20, ge=1, le=50)


class LoadPatient(Query[Patient]):
    """Open one patient's data; leaves an audit entry."""

    method: ClassVar[str] = "patients.load"
    patient_id: Id


class PatientFields(Message):
    """What is typed when a patient is registered or changed. The form and the server check this one
    class."""

    name: Name
    sex: Sex
    born_on: date = Field(ge=date(1870, 1, 1))
    identity_kind: IdentityKind = IdentityKind.RESIDENT
    identity_number: Annotated[Code, Field(max_length=30)] | None = None
    no_identity_reason: Line = ""
    phone: Phone
    address: Line = ""

    @model_validator(mode="after")
    def _real_name(self) -> Self:
        """Identity is required, or a reason why there is none (DOMAIN PAT-R1)."""
        if self.identity_kind is IdentityKind.NONE:
            if not self.no_identity_reason:
                raise ValueError("no_identity_reason_required")
        elif not self.identity_number:
            raise ValueError("identity_number_required")
        return self


class RegisterPatient(Command[Patient]):
    """Register a person who is not here yet. A likely duplicate is asked about first (DOMAIN
    PAT-R2)."""

    method: ClassVar[str] = "patients.register"
    fields: PatientFields


class ChangePatient(Command[Patient]):
    """Change a patient's data; refused when someone else changed it since `version`."""

    method: ClassVar[str] = "patients.change"
    patient_id: Id
    version: Version
    fields: PatientFields


class RecordAllergy(Command[Patient]):
    """Add an allergy; the state becomes PRESENT."""

    method: ClassVar[str] = "patients.record_allergy"
    patient_id: Id
    group: Annotated[str, Field(max_length=20)] = ""
    allergen: Name
    reaction: Line = ""
    severity: Severity


class DenyAllergies(Command[Patient]):
    """The patient was asked and knows of none. Refused while allergies are on record."""

    method: ClassVar[str] = "patients.deny_allergies"
    patient_id: Id


class AllergenRow(Message):
    """An entry of the allergen catalogue."""

    group: str
    name: str
    name_en: str


class FindAllergens(Query[tuple[AllergenRow, ...]]):
    """Look up the allergen catalogue by Chinese, English or code."""

    method: ClassVar[str] = "patients.find_allergens"
    text: SearchText


class IdentityTaken(Fault, code="patients.identity_taken"):
    """A patient with this identity number exists (DOMAIN PAT-R2). `patient_id`, `number`."""


class AllergiesOnRecord(Fault, code="patients.allergies_on_record"):
    """Allergies are on record, so "none known" cannot be set. `count`."""
