"""The banner says who the patient is and never keeps silent about allergies."""

from datetime import date

import pytest

from omms_desktop.clinic.facts import allergy_chips, patient_chips, patient_facts, show_patient
from omms_desktop.widgets.banner import Banner
from omms_desktop.widgets.levels import Level
from omms_server.contract.patients import Allergy, AllergyState, Severity
from omms_server.contract.patients import Banner as PatientBanner
from omms_server.contract.types import Sex

TODAY = date(2026, 11, 23)


def patient(**changes):
    given = {
        "patient_id": 7,
        "number": "26000007",
        "name": "欧阳𠮷",
        "sex": Sex.FEMALE,
        "born_on": date(1990, 1, 1),
        "identity_verified": True,
        "phone_tail": "5678",
        "allergy_state": AllergyState.NOT_ASKED,
        "allergies": (),
    }
    return PatientBanner(**{**given, **changes})


def allergy(severity, name="青霉素类"):
    return Allergy(
        id=1, group="AG01", allergen=name, reaction="皮疹", severity=severity, noted_on=TODAY
    )


def test_the_facts_name_sex_age_birth_number_and_phone():
    texts = [fact.text for fact in patient_facts(patient(), TODAY, "en")]
    assert texts == ["Female", "36 years", "1990-01-01", "26000007", "…5678"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (AllergyState.NOT_ASKED, "Allergies not asked"),
        (AllergyState.NONE_KNOWN, "No known allergies"),
        (AllergyState.PRESENT, "Allergies"),
    ],
)
def test_the_allergy_state_is_never_blank(state, words):
    assert [chip.text for chip in allergy_chips(state, ())] == [words]


def test_the_gravest_allergy_stands_first():
    found = (allergy(Severity.MILD, "花生"), allergy(Severity.LIFE_THREATENING))
    chips = patient_chips(patient(allergy_state=AllergyState.PRESENT, allergies=found))
    assert chips[0].text == "Allergy: 青霉素类 · 皮疹 · Life-threatening"
    assert [chip.level for chip in chips] == [Level.STOP, Level.WARN, Level.OK]


def test_an_unverified_identity_is_said():
    assert patient_chips(patient(identity_verified=False))[-1].text == "Identity not verified"


def test_a_reader_hears_the_whole_banner(shown):
    banner = Banner()
    show_patient(banner, patient(), TODAY, "en")
    shown(banner)
    heard = banner.accessibleName()
    assert heard.startswith("欧阳𠮷")
    assert "Allergies not asked" in heard
