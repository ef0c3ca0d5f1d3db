"""Patients through the dispatcher, on every database."""

from datetime import date

import pytest

from omms_server.contract.faults import Confirm, Fault, Invalid, NotAllowed, Stale
from omms_server.contract.patients import (
    AllergiesOnRecord,
    AllergyState,
    ChangePatient,
    DenyAllergies,
    FindPatients,
    IdentityKind,
    IdentityTaken,
    LoadPatient,
    RecordAllergy,
    RegisterPatient,
    Severity,
)
from omms_server.contract.types import Sex
from tests.support.clinic import Clinic, patient_fields

RARE = "𠮷㛃·䶮" + "欧阳娜娜"


def found(clinic: Clinic, text: str) -> list[str]:
    return [row.name for row in clinic.amy.send(FindPatients(text=text)).rows]


@pytest.mark.parametrize(
    "text", ["张晓明", "张", "zxm", "ZX", "zhangxiaoming", "zhangx", "13900001234", "1234"]
)
def test_a_patient_is_found_by_every_key(clinic: Clinic, text: str) -> None:
    clinic.a_patient(phone="13900001234")
    clinic.a_patient(name="李四", phone="13811112222")
    assert found(clinic, text) == ["张晓明"]


def test_a_patient_is_found_by_identity_and_own_number(clinic: Clinic) -> None:
    patient = clinic.a_patient()
    assert found(clinic, patient.identity_number) == ["张晓明"]
    assert found(clinic, patient.number) == ["张晓明"]


def test_a_polyphonic_surname_is_found_by_its_reading(clinic: Clinic) -> None:
    clinic.a_patient(name="单文静")
    assert found(clinic, "swj") == ["单文静"]


def test_rare_characters_survive_the_whole_way(clinic: Clinic) -> None:
    patient = clinic.a_patient(name=RARE)
    assert clinic.amy.send(LoadPatient(patient_id=patient.id)).name == RARE
    assert found(clinic, RARE[:3]) == [RARE]


def test_a_second_patient_of_one_identity_number_is_refused(clinic: Clinic) -> None:
    """DOMAIN PAT-R2."""
    first = clinic.a_patient()
    with pytest.raises(IdentityTaken) as refused:
        clinic.a_patient(identity_number=first.identity_number)
    assert refused.value.params["number"] == first.number


def test_a_likely_duplicate_is_asked_about_and_made_when_confirmed(clinic: Clinic) -> None:
    """DOMAIN PAT-R2, REG-09."""
    clinic.a_patient()
    twin = RegisterPatient(fields=patient_fields())
    with pytest.raises(Confirm) as asked:
        clinic.amy.send(twin)
    finding = asked.value.params["findings"][0]
    assert finding["code"] == "REG-09"
    assert finding["params"]["rows"][0]["name"] == "张晓明"
    assert clinic.amy.send(twin, reasons="checked").name == "张晓明"


@pytest.mark.parametrize(
    ("changes", "field", "kind"),
    [
        ({"identity_number": "110105194912310021"}, "fields.identity_number", "identity_check"),
        ({"identity_number": None}, "fields", "identity_number_required"),
        ({"born_on": date(2026, 11, 24)}, "fields.born_on", "date_in_future"),
    ],
)
def test_a_wrong_field_is_named(
    clinic: Clinic, changes: dict[str, object], field: str, kind: str
) -> None:
    fields = patient_fields().model_copy(update=changes)
    request = RegisterPatient.model_construct(fields=fields)
    with pytest.raises(Invalid) as refused:
        clinic.amy.send(request)
    error = refused.value.params["errors"][0]
    assert error["field"] == field
    assert error["kind"].startswith(kind)


def test_an_identity_number_that_contradicts_the_sex_is_refused(clinic: Clinic) -> None:
    fields = patient_fields().model_copy(update={"sex": Sex.FEMALE})
    with pytest.raises(Invalid) as refused:
        clinic.amy.send(RegisterPatient(fields=fields))
    assert refused.value.params["errors"][0]["kind"] == "identity_sex_differs"


def test_a_newborn_without_identity_needs_a_reason(clinic: Clinic) -> None:
    """DOMAIN PAT-R1."""
    baby = clinic.a_patient(
        identity_kind=IdentityKind.NONE,
        identity_number=None,
        no_identity_reason="新生儿",
        born_on=date(2026, 11, 20),
    )
    assert baby.identity_number == ""


def test_a_stale_change_is_refused_and_a_fresh_one_is_found_anew(clinic: Clinic) -> None:
    """DOMAIN GEN-R10."""
    patient = clinic.a_patient()
    fields = patient_fields(name="张小名", identity_number=patient.identity_number)
    changed = clinic.amy.send(ChangePatient(patient_id=patient.id, version=1, fields=fields))
    assert changed.version == 2
    with pytest.raises(Stale):
        clinic.amy.send(ChangePatient(patient_id=patient.id, version=1, fields=fields))
    assert found(clinic, "张小名") == ["张小名"]
    assert found(clinic, "张晓明") == []


def test_allergies_are_recorded_and_cannot_be_denied_afterwards(clinic: Clinic) -> None:
    """DOMAIN ALG-R1."""
    patient = clinic.a_patient()
    assert patient.allergy_state is AllergyState.NOT_ASKED
    denied = clinic.amy.send(DenyAllergies(patient_id=patient.id))
    assert denied.allergy_state is AllergyState.NONE_KNOWN
    with_one = clinic.amy.send(
        RecordAllergy(
            patient_id=patient.id, group="AG01", allergen="青霉素类", severity=Severity.SEVERE
        )
    )
    assert with_one.allergy_state is AllergyState.PRESENT
    assert [allergy.allergen for allergy in with_one.allergies] == ["青霉素类"]
    with pytest.raises(AllergiesOnRecord):
        clinic.amy.send(DenyAllergies(patient_id=patient.id))


def test_an_outsider_finds_nobody(clinic: Clinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.dora.send(FindPatients(text="张"))


def test_a_repeated_command_gives_the_first_answer_and_one_patient(clinic: Clinic) -> None:
    request = RegisterPatient(fields=patient_fields())
    key = "a-key-of-the-workstation-1"
    first = clinic.amy.send(request, key=key)
    assert clinic.amy.send(request, key=key) == first
    assert len(clinic.amy.send(FindPatients(text="张晓明")).rows) == 1


def test_a_key_used_for_another_content_is_refused(clinic: Clinic) -> None:
    key = "a-key-of-the-workstation-2"
    clinic.amy.send(RegisterPatient(fields=patient_fields()), key=key)
    with pytest.raises(Fault) as refused:
        clinic.amy.send(RegisterPatient(fields=patient_fields(name="李四")), key=key)
    assert refused.value.code == "key_reused"
