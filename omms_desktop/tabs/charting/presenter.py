"""Decides about the open visit: its note, its diagnoses, its end. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Beside, Notices, Tasks
from omms_server.contract.catalogue import DiagnosisRow, FindDiagnoses
from omms_server.contract.charting import (
    Diagnosis,
    DiagnosisChoice,
    Encounter,
    Incomplete,
    LoadEncounter,
    NoteFields,
    PrescriptionState,
    SaveNote,
    SetDiagnoses,
    SignEncounter,
)
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault, Stale

from .drafts import VisitDraft
from .serial import Serial

SHORTEST_REASON = 2
_PENDING = (PrescriptionState.SIGNED, PrescriptionState.APPROVED)
Chosen = tuple[Diagnosis, ...]


class VisitView(Protocol):
    """What the visit's side of the page can show."""

    def show_visit(self, draft: VisitDraft) -> None: ...
    def show_record(self, draft: VisitDraft) -> None: ...
    def show_note(self, note: Mapping[str, str]) -> None: ...
    def show_note_state(self, draft: VisitDraft) -> None: ...
    def show_note_errors(self, errors: Mapping[str, str]) -> Sequence[str]: ...
    def show_note_saved(self) -> None: ...
    def ask_reason(self) -> None: ...
    def show_diagnoses_found(self, rows: tuple[DiagnosisRow, ...]) -> None: ...
    def show_missing(self, parts: tuple[str, ...]) -> None: ...
    def show_unsigned_lines(self) -> None: ...
    def show_finished(self, encounter: Encounter) -> None: ...


