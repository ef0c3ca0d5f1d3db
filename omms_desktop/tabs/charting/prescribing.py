"""Decides about the prescription being written: its lines, what they come to, signing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Notices, Tasks
from omms_server.contract.catalogue import (
    DrugRow,
    FindDrugs,
    LoadPrescribingTerms,
    PrescribingTerms,
)
from omms_server.contract.charting import (
    ComputeQuantity,
    Encounter,
    LineFields,
    Prescription,
    Quantity,
    QuantityNeeded,
)
from omms_server.contract.faults import Fault, Refused

from .drafts import NO_LINE, DraftLine, LineInHand, VisitDraft

LEVELS = ("BLOCK", "SECOND_PERSON", "REASON", "CONFIRM", "INFO")
"""From grave to quiet."""


class PrescribingView(Protocol):
    """What the prescription's part of the page can show."""

    def show_terms(self, terms: PrescribingTerms) -> None: ...
    def show_drugs_found(self, rows: tuple[DrugRow, ...]) -> None: ...
    def show_hand(self, hand: LineInHand) -> None: ...
    def show_quantity(self, drug: DrugRow | None, quantity: Quantity | None) -> None: ...
    def ask_units(self) -> None: ...
    def show_line_errors(self, errors: Mapping[str, str]) -> Sequence[str]: ...
    def show_lines(self, draft: VisitDraft) -> None: ...
    def show_line_added(self) -> None: ...
    def show_signed(self, prescription: Prescription) -> None: ...
    def show_busy(self, busy: bool) -> None: ...


