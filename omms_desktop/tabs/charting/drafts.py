"""What is typed in a visit and not yet saved; kept for each visit while others are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from omms_server.contract.catalogue import DrugRow
from omms_server.contract.charting import (
    Encounter,
    EncounterState,
    LineFields,
    NoteFields,
    Prescription,
    PrescriptionState,
    Quantity,
    SignPrescription,
)

NOTE_PARTS = tuple(NoteFields.model_fields)
NO_LINE: Mapping[str, Any] = dict.fromkeys(
    ("dose", "route", "frequency", "timing", "days", "units")
)
"""An empty line of the prescription editor."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A medication line that is in the prescription and not yet signed."""

    fields: LineFields
    drug: DrugRow
    quantity: Quantity


@dataclass(slots=True)
class LineInHand:
    """The line in the editor: its drug and its fields as they stand on screen."""

    drug: DrugRow | None = None
    values: dict[str, Any] = field(default_factory=lambda: dict(NO_LINE))
    units_asked: bool = False
    """The quantity cannot be computed and is typed."""


@dataclass(slots=True)
class VisitDraft:
    """A visit as the server last told it, with what was typed since."""

    encounter: Encounter
    note: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    based_on: int = 0
    """The version of the note that the typed text began from; 0 for none."""
    hand: LineInHand = field(default_factory=LineInHand)
    lines: list[DraftLine] = field(default_factory=list)
    findings: tuple[Mapping[str, Any], ...] = ()
    """Why the lines were refused."""
    correcting: int | None = None
    """The rejected prescription that the lines are to stand for."""

    def __post_init__(self) -> None:
        self._adopt()

    @property
    def is_signed(self) -> bool:
        """Whether only amendments can follow."""
        return self.encounter.state is EncounterState.SIGNED

    @property
    def rejected(self) -> tuple[Prescription, ...]:
        """What the pharmacist sent back and nothing stands for yet."""
        every = self.encounter.prescriptions
        replaced = {one.replaces for one in every}
        return tuple(
            one
            for one in every
            if one.state is PrescriptionState.REJECTED and one.id not in replaced
        )

    @property
    def corrected(self) -> Prescription | None:
        """The rejected prescription that is being corrected."""
        return next((one for one in self.rejected if one.id == self.correcting), None)

    @property
    def may_prescribe(self) -> bool:
        """Whether lines can be written: after signing only to correct (DOMAIN 3.9)."""
        return not self.is_signed or self.corrected is not None

    @property
    def is_changed(self) -> bool:
        """Whether the note holds text that is not saved."""
        return self.note != saved_note(self.encounter)

    @property
    def is_behind(self) -> bool:
        """Whether a newer note was saved elsewhere than the one the typed text began from."""
        return self.is_changed and _version(self.encounter) > self.based_on

    @property
    def amount(self) -> int:
        """The sum of the lines not yet signed, fen."""
        return sum(line.quantity.amount for line in self.lines)

    def to_sign(self) -> SignPrescription:
        """The lines as one prescription, in the place of the one that is being corrected."""
        return SignPrescription(
            encounter_id=self.encounter.id,
            lines=tuple(line.fields for line in self.lines),
            replaces=self.correcting,
        )

    def take(self, encounter: Encounter) -> bool:
        """Take the server's newer word; typed text stays. True when the note on screen changes."""
        before, was_changed = self.note, self.is_changed
        self.encounter = encounter
        if self.corrected is None:
            self.correcting = None
        if not was_changed or not self.is_changed:
            self._adopt()
        return self.note != before

    def saved(self, encounter: Encounter) -> None:
        """Take the answer to one's own note; what was typed since it was sent stays."""
        self.encounter, self.reason = encounter, ""
        self.based_on = _version(encounter)

    def drop_typed(self) -> None:
        """Give up the typed note for the saved one."""
        self.reason = ""
        self._adopt()

    def _adopt(self) -> None:
        self.note = saved_note(self.encounter)
        self.based_on = _version(self.encounter)


def saved_note(encounter: Encounter) -> dict[str, str]:
    """The parts of the note as they are kept."""
    note = encounter.note
    return (note.fields if note else NoteFields()).model_dump()


def _version(encounter: Encounter) -> int:
    return encounter.note.version if encounter.note else 0
