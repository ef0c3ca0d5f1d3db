"""One prescription at the counter: state, diagnoses, what was overridden, lines and batches."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.reference import prescription_kind_name
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.labels import Chip, IconMark, text_label
from omms_desktop.widgets.levels import Level
from omms_server.contract.charting import Override, Prescription
from omms_server.contract.money import yuan
from omms_server.contract.pharmacy import DispensingSheet

from .presenter import Step
from .sheet_lines import medication_lines
from .words import finding_word, paid_state, prescription_state, step_sentence


class SheetView(QStackedWidget):
    """The prescription, or what to do when none is open."""

    def __init__(self, time: ClinicTime, language: str) -> None:
        super().__init__()
        self._time, self._language = time, language
        hint = self.tr("Choose one from the list, or scan its number and press Enter.")
        self.addWidget(EmptyState(self.tr("No prescription is open"), hint, icon="pill"))
        self._shown: QWidget | None = None

    def show_sheet(self, sheet: DispensingSheet | None, step: Step) -> None:
        """Show this prescription; None shows what to do."""
        old, self._shown = self._shown, None
        if sheet is not None:
            self._shown = self._sheet(sheet, step)
            self.addWidget(self._shown)
            self.setCurrentWidget(self._shown)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()

    def _sheet(self, sheet: DispensingSheet, step: Step) -> QWidget:
        page = QWidget()
        tokens = current_tokens()
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_3)
        shown = sheet.prescription
        column.addLayout(self._head(shown))
        column.addWidget(self._facts(sheet))
        if shown.review_remark:
            words = self.tr("Reason: {0}").format(shown.review_remark)
            column.addWidget(_box(Level.STOP, [self.tr("Sent back to the doctor"), words]))
        if sheet.short:
            words = self.tr("Usable stock does not suffice: {0}").format(self._listed(sheet.short))
            column.addWidget(_box(Level.STOP, [words]))
        if shown.overrides:
            column.addWidget(self._overrides(shown.overrides))
        lines = Section(self.tr("Medicines and batches, earliest expiry first"))
        lines.body.addWidget(medication_lines(sheet, self._language))
        column.addWidget(lines)
        column.addStretch(1)
        column.addWidget(text_label(step_sentence(step, yuan(shown.amount)), "muted", wrap=True))
        page.setAccessibleName(self.tr("Prescription {0}").format(shown.number))
        return page

    def _head(self, shown: Prescription) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current_tokens().space_2)
        row.addWidget(text_label(prescription_kind_name(shown.kind, self._language), "heading"))
        row.addWidget(text_label(shown.number, "muted"))
        row.addStretch(1)
        row.addWidget(Chip(*paid_state(shown.paid)))
        row.addWidget(Chip(*prescription_state(shown.state, shown.paid)))
        return row

    def _facts(self, sheet: DispensingSheet) -> QWidget:
        shown, facts = sheet.prescription, QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        named = self.tr("Diagnoses: {0}").format(self._listed(sheet.diagnoses) or "—")
        column.addWidget(text_label(named, wrap=True))
        signed = self.tr("signed {0}").format(self._time.moment(shown.signed_at))
        valid = self.tr("valid until {0}").format(self._time.moment(shown.valid_until))
        who = (sheet.department, shown.doctor, signed, valid)
        column.addWidget(text_label("  ·  ".join(word for word in who if word), "muted", wrap=True))
        if shown.replaces is not None:
            corrects = self.tr("Corrects a prescription that was sent back to the doctor.")
            column.addWidget(text_label(corrects, wrap=True))
        return facts

    def _overrides(self, overrides: Sequence[Override]) -> QWidget:
        section = Section(self.tr("The doctor went on in spite of"))
        section.body.addWidget(_box(Level.WARN, [self._override(one) for one in overrides]))
        return section

    def _override(self, one: Override) -> str:
        warned = finding_word(one.code)
        if one.drugs:
            warned = self.tr("{0}: {1}").format(self._listed(one.drugs), warned)
        return self.tr("{0}. Reason: {1}").format(warned, one.reason or "—")

    def _listed(self, names: Sequence[str]) -> str:
        return ("、" if self._language.startswith("zh") else ", ").join(names)


def _box(level: Level, words: Sequence[str]) -> QFrame:
    """Sentences in the colour and shape of a level."""
    box = QFrame()
    box.setProperty("role", "finding")
    box.setProperty("level", level.value)
    tokens = current_tokens()
    row = QHBoxLayout(box)
    row.setContentsMargins(tokens.space_3, tokens.space_2, tokens.space_3, tokens.space_2)
    row.setSpacing(tokens.space_2)
    row.addWidget(IconMark(level.value, level.token))
    column = QVBoxLayout()
    column.setSpacing(0)
    for sentence in words:
        column.addWidget(text_label(sentence, wrap=True))
    row.addLayout(column, 1)
    box.setAccessibleName(f"{level.word}: {' '.join(words)}")
    return box
