"""The note of a visit: five parts, and after signing the reason of an amendment."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.editors import LineEdit, TextEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import reveal, text_label

from .drafts import VisitDraft


class NoteForm(QWidget):
    """Enter goes to the next part, Shift+Enter begins a line; the last Enter saves."""

    edited = Signal(dict)
    submitted = Signal()
    drop_requested = Signal()
    """The person gives up what was typed for what is saved."""

    def __init__(self, times: ClinicTime) -> None:
        super().__init__()
        self._times = times
        self._form = Form(self._fields())
        self._state = text_label(role="small", wrap=True)
        self._drop = QPushButton(self.tr("Show the saved text"))
        self._drop.setProperty("role", "link")
        self._drop.hide()
        self._form.edited.connect(lambda _: self.edited.emit(self.values()))
        self._form.submitted.connect(lambda _: self.submitted.emit())
        self._drop.clicked.connect(self.drop_requested)
        self._form.show_field("reason", False)
        self._arrange()

    def values(self) -> dict[str, str]:
        """The note as it stands on screen."""
        return {key: str(value or "") for key, value in self._form.values().items()}

    def show_note(self, note: Mapping[str, str], reason: str = "") -> None:
        """Show these parts without telling that they were edited."""
        self._form.blockSignals(True)
        self._form.set_values({**note, "reason": reason})
        self._form.blockSignals(False)

    def show_state(self, draft: VisitDraft) -> None:
        """Say whether what stands here is saved; ask for a reason where one is needed."""
        self._state.setText(self._words(draft))
        self._form.show_field("reason", draft.is_signed and draft.is_changed)
        reveal(self._drop, draft.is_behind)

    def show_errors(self, errors: Mapping[str, str]) -> Sequence[str]:
        """Show sentences beside their parts; return those of other parts."""
        return self._form.show_errors(errors)

    def ask_reason(self) -> None:
        """Go to the reason and say that it is missing."""
        words = self.tr("The record is signed. Please say why you change it.")
        self._form.show_field("reason", True)
        self._form.show_errors({"reason": words})

    def focus_part(self, part: str) -> None:
        """Put the cursor into a part."""
        self._form.editor(part).setFocus()

    def _words(self, draft: VisitDraft) -> str:
        note = draft.encounter.note
        if draft.is_behind and note:
            words = self.tr("{0} saved another text at {1}. Yours is not saved yet.")
            return words.format(note.author, self._times.moment(note.at))
        if draft.is_changed:
            return self.tr("Not saved yet")
        if note is None:
            return self.tr("Enter: next field. Shift+Enter: new line.")
        words = self.tr("Saved {0} by {1}, version {2}")
        return words.format(self._times.moment(note.at), note.author, note.version)

    def _fields(self) -> list[Field]:
        fields = [
            Field("chief_complaint", self.tr("Chief complaint"), LineEdit(), required=False),
            Field("present_illness", self.tr("Present illness"), TextEdit(lines=5)),
            Field("past_history", self.tr("Past history"), TextEdit(lines=2)),
            Field("examination", self.tr("Examination"), TextEdit(lines=4)),
            Field("plan", self.tr("Plan"), TextEdit(lines=4)),
            Field("reason", self.tr("Reason of the change"), LineEdit()),
        ]
        for field in fields:
            field.editor.setObjectName(f"note.{field.key}")
        return fields

    def _arrange(self) -> None:
        tokens = current_tokens()
        section = Section(self.tr("Note"))
        section.body.addWidget(self._form)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        foot.addWidget(self._drop)
        section.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_3, tokens.space_3)
        column.addWidget(section)
        column.addStretch(1)
