"""The records tab: joins the screen to its presenter and keeps both over a change of language."""

from datetime import date

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.finding import PatientFinder
from omms_desktop.clinic.renewal import Renewed
from omms_server.contract.charting import Encounter
from omms_server.contract.history import History, VisitRow
from omms_server.contract.patients import PatientRow
from omms_server.contract.sharing import (
    EmergencyReason,
    RecipientRow,
    RecordOpening,
    SharingGrant,
)

from .presenter import Part, RecordsPresenter
from .screen import RecordsScreen


class RecordsPage(Renewed):
    """Implements `RecordsView` and `clinic.finding.FinderView`."""

    def __init__(self, context: TabContext) -> None:
        self._context = context
        self._found: dict[object, PatientRow] = {}
        super().__init__(self._build, self._again)
        self._presenter = RecordsPresenter(self, context)
        self._finder = PatientFinder(context)
        self._finder.attach(self)

    def focus_first(self) -> None:
        """Work begins with finding the patient."""
        self._screen.box.focus_box()

    def show_found(self, rows: tuple[PatientRow, ...]) -> None:
        self._found = {row.id: row for row in rows}
        self._screen.show_found(rows)

    def show_patient(self, patient: PatientRow | None, history: History | None) -> None:
        if patient is None:
            self._screen.show_nobody()
        else:
            self._screen.show_patient(patient, history)

    def show_visits(self, history: History) -> None:
        self._screen.visits.show_rows(history.visits)
        self._screen.show_list(Part.VISITS)
        if history.visits and self._screen.visits.current_row() is None:
            self._screen.visits.select_first()
        self._screen.visits.setFocus()

    def show_visit(self, visit: Encounter | None) -> None:
        self._screen.visit.show_visit(visit)

    def show_beyond(self, patient: PatientRow) -> None:
        self._screen.show_beyond(patient)

    def show_consents(self, grants: tuple[SharingGrant, ...]) -> None:
        self._screen.consents.show_rows(grants)
        self._screen.show_list(Part.CONSENTS)

    def show_openings(self, rows: tuple[RecordOpening, ...]) -> None:
        self._screen.openings.show_rows(rows)
        self._screen.show_list(Part.OPENINGS)

    def show_recipients(self, rows: tuple[RecipientRow, ...]) -> None:
        self._screen.consent.show_found(rows)

    def show_busy(self, busy: bool) -> None:
        if busy:
            self._screen.split.busy.start()
        else:
            self._screen.split.busy.stop()

    def close_side(self) -> None:
        self._screen.split.close_side()

    def _build(self) -> RecordsScreen:
        screen = self._screen = RecordsScreen(self._context)
        screen.box.search_requested.connect(lambda text: self._finder.search(text))
        screen.box.chosen.connect(self._choose)
        screen.segments.chosen.connect(self._part)
        for part, action in screen.choose_part.items():
            action.triggered.connect(lambda _=False, part=part: self._part(part.value))
        screen.look_up.triggered.connect(screen.box.focus_box)
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.visits.opened.connect(self._open)
        screen.open_visit.triggered.connect(lambda: self._open(screen.visits.current_row()))
        screen.open_anyway.triggered.connect(self._ask_emergency)
        screen.new_consent.triggered.connect(self._ask_consent)
        screen.take_back.triggered.connect(self._ask_back)
        for panel in (screen.emergency, screen.consent, screen.revoking):
            panel.closed.connect(screen.split.close_side)
        screen.emergency.open_requested.connect(self._open_in_emergency)
        screen.consent.search_requested.connect(lambda t: self._presenter.find_recipients(t))
        screen.consent.grant_requested.connect(self._grant)
        screen.revoking.revoke_requested.connect(lambda g, why: self._presenter.revoke(g, why))
        return screen

    def _again(self) -> None:
        self._screen.segments.set_value(self._presenter.part.value)
        if self._presenter.patient:
            self._presenter.open(self._presenter.patient)

    def _choose(self, key: object) -> None:
        if key in self._found:
            self._screen.split.close_side()
            self._presenter.open(self._found[key])

    def _part(self, key: str) -> None:
        self._screen.segments.set_value(key)
        self._screen.split.close_side()
        self._presenter.show_part(Part(key))

    def _open(self, row: VisitRow | None) -> None:
        if row is not None:
            self._presenter.open_visit(row.encounter_id)

    def _ask_emergency(self) -> None:
        patient = self._presenter.patient
        if patient:
            self._screen.open_side(self._screen.emergency)
            self._screen.emergency.begin(patient)

    def _ask_consent(self) -> None:
        patient = self._presenter.patient
        if patient:
            self._screen.open_side(self._screen.consent)
            self._screen.consent.begin(patient, self._context.clock.now().date())

    def _ask_back(self) -> None:
        grant = self._screen.consents.current_row()
        if grant is not None and grant.revoked_at is None:
            self._screen.open_side(self._screen.revoking)
            self._screen.revoking.begin(grant)

    def _open_in_emergency(self, reason: EmergencyReason, explanation: str) -> None:
        form = self._screen.emergency.form
        self._presenter.open_in_emergency(reason, explanation, form.show_errors)

    def _grant(self, to: RecipientRow, purpose: str, signer: str, until: date) -> None:
        form = self._screen.consent.form
        self._presenter.grant(to, purpose, signer, until, form.show_errors)
