"""The prescription being written: find a drug, say how it is taken, line by line, then sign."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.labels import reveal, text_label
from omms_desktop.widgets.line_list import Line, LineList
from omms_server.contract.catalogue import DrugRow, PrescribingTerms
from omms_server.contract.charting import Prescription, Quantity
from omms_server.contract.money import yuan

from .drafts import DraftLine, LineInHand, VisitDraft
from .findings_view import FindingsView
from .line_editor import LineEditor, drug_detail, quantity_words


class PrescriptionPane(QWidget):
    """Implements `PrescribingView`."""

    search_requested = Signal(str)
    chosen = Signal(object)
    removed = Signal(object)
    edit_requested = Signal(object)
    drop_requested = Signal()
    given_up = Signal()
    """The rejected prescription is not to be corrected now."""
    signed = Signal(object)
    terms_shown = Signal(object)
    busy = Signal(bool)
    changed = Signal()
    """There is another line in hand, or other lines."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.finder = Finder(self.tr("Drug: initials, name or code"), self.tr("Find a drug"))
        self.finder.setObjectName("drug.find")
        self.editor = LineEditor(language)
        self.lines = LineList(self.tr("Lines to be signed"), self.finder)
        self.lines.setObjectName("prescription.lines")
        self._findings = FindingsView()
        self._sum = text_label(role="strong")
        self._corrects = text_label(role="strong", wrap=True)
        self._give_up = QPushButton(self.tr("Do not correct it now"))
        self._give_up.setProperty("role", "link")
        self._give_up.clicked.connect(self.given_up)
        self._keys = text_label(self.tr("Enter: change. Delete: remove."), "small")
        self.finder.search_requested.connect(self.search_requested)
        self.finder.chosen.connect(self._choose)
        self.lines.removed.connect(self.removed)
        self.lines.entered_line.connect(self._edit)
        self._arrange()

    def show_terms(self, terms: PrescribingTerms) -> None:
        """Offer these terms."""
        self.editor.show_terms(terms)
        self.terms_shown.emit(terms)

    def show_drugs_found(self, rows: tuple[DrugRow, ...]) -> None:
        """List what was found with stock and price."""
        self.finder.show_results([(row.id, row.name, drug_detail(row)) for row in rows])

    def show_hand(self, hand: LineInHand) -> None:
        """Show the line in hand; the cursor does not stay in an editor that goes."""
        if hand.drug is None and self.editor.isAncestorOf(QApplication.focusWidget() or self):
            self.finder.focus_box()
        self.editor.show_hand(hand)
        self.changed.emit()

    def show_quantity(self, drug: DrugRow | None, quantity: Quantity | None) -> None:
        """Show what the line comes to."""
        self.editor.show_quantity(drug, quantity)

    def ask_units(self) -> None:
        """Let the quantity be typed."""
        self.editor.ask_units()

    def show_line_errors(self, errors: Mapping[str, str]) -> Sequence[str]:
        """Show sentences beside the fields of the line."""
        return self.editor.show_errors(errors)

    def show_lines(self, draft: VisitDraft) -> None:
        """List the lines that are not signed, why they were refused, and their sum."""
        self.lines.show_lines([Line(n, self._words(one)) for n, one in enumerate(draft.lines)])
        self._findings.show_findings(draft.findings, self._language)
        self._sum.setText(self.tr("Total ¥{0}").format(yuan(draft.amount)))
        for widget in (self._sum, self._keys):
            reveal(widget, bool(draft.lines))
        self.changed.emit()

    def show_correction(self, draft: VisitDraft) -> None:
        """Say which rejected prescription the lines are to stand for, and why it was rejected."""
        wrong = draft.corrected
        self.setEnabled(draft.may_prescribe)
        if wrong:
            words = self.tr("Corrects {0}. Pharmacist: {1}")
            self._corrects.setText(words.format(wrong.number, wrong.review_remark))
        for widget in (self._corrects, self._give_up):
            reveal(widget, wrong is not None)

    def show_line_added(self) -> None:
        """Ready for the next drug."""
        self.finder.clear()
        self._go_on()

    def show_signed(self, prescription: Prescription) -> None:
        """It is signed: tell the page."""
        self._go_on()
        self.signed.emit(prescription)

    def show_busy(self, busy: bool) -> None:
        """The checks are running."""
        self.busy.emit(busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.editor.isHidden():
            self.drop_requested.emit()
            self.finder.focus_box()
        else:
            super().keyPressEvent(event)

    def _choose(self, key: object) -> None:
        self.finder.clear()
        self.chosen.emit(key)
        self._begin_line()

    def _edit(self, key: object) -> None:
        self.edit_requested.emit(key)
        self._begin_line()

    def _begin_line(self) -> None:
        if not self.editor.isHidden():
            self.editor.focus_first()

    def _go_on(self) -> None:
        """Ready for the next drug, unless the person is elsewhere by now."""
        here = QApplication.focusWidget()
        if here is None or self.isAncestorOf(here):
            self.finder.focus_box()

    def _words(self, line: DraftLine) -> str:
        return f"{line.quantity.text}\n{quantity_words(line.drug, line.quantity, self._language)}"

    def _arrange(self) -> None:
        section = Section(self.tr("New prescription"))
        foot = QHBoxLayout()
        foot.addWidget(self._keys, 1)
        foot.addWidget(self._sum)
        head = QHBoxLayout()
        head.addWidget(self._corrects, 1)
        head.addWidget(self._give_up)
        section.body.addLayout(head)
        for widget in (self.finder, self.editor, self._findings, self.lines):
            section.body.addWidget(widget)
        section.body.addLayout(foot)
        section.body.setSpacing(current_tokens().space_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        for part in (self._sum, self._keys, self._corrects, self._give_up):
            part.hide()
