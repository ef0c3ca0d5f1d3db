"""The demonstration's patients: invented, in bulk."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from faker import Faker
from sqlalchemy import insert
from sqlalchemy.orm import Session

from omms_server.contract.identity import ResidentIdentity, read_identity_number
from omms_server.contract.patients import AllergyState, IdentityKind
from omms_server.core.ids import new_id
from omms_server.core.vault import Vault
from omms_server.domains.patients.repository import ALLERGEN, REACTION, SEALED
from omms_server.domains.patients.search import Identity, identity_value, written_values
from omms_server.models.billing import Series
from omms_server.models.patient import Patient, PatientAllergy, PatientKey

ALLERGENS = (("AG01", "青霉素类"), ("AG02", "头孢菌素类"), ("AG04", "磺胺类抗菌药"))


class PatientRows:
    """Makes rows of invented patients, for the demonstration and for load tests."""

    def __init__(self, vault: Vault, faker: Faker, random: Random, now: datetime) -> None:
        self._vault = vault
        self._faker = faker
        self._random = random
        self._now = now
        self._identities: set[str] = set()

    def make(self, serial: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """One patient's row and the rows of his index values."""
        identity = self._identity()
        who = Identity(
            self._faker.name(), identity.birth_date, identity.number, self._faker.phone_number()
        )
        patient_id = new_id()
        texts = {
            "name": who.name,
            "identity_number": who.identity_number,
            "phone": who.phone,
            "address": self._faker.address(),
            "no_identity_reason": "",
        }
        state = self._random.choices(list(AllergyState), (30, 60, 0))[0]
        row = {
            "id": patient_id,
            "number": f"{serial:08d}",
            "sex": identity.sex.value,
            "born_on": who.born_on,
            "identity_kind": IdentityKind.RESIDENT.value,
            "identity_index": identity_value(self._vault, who.identity_number),
            "allergy_state": state.value,
            "registered_at": self._now - timedelta(days=self._random.randint(1, 900)),
            "version": 1,
            **{
                column: self._vault.seal(field, patient_id, texts[column])
                for column, field in SEALED.items()
            },
        }
        values = written_values(self._vault, who)
        return row, [{"value": value, "patient_id": patient_id} for value in values]

    def _identity(self) -> ResidentIdentity:
        while True:
            number = self._faker.ssn()
            read = read_identity_number(number, self._now.date())
            if isinstance(read, ResidentIdentity) and number not in self._identities:
                self._identities.add(number)
                return read


def seed_patients(
    session: Session, rows: PatientRows, random: Random, vault: Vault, count: int, today: date
) -> list[dict[str, Any]]:
    """Insert `count` patients with index values and some allergies; returns their rows."""
    made = [rows.make(serial) for serial in range(1, count + 1)]
    allergies = []
    for row, _ in random.sample(made, count // 12):
        row["allergy_state"] = AllergyState.PRESENT.value
        allergies.append(_allergy(vault, random, row["id"], today))
    session.execute(insert(Patient), [row for row, _ in made])
    session.execute(insert(PatientKey), [key for _, keys in made for key in keys])
    session.execute(insert(PatientAllergy), allergies)
    session.execute(insert(Series), {"name": "patient", "value": count})
    return [row for row, _ in made]


def _allergy(vault: Vault, random: Random, patient_id: int, today: date) -> dict[str, Any]:
    group, name = random.choice(ALLERGENS)
    allergy_id = new_id()
    return {
        "id": allergy_id,
        "patient_id": patient_id,
        "group_code": group,
        "allergen": vault.seal(ALLERGEN, allergy_id, name),
        "reaction": vault.seal(REACTION, allergy_id, random.choice(("皮疹", "荨麻疹", "喉头水肿"))),
        "severity": random.choice(("mild", "moderate", "severe")),
        "noted_on": today - timedelta(days=random.randint(1, 800)),
        "noted_by": 1,
        "active": True,
    }
