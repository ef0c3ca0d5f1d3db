"""Decides about correcting a rejected prescription: its lines are copied, to be changed and signed
anew (DOMAIN 3.9). Knows no widget."""

from __future__ import annotations

from collections.abc import Callable

from omms_desktop.backend.ports import Notices, Tasks
from omms_server.contract.catalogue import DrugRow, FindDrugs
from omms_server.contract.charting import (
    ComputeQuantity,
    Encounter,
    LineFields,
    MedicationLine,
    Quantity,
    QuantityNeeded,
)
from omms_server.contract.faults import Fault

from .drafts import DraftLine, LineInHand, VisitDraft
from .prescribing import Prescribing

MOST_FOUND = 50
Lines = tuple[MedicationLine, ...]


class Correcting:
    """Works on the visit that `visit` returns; `taken` shows it anew."""

    def __init__(
        self,
        prescribing: Prescribing,
        tasks: Tasks,
        notices: Notices,
        visit: Callable[[], VisitDraft | None],
        taken: Callable[[Encounter], None],
    ) -> None:
        self._prescribing, self._tasks, self._notices = prescribing, tasks, notices
        self._visit, self._taken = visit, taken
        self._copying: object = None

    def begin(self, prescription_id: int) -> None:
        """Correct this one. Its lines are copied unless something is written already."""
        draft = self._visit()
        wrong = draft and next((o for o in draft.rejected if o.id == prescription_id), None)
        if not draft or not wrong or draft.correcting == prescription_id:
            return
        draft.correcting = prescription_id
        self._taken(draft.encounter)
        if not draft.lines and not draft.hand.drug:
            self._copying = object()
            self._copy(self._copying, draft, wrong.lines)

    def give_up(self) -> None:
        """Correct nothing, and drop the lines."""
        draft = self._visit()
        if draft:
            self._copying = None
            draft.correcting, draft.lines, draft.findings = None, [], ()
            draft.hand = LineInHand()
            view = self._prescribing.view
            view.show_hand(draft.hand)
            view.show_lines(draft)
            self._taken(draft.encounter)

    def _copy(self, copying: object, draft: VisitDraft, lines: Lines) -> None:
        """One line after the other, as they would be typed."""
        if copying is not self._copying or not lines:
            return
        line, rest = lines[0], lines[1:]

        def found(rows: tuple[DrugRow, ...]) -> None:
            drug = next((row for row in rows if row.id == line.drug_id), None)
            if drug is None:  # no longer in the catalogue
                self._copy(copying, draft, rest)
            else:
                self._compute(_fields(line), drug, line.units, added, failed)

        def added(line: DraftLine) -> None:
            if copying is not self._copying:
                return
            draft.lines.append(line)
            if draft is self._visit():
                self._prescribing.view.show_lines(draft)
            self._copy(copying, draft, rest)

        def failed(fault: Fault) -> None:
            self._notices.show_fault(fault)

        self._tasks.run(FindDrugs(text=line.drug, limit=MOST_FOUND), found, failed)

    def _compute(
        self,
        fields: LineFields,
        drug: DrugRow,
        units: int,
        added: Callable[[DraftLine], None],
        failed: Callable[[Fault], None],
    ) -> None:
        def answered(quantity: Quantity) -> None:
            added(DraftLine(fields, drug, quantity))

        def refused(fault: Fault) -> None:
            if isinstance(fault, QuantityNeeded) and fields.units is None:
                counted = fields.model_copy(update={"units": units})
                self._compute(counted, drug, units, added, failed)
            else:
                failed(fault)

        self._tasks.run(ComputeQuantity(line=fields), answered, refused)


def _fields(line: MedicationLine) -> LineFields:
    """The line as it was typed."""
    return LineFields(
        drug_id=line.drug_id,
        dose=line.dose,
        route=line.route,
        frequency=line.frequency,
        days=line.days,
        timing=line.timing,
        remark=line.remark,
    )
