"""The open visit: the patient above, the note at the left, the orders at the right."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.facts import show_patient
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.banner import Banner
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.scroll import FocusScroll
from omms_server.contract.catalogue import DiagnosisRow
from omms_server.contract.charting import Encounter

from .allergies_panel import AllergiesPanel
from .diagnoses_view import DiagnosesView
from .drafts import VisitDraft
from .note_form import NoteForm
from .prescription_pane import PrescriptionPane
from .signed_view import SignedView


class VisitPane(QWidget):
    """Implements `VisitView`."""

    told = Signal(str)
    """A sentence about what was done."""
    warned = Signal(str)
    """A sentence about what is still to be done."""
    finished = Signal()
    changed = Signal()
    """What may be done now may be another."""

    def __init__(self, times: ClinicTime, language: str) -> None:
        super().__init__()
        self._times, self._language = times, language
        self.draft: VisitDraft | None = None
        self.banner, self.note = Banner(), NoteForm(times)
        self.diagnoses, self.signed = DiagnosesView(), SignedView()
        self.prescription, self.allergies = PrescriptionPane(language), AllergiesPanel()
        self._empty = EmptyState(
            self.tr("No visit is open"),
            self.tr("F4 calls the next patient; Enter on a patient begins the visit."),
            icon="stethoscope",
        )
        self._before: QWidget | None = None
        self._arrange()

    def show_visit(self, draft: VisitDraft) -> None:
        """Show another visit with all that is typed in it."""
        self.close_allergies()
        self.note.show_note(draft.note, draft.reason)
        self.note.show_errors({})
        self.prescription.finder.clear()
        self.diagnoses.finder.clear()
        self.prescription.show_hand(draft.hand)
        self.prescription.show_lines(draft)
        self.show_record(draft)
        self._pages.setCurrentWidget(self._visit)

    def show_record(self, draft: VisitDraft) -> None:
        """Show what the server told last; typed text is left alone."""
        self.draft = draft
        visit = draft.encounter
        show_patient(self.banner, visit.banner, self._day(visit), self._language)
        self.allergies.show_patient(visit.banner)
        self.diagnoses.show_diagnoses(visit.diagnoses, draft.is_signed)
        self.signed.show_prescriptions(visit.prescriptions, draft.rejected)
        self.prescription.show_correction(draft)
        self.prescription.setVisible(draft.may_prescribe)
        self.show_note_state(draft)

    def show_note(self, note: Mapping[str, str]) -> None:
        """Show another text of the note."""
        self.note.show_note(note)

    def show_note_state(self, draft: VisitDraft) -> None:
        """Say whether the note is saved."""
        self.note.show_state(draft)
        self.changed.emit()

    def show_note_errors(self, errors: Mapping[str, str]) -> Sequence[str]:
        """Show sentences beside the parts of the note."""
        return self.note.show_errors(errors)

    def show_note_saved(self) -> None:
        """The note is kept."""
        self.told.emit(self.tr("Note saved."))

    def ask_reason(self) -> None:
        """A change of a signed record needs a reason."""
        self.note.ask_reason()

    def show_diagnoses_found(self, rows: tuple[DiagnosisRow, ...]) -> None:
        """List what was found."""
        self.diagnoses.show_found(rows)

    def show_missing(self, parts: tuple[str, ...]) -> None:
        """Go to the first part that is missing."""
        first = parts[0] if parts else ""
        if first == "diagnoses":
            self.diagnoses.finder.focus_box()
        elif first == "allergies":
            self.open_allergies()
        elif first:
            self.note.focus_part(first)

    def show_unsigned_lines(self) -> None:
        """There are lines that nobody would dispense."""
        self.prescription.finder.focus_box()
        self.warned.emit(
            self.tr("The new prescription is not signed. Sign it or remove its lines.")
        )

    def show_finished(self, encounter: Encounter) -> None:
        """The visit is over."""
        self.told.emit(self.tr("{0}: the visit is finished.").format(encounter.banner.name))
        self.finished.emit()

    def open_allergies(self) -> None:
        """Show the allergies in the place of the orders."""
        if not self.allergies_open():
            self._before = self.focusWidget()
        self._side.setCurrentWidget(self._allergy_scroll)
        self.allergies.begin()
        self.changed.emit()

    def close_allergies(self) -> None:
        """Show the orders again; the cursor goes back to where it was."""
        was_open = self.allergies_open()
        self._side.setCurrentWidget(self._orders)
        if was_open:
            (self._before or self.note).setFocus()
        self.changed.emit()

    def allergies_open(self) -> bool:
        """Whether the allergies stand there."""
        return self._side.currentWidget() is self._allergy_scroll

    def focus_note(self) -> None:
        """Put the cursor where writing begins."""
        self.note.focus_part("chief_complaint")

    def _day(self, visit: Encounter) -> date:
        return self._times.day(visit.started_at)  # the age is the age at the visit

    def _arrange(self) -> None:
        self._orders = FocusScroll(self._order_column())
        self._allergy_scroll = FocusScroll(self.allergies)
        self._side, self._pages = QStackedWidget(), QStackedWidget()
        self._side.addWidget(self._orders)
        self._side.addWidget(self._allergy_scroll)
        parts = QHBoxLayout()
        parts.setSpacing(0)
        parts.addWidget(FocusScroll(self.note), 9)
        parts.addWidget(self._side, 10)
        self._visit = QWidget()
        whole = _bare(QVBoxLayout(self._visit))
        whole.addWidget(self.banner)
        whole.addLayout(parts, 1)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._visit)
        _bare(QVBoxLayout(self)).addWidget(self._pages)

    def _order_column(self) -> QWidget:
        tokens = current_tokens()
        orders = QWidget()
        column = QVBoxLayout(orders)
        column.setContentsMargins(tokens.space_3, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_4)
        for part in (self.diagnoses, self.signed, self.prescription):
            column.addWidget(part)
        column.addStretch(1)
        return orders


def _bare(column: QVBoxLayout) -> QVBoxLayout:
    """A column without margins."""
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
