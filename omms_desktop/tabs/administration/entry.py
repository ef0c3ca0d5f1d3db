"""Everything of one entry of the trail."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.actions import action_word
from omms_desktop.clinic.texts import with_code
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.labels import Chip, text_label
from omms_desktop.widgets.levels import Level
from omms_server.contract.audit import AuditDetails, AuditRow

from .changes import ChangesView
from .words import outcome, post_words, refusal_words, sealed, subject_words


class EntryView(QStackedWidget):
    """Who did what, when, where from, on whom, with what outcome and why."""

    def __init__(self, time: ClinicTime, language: str) -> None:
        super().__init__()
        self._time, self._language = time, language
        self._action = text_label(role="heading", wrap=True)
        self._outcome, self._sealed = Chip("", Level.OK), Chip("", Level.OK)
        self._grid = QGridLayout()
        self._changes = ChangesView(time, language)
        self._shown: int | None = None
        hint = self.tr("Choose one from the list to read all of it.")
        self.addWidget(EmptyState(self.tr("No entry is chosen"), hint, icon="shield"))
        self.addWidget(self._page())
        self._told: list[tuple[str, str]] = []

    def show_entry(self, row: AuditRow | None) -> None:
        """Show this entry; None says what to do."""
        self.setCurrentIndex(0 if row is None else 1)
        self._told = self._facts(row) if row else []
        key = row.id if row else None
        if key != self._shown:
            self._shown = key
            self._changes.clear()
        if row is None:
            return
        self._action.setText(action_word(row.action, self._language))
        self._outcome.show_state(*outcome(row))
        self._sealed.show_state(*sealed(row))
        self._clear()
        for place, (head, text) in enumerate(self._told):
            value = text_label(text or "—", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(text_label(head, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, place, 1)

    def text(self) -> str:
        """The entry as lines, to be copied."""
        told = [*self._told, *self._changes.lines()]
        return "\n".join(f"{head}\t{text}" for head, text in told)

    def show_details(self, entry_id: int, details: AuditDetails) -> None:
        """Show before and after of the entry, if it is still the one shown."""
        if entry_id == self._shown:
            self._changes.show_details(details)

    def _facts(self, row: AuditRow) -> list[tuple[str, str]]:
        moment = self._time.local(row.at)
        said = action_word(row.action, self._language)
        return [
            (self.tr("Time"), f"{moment:%Y-%m-%d %H:%M:%S}"),
            (self.tr("Person"), row.person),
            (self.tr("Post"), post_words(row.post, self._language)),
            *([(self.tr("Second person"), row.second)] if row.second else []),
            (self.tr("Workstation"), row.workstation),
            (self.tr("Action"), with_code(said, row.action)),
            (self.tr("Patient no."), row.patient_number),
            (self.tr("Subject"), subject_words(row.subject, self._language)),
            (self.tr("Outcome"), f"{outcome(row)[0]} {refusal_words(row, self._language)}".strip()),
            (self.tr("Reason"), row.reason),
            (self.tr("Seal"), sealed(row)[0]),
            (self.tr("Entry"), str(row.id)),
        ]

    def _page(self) -> QWidget:
        page = QWidget()
        tokens = current_tokens()
        chips = QHBoxLayout()
        chips.addWidget(self._outcome)
        chips.addWidget(self._sealed)
        chips.addStretch(1)
        self._grid.setHorizontalSpacing(tokens.space_4)
        self._grid.setVerticalSpacing(tokens.space_2)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._action)
        column.addLayout(chips)
        column.addLayout(self._grid)
        column.addWidget(self._changes)
        column.addStretch(1)
        return page

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
