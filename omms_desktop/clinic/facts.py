"""What the patient banner says, for every tab alike: who it is and what he does not tolerate."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from omms_desktop.widgets.banner import Banner, ChipSpec, Fact
from omms_desktop.widgets.levels import Level
from omms_server.contract.patients import Allergy, AllergyState, Severity
from omms_server.contract.patients import Banner as PatientBanner

from .texts import allergy_state_word, severity_word, sex_word
from .times import age_on

_GRAVITY = tuple(reversed(Severity))


def show_patient(banner: Banner, patient: PatientBanner, today: date, language: str) -> None:
    """Fill the banner; allergies are always said in words (UX, patient banner)."""
    banner.show_facts(patient.name, patient_facts(patient, today, language), patient_chips(patient))


def patient_facts(patient: PatientBanner, today: date, language: str) -> list[Fact]:
    """Sex, age, birth date, number, phone tail."""
    return [
        Fact("", sex_word(patient.sex)),
        Fact("", age_on(patient.born_on, today, language)),
        Fact(QCoreApplication.translate("Facts", "Born"), patient.born_on.isoformat()),
        Fact(QCoreApplication.translate("Facts", "No."), patient.number),
        Fact(QCoreApplication.translate("Facts", "Phone"), f"…{patient.phone_tail}"),
    ]


def patient_chips(patient: PatientBanner) -> list[ChipSpec]:
    """Allergies from grave to quiet, then whether the identity is verified."""
    return [*allergy_chips(patient.allergy_state, patient.allergies), _identity_chip(patient)]


def allergy_chips(state: AllergyState, allergies: Sequence[Allergy]) -> list[ChipSpec]:
    """Never blank (DOMAIN ALG-R1): each allergy, or that none is known, or that nobody asked."""
    if state is AllergyState.PRESENT and allergies:
        ordered = sorted(allergies, key=lambda one: _GRAVITY.index(one.severity))
        return [ChipSpec(allergy_words(one), allergy_level(one.severity)) for one in ordered]
    levels = {AllergyState.NONE_KNOWN: Level.OK, AllergyState.PRESENT: Level.STOP}
    return [ChipSpec(allergy_state_word(state), levels.get(state, Level.WARN))]


def allergy_words(allergy: Allergy) -> str:
    """Allergy: penicillin, rash, severe."""
    words = [allergy.allergen, allergy.reaction, severity_word(allergy.severity)]
    text = QCoreApplication.translate("Facts", "Allergy: {0}")
    return text.format(" · ".join(word for word in words if word))


def allergy_level(severity: Severity) -> Level:
    """Severe ones stop, the others warn."""
    grave = (Severity.SEVERE, Severity.LIFE_THREATENING)
    return Level.STOP if severity in grave else Level.WARN


def _identity_chip(patient: PatientBanner) -> ChipSpec:
    if patient.identity_verified:
        return ChipSpec(QCoreApplication.translate("Facts", "Identity verified"), Level.OK)
    return ChipSpec(QCoreApplication.translate("Facts", "Identity not verified"), Level.WARN)
