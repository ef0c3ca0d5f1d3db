"""Decides about the patient's allergies: asked and none known, or one more on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Notices, Tasks
from omms_server.contract.charting import Encounter
from omms_server.contract.patients import (
    AllergenRow,
    DenyAllergies,
    FindAllergens,
    Patient,
    RecordAllergy,
)

from .drafts import VisitDraft


class AllergiesView(Protocol):
    """What the panel can show."""

    def show_allergens_found(self, rows: tuple[AllergenRow, ...]) -> None: ...
    def show_allergen(self, name: str) -> None: ...
    def show_allergy_errors(self, errors: Mapping[str, str]) -> Sequence[str]: ...
    def show_allergies_answered(self) -> None: ...


class Allergies:
    """Works on the patient of the visit that `visit` returns."""

    def __init__(
        self,
        view: AllergiesView,
        tasks: Tasks,
        notices: Notices,
        visit: Callable[[], VisitDraft | None],
        taken: Callable[[Encounter], None],
    ) -> None:
        self.view, self._tasks, self._notices = view, tasks, notices
        self._visit, self._taken = visit, taken
        self._found: object = None
        self._rows: tuple[AllergenRow, ...] = ()

    def find(self, text: str) -> None:
        """Look in the allergen catalogue."""
        asked = self._found = FindAllergens(text=text)

        def show(rows: tuple[AllergenRow, ...]) -> None:
            if asked is self._found:  # an older search may answer late
                self._rows = rows
                self.view.show_allergens_found(rows)

        self._tasks.run(asked, show, self._notices.show_fault)

    def choose(self, group: str) -> None:
        """Take a catalogue entry: it is what prescriptions are checked against."""
        for row in self._rows:
            if row.group == group:
                self.view.show_allergen(row.name)

    def record(self, values: Mapping[str, Any]) -> None:
        """Put an allergy on record; a name that is not the catalogue's is free text."""
        draft = self._visit()
        if draft is None:
            return
        name = str(values.get("allergen") or "")
        group = next((row.group for row in self._rows if row.name == name), "")
        try:
            asked = RecordAllergy(
                patient_id=draft.encounter.banner.patient_id,
                group=group,
                allergen=name,
                reaction=str(values.get("reaction") or ""),
                severity=values["severity"],
            )
        except ValidationError as error:
            self._notices.show_fault(invalid(error), beside=self.view.show_allergy_errors)
            return
        self._tasks.run(asked, lambda answer: self._answered(draft, answer), self._fail)

    def deny(self) -> None:
        """The patient was asked and knows of none (DOMAIN ALG-R1)."""
        draft = self._visit()
        if draft:
            asked = DenyAllergies(patient_id=draft.encounter.banner.patient_id)
            self._tasks.run(asked, lambda answer: self._answered(draft, answer), self._fail)

    def _answered(self, draft: VisitDraft, patient: Patient) -> None:
        known = {"allergy_state": patient.allergy_state, "allergies": patient.allergies}
        banner = draft.encounter.banner.model_copy(update=known)
        self._taken(draft.encounter.model_copy(update={"banner": banner}))
        self.view.show_allergies_answered()

    def _fail(self, fault: Any) -> None:
        self._notices.show_fault(fault, beside=self.view.show_allergy_errors)
