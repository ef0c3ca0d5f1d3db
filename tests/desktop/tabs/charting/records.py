"""Visits, drugs and quantities as a server would tell them, for the presenters' tests."""

from datetime import UTC, date, datetime
from decimal import Decimal

from omms_server.contract.catalogue import DrugRow
from omms_server.contract.charting import (
    Diagnosis,
    Encounter,
    EncounterState,
    Note,
    NoteFields,
    Quantity,
)
from omms_server.contract.patients import AllergyState, Banner
from omms_server.contract.types import Sex

AT = datetime(2026, 11, 23, 1, 10, tzinfo=UTC)
COLD = Diagnosis(code="J06.900", name="急性上呼吸道感染", suspected=False)


def a_note(version=1, **parts):
    return Note(version=version, author="林静", at=AT, reason="", fields=NoteFields(**parts))


def an_encounter(number=1, version=1, **changes):
    banner = Banner(
        patient_id=number + 50, number="00000001", name="张晓明", sex=Sex.MALE,
        born_on=date(1990, 1, 1), identity_verified=True, phone_tail="0002",
        allergy_state=AllergyState.NOT_ASKED, allergies=(),
    )  # fmt: skip
    given = {
        "id": number, "appointment_id": number + 100, "banner": banner, "department": "内科",
        "doctor": "林静", "state": EncounterState.OPEN, "started_at": AT, "signed_at": None,
        "note": None, "diagnoses": (), "prescriptions": (), "version": version,
    }  # fmt: skip
    return Encounter(**{**given, **changes})


def a_drug(number=7, **changes):
    given = {
        "id": number, "code": "D0001", "name": "阿莫西林胶囊", "name_en": "amoxicillin",
        "form": "胶囊剂", "spec": "0.25g", "dose_unit": "g", "min_unit": "粒", "pack_size": 24,
        "pack_unit": "盒", "price": 1260, "usable": 480, "default_dose": Decimal("0.5"),
        "default_route": "PO", "default_frequency": "TID", "by_hand": False,
    }  # fmt: skip
    return DrugRow(**{**given, **changes})


def a_quantity(units=42, amount=2205):
    return Quantity(
        doses=21, units=units, packs=2, dispense_units=units, amount=amount, text="阿莫西林胶囊…"
    )