class Prescribing:
    """Works on the visit that `visit` returns; `taken` is told of each newer state of one."""

    def __init__(
        self,
        view: PrescribingView,
        tasks: Tasks,
        notices: Notices,
        visit: Callable[[], VisitDraft | None],
        taken: Callable[[Encounter], None],
    ) -> None:
        self.view, self._tasks, self._notices = view, tasks, notices
        self._visit, self._taken = visit, taken
        self._found: object = None
        self._rows: tuple[DrugRow, ...] = ()
        self._asked: object = None
        self._computed: tuple[LineFields, Quantity] | None = None
        self._signing = False

    def load_terms(self) -> None:
        """Load what lines are composed of."""
        self._tasks.run(LoadPrescribingTerms(), self.view.show_terms, self._notices.show_fault)

    def find_drugs(self, text: str) -> None:
        """Look in the drug catalogue."""
        asked = self._found = FindDrugs(text=text)

        def show(rows: tuple[DrugRow, ...]) -> None:
            if asked is self._found:  # an older search may answer late
                self._rows = rows
                self.view.show_drugs_found(rows)

        self._tasks.run(asked, show, self._notices.show_fault)

    def choose_drug(self, drug_id: int) -> None:
        """Take a drug into the editor, with its usual dose and the last line's days."""
        drug = next((row for row in self._rows if row.id == drug_id), None)
        draft = self._visit()
        if drug is None or draft is None or not draft.may_prescribe:
            return
        usual = {
            "dose": drug.default_dose,
            "route": drug.default_route or None,
            "frequency": drug.default_frequency or None,
            "days": draft.lines[-1].fields.days if draft.lines else None,
        }
        self._take_in_hand(draft, LineInHand(drug, {**NO_LINE, **usual}, drug.by_hand))

    def line_edited(self, values: Mapping[str, Any]) -> None:
        """The editor stands so now; an answer still under way is for another line."""
        draft = self._visit()
        if draft and draft.hand.drug and draft.hand.values != values:
            draft.hand.values = dict(values)
            self._asked = None

    def compute(self) -> None:
        """Ask what the line comes to, when it is whole."""
        hand = self._hand()
        fields = _fields(hand) if hand else None
        if fields is None or hand is None:
            self.view.show_quantity(hand.drug if hand else None, None)
        else:
            self._ask(fields, hand, self._show_quantity, self._not_computed)

    def add_line(self) -> None:
        """Put the line into the prescription once the server knows what it comes to."""
        hand = self._hand()
        if hand is None or hand.drug is None:
            return
        try:
            fields = LineFields(drug_id=hand.drug.id, **_given(hand))
        except ValidationError as error:
            self._notices.show_fault(invalid(error), beside=self.view.show_line_errors)
            return
        if self._computed and self._computed[0] == fields:
            self._add(hand, *self._computed)
        else:
            self._ask(
                fields, hand, lambda line, answer: self._add(hand, line, answer), self._not_added
            )

    def drop_hand(self) -> None:
        """Empty the editor."""
        draft = self._visit()
        if draft:
            self._take_in_hand(draft, LineInHand())

    def remove_line(self, place: int) -> None:
        """Take a line off the prescription."""
        draft = self._visit()
        if draft and 0 <= place < len(draft.lines):
            del draft.lines[place]
            draft.findings = ()
            self.view.show_lines(draft)

    def edit_line(self, place: int) -> None:
        """Take a line back into the editor."""
        draft = self._visit()
        if draft and 0 <= place < len(draft.lines) and draft.hand.drug is None:
            line = draft.lines[place]
            values = line.fields.model_dump(exclude={"drug_id", "remark"})
            self.remove_line(place)
            asked = line.fields.units is not None
            self._take_in_hand(draft, LineInHand(line.drug, {**NO_LINE, **values}, asked))

    def sign(self) -> None:
        """Sign the lines as one prescription; what the rules refuse stands beside them (3.8)."""
        draft = self._visit()
        if draft is None or not draft.may_prescribe or self._signing:
            return
        if draft.hand.drug:
            self.add_line()  # the line in hand is meant too, but it is read before it is signed
            return
        if not draft.lines:
            return
        self._signing = True
        self.view.show_busy(True)
        self._tasks.run(
            draft.to_sign(),
            lambda answer: self._signed(draft, answer),
            lambda fault: self._not_signed(draft, fault),
        )

    def _hand(self) -> LineInHand | None:
        draft = self._visit()
        return draft.hand if draft else None

    def _take_in_hand(self, draft: VisitDraft, hand: LineInHand) -> None:
        draft.hand, self._computed, self._asked = hand, None, None
        self.view.show_hand(hand)
        self.compute()

    def _ask(
        self,
        fields: LineFields,
        hand: LineInHand,
        then: Callable[[LineFields, Quantity], None],
        failed: Callable[[LineInHand, Fault], None],
    ) -> None:
        asked = self._asked = ComputeQuantity(line=fields)

        def answered(quantity: Quantity) -> None:
            if asked is self._asked:  # an older line may answer late
                self._computed = (fields, quantity)
                then(fields, quantity)

        def refused(fault: Fault) -> None:
            if asked is self._asked:
                failed(hand, fault)

        self._tasks.run(asked, answered, refused)

    def _show_quantity(self, _fields: LineFields, quantity: Quantity) -> None:
        hand = self._hand()
        self.view.show_quantity(hand.drug if hand else None, quantity)

    def _not_computed(self, hand: LineInHand, fault: Fault) -> None:
        """While it is typed only the need for a number of units is told; the rest at the end."""
        self.view.show_quantity(hand.drug, None)
        if isinstance(fault, QuantityNeeded) and not hand.units_asked:
            hand.units_asked = True
            self.view.ask_units()

    def _not_added(self, hand: LineInHand, fault: Fault) -> None:
        if isinstance(fault, QuantityNeeded):
            hand.units_asked = True
            self.view.ask_units()
        self._notices.show_fault(fault, beside=self.view.show_line_errors)

    def _add(self, hand: LineInHand, fields: LineFields, quantity: Quantity) -> None:
        draft = self._visit()
        if draft is None or hand is not draft.hand or hand.drug is None:
            return
        draft.lines.append(DraftLine(fields, hand.drug, quantity))
        draft.findings = ()
        self._take_in_hand(draft, LineInHand())
        self.view.show_lines(draft)
        self.view.show_line_added()

    def _signed(self, draft: VisitDraft, encounter: Encounter) -> None:
        self._signing = False
        self.view.show_busy(False)
        draft.lines, draft.findings, draft.correcting = [], (), None
        self._taken(encounter)
        if draft is self._visit():
            self.view.show_lines(draft)
        self.view.show_signed(encounter.prescriptions[-1])

    def _not_signed(self, draft: VisitDraft, fault: Fault) -> None:
        self._signing = False
        self.view.show_busy(False)
        if isinstance(fault, Refused):
            findings = fault.params.get("findings") or ()
            draft.findings = tuple(sorted(findings, key=_gravity))
            if draft is self._visit():
                self.view.show_lines(draft)
        else:
            self._notices.show_fault(fault)


def _given(hand: LineInHand) -> dict[str, Any]:
    return {key: value for key, value in hand.values.items() if value is not None}


def _fields(hand: LineInHand) -> LineFields | None:
    """The line, or None while it is not whole."""
    if hand.drug is None:
        return None
    try:
        return LineFields(drug_id=hand.drug.id, **_given(hand))
    except ValidationError:
        return None


def _gravity(finding: Mapping[str, Any]) -> int:
    level = finding.get("level")
    return LEVELS.index(level) if level in LEVELS else 0
