"""Drafts of prescriptions for the tests of the automatic checks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from omms_server.contract.ages import Age
from omms_server.contract.patients import AllergyState, Severity
from omms_server.contract.types import Sex
from omms_server.core.reference_data import ReferenceData, load_reference_data
from omms_server.domains.charting.checks import check
from omms_server.domains.charting.clinical_rules import clinical_rules, drug_facts
from omms_server.domains.charting.prescribing import (
    Allergy,
    Draft,
    Drug,
    Finding,
    Line,
    PatientFacts,
    Rights,
    Setting,
)
from omms_server.domains.charting.quantity import Frequency, Rhythm, frequency_of

FOLDER = Path(__file__).parents[2] / "resources" / "reference_data"
ADULT = PatientFacts(Age(40), Sex.MALE, AllergyState.NONE_KNOWN)
FULL_RIGHTS = Rights(general=True, narcotic=True, toxic=True, herbal=True)


@cache
def reference() -> ReferenceData:
    return load_reference_data(FOLDER)


@cache
def drug(name: str) -> Drug:
    """A drug of the demonstration list by its Chinese name."""
    return drug_facts(next(row for row in reference().drugs if row.generic_name_zh == name))


def frequency(code: str) -> Frequency:
    row = next(row for row in reference().frequencies if row.code == code)
    return frequency_of(code, row.times_per_day, as_needed=row.is_prn)


def line(  # a builder: everything may be said, nothing must
    what: str | Drug,
    dose: str | None = None,
    often: str = "QD",
    days: int = 3,
    route: str = "PO",
    **more: object,
) -> Line:
    """A line that by itself finds nothing; `dose` in the drug's unit."""
    facts = drug(what) if isinstance(what, str) else what
    often_facts = frequency(often)
    doses = 1 if often_facts.rhythm is Rhythm.ONCE else None
    if often_facts.times_per_day:
        doses = int(-(-days * often_facts.times_per_day // Fraction(1)))
    made = Line(
        drug=facts,
        route=route,
        frequency=often_facts,
        days=days,
        units=10,
        dose=Decimal(dose) if dose else None,
        doses=doses,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def draft(*lines: Line, **more: object) -> Draft:
    """A prescription of an adult with a diagnosis by someone with every controlled right."""
    made = Draft(
        patient=ADULT,
        rights=FULL_RIGHTS,
        setting=Setting.OUTPATIENT,
        diagnoses=("J06.900",),
        lines=lines,
        rules=clinical_rules(reference()),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def allergic_to(group: str = "", text: str = "x", **more: object) -> PatientFacts:
    entry = Allergy(text, date(2025, 5, 1), Severity.SEVERE, group=group)
    entry = replace(entry, **more)  # type: ignore[arg-type]
    return replace(ADULT, allergy_state=AllergyState.PRESENT, allergies=(entry,))


def codes(made: Draft, *only: str) -> list[tuple[str, str]]:
    """(code, level) of what the checks find, of `only` these codes when given."""
    return [(f.code, f.level.name) for f in check(made) if not only or f.code in only]


def found(made: Draft, code: str) -> list[Finding]:
    return [finding for finding in check(made) if finding.code == code]
