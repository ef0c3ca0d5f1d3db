"""The facts that the automatic prescription checks work on (DOMAIN 3.8). Plain values, no
storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from omms_server.contract.ages import Age
from omms_server.contract.patients import AllergyState, Severity
from omms_server.contract.types import Sex

from .quantity import Frequency

if TYPE_CHECKING:
    from .clinical_rules import ClinicalRules


class Level(IntEnum):
    """How a finding is answered; the gravest first."""

    BLOCK = 0
    REASON = 1
    CONFIRM = 2
    INFO = 3


class SpecialClass(StrEnum):
    """Controlled class of a drug (DOMAIN 3.1, RX-R9)."""

    NONE = "NONE"
    NARCOTIC = "NARC"
    PSYCHOTROPIC_1 = "PSY1"
    PSYCHOTROPIC_2 = "PSY2"
    TOXIC = "TOXIC"


class Grade(IntEnum):
    """Antibacterial grade of a drug, and the highest one a prescriber may use (DOMAIN 3.5)."""

    NONE = 0
    UNRESTRICTED = 1
    RESTRICTED = 2
    SPECIAL = 3


class Kind(StrEnum):
    """Kind of prescription; the codes of prescription_types.csv (DOMAIN 3.1)."""

    GENERAL = "GEN"
    EMERGENCY = "EMG"
    PEDIATRIC = "PED"
    NARCOTIC = "NP1"
    PSYCHOTROPIC_2 = "P2"
    TOXIC = "TOX"
    HERBAL = "TCM"


class Setting(StrEnum):
    """Where it is prescribed."""

    OUTPATIENT = "outpatient"
    EMERGENCY = "emergency"
    INPATIENT = "inpatient"


@dataclass(frozen=True)
class Rights:
    """What a prescriber may prescribe (DOMAIN 3.4). `narcotic` covers narcotics and class I
    psychotropics.
    """

    general: bool = True
    narcotic: bool = False
    toxic: bool = False
    herbal: bool = False
    antibacterial: Grade = Grade.UNRESTRICTED


def rights_of(codes: Iterable[str]) -> Rights:
    """Rights from stored codes: general, narcotic, toxic, herbal, antibacterial_restricted,
    antibacterial_special.
    """
    held = {code.strip() for code in codes}
    grade = Grade.UNRESTRICTED if "general" in held else Grade.NONE
    if "antibacterial_restricted" in held:
        grade = Grade.RESTRICTED
    if "antibacterial_special" in held:
        grade = Grade.SPECIAL
    return Rights("general" in held, "narcotic" in held, "toxic" in held, "herbal" in held, grade)


@dataclass(frozen=True)
class Drug:
    """What the checks know of a drug. `strength` and `max_daily` are in `dose_unit`; `amounts`
    are (ingredient, amount, unit) in one smallest unit and given for combinations only.
    """

    code: str
    name: str
    form: str
    strength: Decimal
    dose_unit: str
    min_unit: str
    ingredients: frozenset[str]
    tags: frozenset[str] = frozenset()
    amounts: tuple[tuple[str, Decimal, str], ...] = ()
    max_daily: Decimal | None = None
    special_class: SpecialClass = SpecialClass.NONE
    grade: Grade = Grade.NONE
    skin_test: bool = False
    herbal: bool = False
    name_en: str = ""


@dataclass(frozen=True)
class Stock:
    """Usable smallest units of a drug in the pharmacy that will dispense it."""

    pharmacy: str
    units: int


@dataclass(frozen=True)
class Line:
    """One medication of a prescription. `units` is what will be dispensed; `doses` is None where
    it is not countable; `remark` is free text of the prescriber; without `stock` the stock is not
    judged.
    """

    drug: Drug
    route: str
    frequency: Frequency
    days: int
    units: int
    dose: Decimal | None = None
    doses: int | None = None
    remark: str = ""
    stock: Stock | None = None


@dataclass(frozen=True)
class Allergy:
    """A valid allergy entry: of a catalogue group, or of a drug (its ingredients and tags), else
    free text.
    """

    allergen: str
    noted_on: date
    severity: Severity
    group: str = ""
    ingredients: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PatientFacts:
    """`age` is the age on the day of prescribing, None if unknown. `pain_registered`: DOMAIN
    RX-R6.
    """

    age: Age | None
    sex: Sex
    allergy_state: AllergyState
    allergies: tuple[Allergy, ...] = ()
    pain_registered: bool = False


@dataclass(frozen=True)
class Draft:
    """A prescription before signing. `earlier` are lines of other prescriptions that are not yet
    used up.
    """

    patient: PatientFacts
    rights: Rights
    setting: Setting
    diagnoses: tuple[str, ...]
    lines: tuple[Line, ...]
    rules: ClinicalRules
    earlier: tuple[Line, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of prescription, which follows from its content."""
        return kind_of(self.lines, self.patient.age, emergency=self.setting is Setting.EMERGENCY)


@dataclass(frozen=True)
class Finding:
    """Something a check has to say. `subject` ties the answer to the thing it is about; `params`
    fill the message.

    `code` is a message code of refusal_messages.csv, with a suffix for the milder form of the
    same matter.
    """

    code: str
    level: Level
    subject: str
    params: Mapping[str, str | int] = field(default_factory=dict)


_CHILD_BELOW_YEARS = 14
_KIND_BY_CLASS = {
    SpecialClass.NARCOTIC: Kind.NARCOTIC,
    SpecialClass.PSYCHOTROPIC_1: Kind.NARCOTIC,
    SpecialClass.PSYCHOTROPIC_2: Kind.PSYCHOTROPIC_2,
    SpecialClass.TOXIC: Kind.TOXIC,
}
_STRICTEST_FIRST = (Kind.NARCOTIC, Kind.TOXIC, Kind.PSYCHOTROPIC_2, Kind.HERBAL)


def kind_by_content(drug: Drug) -> Kind:
    """The kind a drug asks for by itself; GENERAL where the visit decides."""
    if drug.herbal:
        return Kind.HERBAL
    return _KIND_BY_CLASS.get(drug.special_class, Kind.GENERAL)


def kind_of(lines: Iterable[Line], age: Age | None, *, emergency: bool) -> Kind:
    """The kind follows from the content and the visit and is never chosen (DOMAIN 3.1); the
    strictest drug decides.
    """
    kinds = {kind_by_content(line.drug) for line in lines}
    for kind in _STRICTEST_FIRST:
        if kind in kinds:
            return kind
    if emergency:
        return Kind.EMERGENCY
    if age is not None and age.years < _CHILD_BELOW_YEARS:
        return Kind.PEDIATRIC
    return Kind.GENERAL
