"""Decides which record is shown, and on what ground it may be opened. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from omms_desktop.backend.ports import Beside
from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.charting import Encounter, LoadEncounter
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault
from omms_server.contract.history import History, LoadHistory
from omms_server.contract.messages import Command, Query
from omms_server.contract.patients import PatientRow
from omms_server.contract.permissions import Permission
from omms_server.contract.sharing import (
    BeyondReach,
    EmergencyReason,
    FindRecipients,
    GrantSharing,
    ListOpenings,
    ListSharing,
    OpenInEmergency,
    RecipientRow,
    RecordOpening,
    RevokeSharing,
    SharingGrant,
)

A = TypeVar("A")


class Part(StrEnum):
    """What of a record is looked at."""

    VISITS = "visits"
    CONSENTS = "consents"
    OPENINGS = "openings"


class RecordsView(Protocol):
    """What the page can show."""

    def show_patient(self, patient: PatientRow | None, history: History | None) -> None: ...
    def show_visits(self, history: History) -> None: ...
    def show_visit(self, visit: Encounter | None) -> None: ...
    def show_beyond(self, patient: PatientRow) -> None: ...
    def show_consents(self, grants: tuple[SharingGrant, ...]) -> None: ...
    def show_openings(self, rows: tuple[RecordOpening, ...]) -> None: ...
    def show_recipients(self, rows: tuple[RecipientRow, ...]) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def close_side(self) -> None: ...


class RecordsPresenter:
    """One patient at a time; each part is loaded when it is looked at."""

    def __init__(self, view: RecordsView, context: TabContext) -> None:
        self._view, self._context = view, context
        self.parts = parts_for(context)
        self.part = self.parts[0]
        self.patient: PatientRow | None = None
        self._asked: object = None
        self._news = context.changes.subscribe((Topic.SHARING, Topic.ENCOUNTERS), self._changed)

    def open(self, patient: PatientRow) -> None:
        """Look at this patient's record."""
        self.patient = patient
        self._view.show_patient(patient, None)
        self._view.show_visit(None)
        self.load()

    def show_part(self, part: Part) -> None:
        """Look at another part of the record."""
        self.part = part
        self.load()

    def load(self) -> None:
        """Load what is looked at anew."""
        if self.patient is None:
            return
        patient_id = self.patient.id
        if self.part is Part.VISITS:
            self._ask(LoadHistory(patient_id=patient_id), self._show_history)
        elif self.part is Part.CONSENTS:
            self._ask(ListSharing(patient_id=patient_id), self._view.show_consents)
        else:
            self._ask(ListOpenings(patient_id=patient_id), self._view.show_openings)

    def open_visit(self, encounter_id: int) -> None:
        """Show one visit; each opening stands on the trail."""
        asked = LoadEncounter(encounter_id=encounter_id)
        self._context.tasks.run(asked, self._view.show_visit, self._context.notices.show_fault)

    def open_in_emergency(
        self, reason: EmergencyReason, explanation: str, beside: Beside | None = None
    ) -> None:
        """Open the record beyond one's reach; it is told and reviewed."""
        if self.patient is None:
            return
        asked = OpenInEmergency(patient_id=self.patient.id, reason=reason, explanation=explanation)
        self._change(asked, beside)

    def find_recipients(self, text: str) -> None:
        """Look for whom a record may be opened to."""
        asked = FindRecipients(text=text)
        self._context.tasks.run(asked, self._view.show_recipients, self._failed)

    def grant(
        self, to: RecipientRow, purpose: str, signer: str, until: date, beside: Beside | None = None
    ) -> None:
        """Record a consent."""
        if self.patient is None:
            return
        asked = GrantSharing(
            patient_id=self.patient.id,
            recipient=to.recipient,
            purpose=purpose,
            signer=signer,
            until=until,
        )
        self._change(asked, beside)

    def revoke(self, grant: SharingGrant, reason: str) -> None:
        """Take a consent back."""
        self._change(RevokeSharing(grant_id=grant.id, version=grant.version, reason=reason), None)

    def _change(self, asked: Command[A], beside: Beside | None) -> None:
        notices = self._context.notices

        def done(_answer: A) -> None:
            self._view.show_busy(False)
            self._view.close_side()
            self.load()

        def failed(fault: Fault) -> None:
            self._view.show_busy(False)
            notices.show_fault(fault, beside=beside)

        self._view.show_busy(True)
        self._context.tasks.run(asked, done, failed)

    def _ask(self, asked: Query[A], show: Callable[[A], None]) -> None:
        self._asked = asked

        def answered(answer: A) -> None:
            if asked is self._asked:  # an older answer may come late
                self._view.show_busy(False)
                show(answer)

        def failed(fault: Fault) -> None:
            if asked is self._asked:
                self._view.show_busy(False)
                self._failed(fault)

        self._view.show_busy(True)
        self._context.tasks.run(asked, answered, failed)

    def _show_history(self, history: History) -> None:
        self._view.show_patient(self.patient, history)
        self._view.show_visits(history)

    def _failed(self, fault: Fault) -> None:
        if isinstance(fault, BeyondReach) and self.patient:
            self._view.show_beyond(self.patient)
        else:
            self._context.notices.show_fault(fault)

    def _changed(self, news: tuple[Changed, ...]) -> None:
        mine = self.patient and any(
            one.topic is Topic.SHARING and one.ref in (None, self.patient.id) for one in news
        )
        if mine or (self.part is Part.VISITS and any(n.topic is Topic.ENCOUNTERS for n in news)):
            self.load()


def parts_for(context: TabContext) -> tuple[Part, ...]:
    """What of records this person may look at."""
    parts = [Part.VISITS] if context.may(Permission.CHART_READ) else []
    if context.may(Permission.SHARING_READ):
        parts += [Part.CONSENTS, Part.OPENINGS]
    return tuple(parts)
