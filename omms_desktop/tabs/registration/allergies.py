"""What the desk may note about allergies: none known, or one more. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from pydantic import ValidationError

from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.faults import Fault, Invalid
from omms_server.contract.patients import (
    AllergenRow,
    DenyAllergies,
    FindAllergens,
    Patient,
    RecordAllergy,
)

from .complaints import invalid


class AllergyView(Protocol):
    """The form for an allergy."""

    def show_allergens(self, names: tuple[str, ...]) -> None:
        """Offer these names for what is typed."""

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        """Show sentences beside fields; return those without one."""

    def close_allergy(self) -> None:
        """It is recorded."""


class Allergies:
    """Of the patient at the counter."""

    def __init__(self, context: TabContext, changed: Callable[[Patient], None]) -> None:
        self._context, self._changed = context, changed
        self._view: AllergyView | None = None
        self._found: dict[str, AllergenRow] = {}
        self._asked: FindAllergens | None = None

    def attach(self, view: AllergyView) -> None:
        """Use this view from now on."""
        self._view = view

    def find(self, text: str) -> None:
        """Look into the catalogue for what is typed."""
        try:
            asked = self._asked = FindAllergens(text=text)
        except ValidationError:
            return
        self._context.tasks.run(asked, lambda rows: self._offer(asked, rows), self._failed)

    def deny(self, patient_id: int) -> None:
        """The patient was asked and knows of none."""
        request = DenyAllergies(patient_id=patient_id)
        self._context.tasks.run(request, self._changed, self._failed)

    def record(self, patient_id: int, values: Mapping[str, object]) -> None:
        """Add an allergy; a name of the catalogue brings its group, any other is free text."""
        name = str(values.get("allergen") or "")
        known = self._found.get(name)
        given = {key: value for key, value in values.items() if value is not None}
        given |= {"patient_id": patient_id, "group": known.group if known else ""}
        try:
            request = RecordAllergy.model_validate(given)
        except ValidationError as error:
            self._failed(invalid(error))
            return
        self._context.tasks.run(request, self._recorded, self._failed)

    def _recorded(self, patient: Patient) -> None:
        if self._view:
            self._view.close_allergy()
        self._changed(patient)

    def _offer(self, asked: FindAllergens, rows: tuple[AllergenRow, ...]) -> None:
        if asked is not self._asked or self._view is None:
            return
        chinese = self._context.language.code.startswith("zh")
        named = {row.name if chinese else row.name_en or row.name: row for row in rows}
        self._found |= named
        self._view.show_allergens(tuple(named))

    def _failed(self, fault: Fault) -> None:
        beside = self._view.show_errors if self._view and isinstance(fault, Invalid) else None
        self._context.notices.show_fault(fault, beside=beside)