class VisitPresenter:
    """Keeps what is typed for every visit opened here; one of them is the current one."""

    def __init__(self, view: VisitView, tasks: Tasks, notices: Notices) -> None:
        self.view, self._tasks, self._notices = view, tasks, notices
        self._serial = Serial(tasks)
        self._drafts: dict[int, VisitDraft] = {}
        self._found: object = None
        self._loading = self._again = False
        self.current: VisitDraft | None = None

    def open(self, encounter: Encounter) -> None:
        """Show this visit, with what was typed in it before."""
        draft = self._drafts.get(encounter.id)
        if draft is None:
            draft = self._drafts[encounter.id] = VisitDraft(encounter)
        else:
            draft.take(encounter)
        self.current = draft
        self.view.show_visit(draft)

    def taken(self, encounter: Encounter) -> None:
        """A newer state of a visit came, as the answer to some command or load."""
        draft = self._drafts.get(encounter.id)
        if draft is None:
            return
        other_text = draft.take(encounter)
        if draft is self.current:
            if other_text:
                self.view.show_note(draft.note)
            self.view.show_record(draft)

    def reload(self) -> None:
        """Load the visit anew, once more when it is being loaded; typed text stays."""
        if self._loading:
            self._again = True
            return
        if self.current is None:
            return
        self._loading, self._again = True, False
        asked = LoadEncounter(encounter_id=self.current.encounter.id)
        self._tasks.run(asked, self._loaded, self._not_loaded)

    def heard(self, news: Collection[Changed]) -> None:
        """Something changed elsewhere: load again when it may concern this visit."""
        if self.current and any(_concerns(self.current.encounter, one) for one in news):
            self.reload()

    def note_edited(self, values: Mapping[str, str]) -> None:
        """The note on screen stands so now; `reason` is why a signed one is changed."""
        if self.current:
            parts = {key: text for key, text in values.items() if key != "reason"}
            self.current.note, self.current.reason = parts, values.get("reason", "")
            self.view.show_note_state(self.current)

    def drop_typed(self) -> None:
        """Show the saved note instead of the typed one."""
        if self.current:
            self.current.drop_typed()
            self.view.show_note(self.current.note)
            self.view.show_note_state(self.current)

    def save_note(self, then: Callable[[], None] | None = None) -> None:
        """Keep a new version of the note; of a signed record only with a reason (DOMAIN EMR-R3)."""
        draft = self.current
        if draft is None:
            return
        if draft.is_signed and len(draft.reason) < SHORTEST_REASON:
            if draft.is_changed:
                self.view.ask_reason()
            return
        try:
            fields = NoteFields(**draft.note)
        except ValidationError as error:
            self._notices.show_fault(invalid(error), beside=self.view.show_note_errors)
            return
        self._serial.run(
            lambda: SaveNote(
                encounter_id=draft.encounter.id,
                version=draft.encounter.version,
                fields=fields,
                reason=draft.reason if draft.is_signed else "",
            ),
            lambda answer: self._saved(draft, answer, then),
            lambda fault: self._refused(fault, self.view.show_note_errors),
        )

    def find_diagnoses(self, text: str) -> None:
        """Look in the catalogue."""
        asked = self._found = FindDiagnoses(text=text)

        def show(rows: tuple[DiagnosisRow, ...]) -> None:
            if asked is self._found:  # an older search may answer late
                self.view.show_diagnoses_found(rows)

        self._tasks.run(asked, show, self._notices.show_fault)

    def add_diagnosis(self, code: str) -> None:
        """Add one at the end; the first is the main one (DOMAIN 2.4)."""
        new = Diagnosis(code=code, name="", suspected=False)
        self._set(lambda now: now if any(d.code == code for d in now) else (*now, new))

    def remove_diagnosis(self, code: str) -> None:
        """Take one off the list."""
        self._set(lambda now: tuple(one for one in now if one.code != code))

    def toggle_suspected(self, code: str) -> None:
        """Say that it is suspected only, or certain."""
        self._set(
            lambda now: tuple(
                one.model_copy(update={"suspected": not one.suspected}) if one.code == code else one
                for one in now
            )
        )

    def make_main(self, code: str) -> None:
        """Put one first."""
        self._set(lambda now: tuple(sorted(now, key=lambda one: one.code != code)))

    def finish(self) -> None:
        """Sign the record, the note before it when it is not saved (DOMAIN 1.2, EMR-01)."""
        draft = self.current
        if draft is None or draft.is_signed:
            return
        if draft.lines or draft.hand.drug:
            self.view.show_unsigned_lines()
        elif draft.is_changed:
            self.save_note(then=lambda: self._sign(draft))
        else:
            self._sign(draft)

    def _sign(self, draft: VisitDraft) -> None:
        self._serial.run(
            lambda: SignEncounter(encounter_id=draft.encounter.id, version=draft.encounter.version),
            self._signed,
            self._not_signed,
        )

    def _signed(self, encounter: Encounter) -> None:
        self.taken(encounter)
        self.view.show_finished(encounter)

    def _not_signed(self, fault: Fault) -> None:
        self._refused(fault)
        if isinstance(fault, Incomplete):
            self.view.show_missing(tuple(fault.params.get("fields", ())))

    def _set(self, change: Callable[[Chosen], Chosen]) -> None:
        draft = self.current
        if draft is None or draft.is_signed:
            return
        self._serial.run(
            lambda: SetDiagnoses(
                encounter_id=draft.encounter.id,
                version=draft.encounter.version,
                diagnoses=tuple(
                    DiagnosisChoice(code=one.code, suspected=one.suspected)
                    for one in change(draft.encounter.diagnoses)
                ),
            ),
            self.taken,
            self._refused,
        )

    def _saved(
        self, draft: VisitDraft, encounter: Encounter, then: Callable[[], None] | None
    ) -> None:
        draft.saved(encounter)
        if draft is self.current:
            self.view.show_record(draft)
            self.view.show_note_saved()
        if then:
            then()

    def _refused(self, fault: Fault, beside: Beside | None = None) -> None:
        self._notices.show_fault(fault, beside=beside)
        if isinstance(fault, Stale):
            self.reload()

    def _loaded(self, encounter: Encounter) -> None:
        self._loading = False
        self.taken(encounter)
        if self._again:
            self.reload()

    def _not_loaded(self, fault: Fault) -> None:
        self._loading = False
        self._notices.show_fault(fault)


def _concerns(encounter: Encounter, news: Changed) -> bool:
    """Each load is on the trail, so the visit is loaded again only for what it shows."""
    if news.topic is Topic.PATIENTS:
        return news.ref in (None, encounter.banner.patient_id)
    if news.topic is not Topic.PRESCRIPTIONS:
        return False
    if news.ref is None:
        return any(one.state in _PENDING or not one.paid for one in encounter.prescriptions)
    return news.ref in [one.id for one in encounter.prescriptions]
