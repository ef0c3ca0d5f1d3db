"""One line of a form: label, editor, and under it a hint or what is wrong."""

import re
from typing import Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.style import set_role

from .editors import CheckEdit, Editor, TextEdit, mark_problem
from .labels import reveal, text_label


class FieldSpec(Protocol):
    """What a line needs to know of its field."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def editor(self) -> QWidget: ...
    @property
    def required(self) -> bool: ...
    @property
    def hint(self) -> str: ...


def plain_words(label: str) -> str:
    """Return a label without its key: "&Name" and "姓名(&N)" become "Name" and "姓名"."""
    return re.sub(r"\(&\w\)", "", label).replace("&", "").rstrip(" :：")


class FormRow(QWidget):
    """The editor with its sentence below; `label` stands beside it in the form's grid."""

    edited = Signal()

    def __init__(self, field: FieldSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.edit = cast(Editor, field.editor)
        tokens = current_tokens()
        self.label = QLabel(field.label + (" *" if field.required else ""))
        self.label.setProperty("role", "muted")
        self.label.setBuddy(field.editor)
        self.label.setMinimumHeight(tokens.control)
        self._said = text_label(field.hint, "small", wrap=True)
        reveal(self._said, bool(field.hint))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(field.editor)
        column.addWidget(self._said)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        field.editor.setAccessibleName(plain_words(field.label))
        field.editor.setAccessibleDescription(field.hint)
        self._listen(field.editor)

    def show_error(self, sentence: str) -> None:
        """Show what is wrong with the field, or its hint again when nothing is."""
        words = sentence or self.field.hint
        set_role(self._said, "error" if sentence else "small")
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self.field.editor.setAccessibleDescription(words)
        mark_problem(self.field.editor, bool(sentence))

    def error(self) -> str:
        """Return the sentence that is shown as an error now."""
        return self._said.text() if self._said.property("role") == "error" else ""

    def check(self) -> str:
        """Return what is wrong with what is typed; a required field may not be empty."""
        problem = self.edit.problem()
        if not problem and self.field.required and self.edit.is_empty():
            return self.tr("Please fill in this field.")
        return problem

    def settle(self) -> None:
        """Let the editor write its value the way it is stored."""
        editor = self.field.editor
        line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if isinstance(line, QLineEdit):
            line.editingFinished.emit()

    def usable(self) -> bool:
        """Whether the cursor may go here."""
        editor = self.field.editor
        return not self.isHidden() and editor.isEnabled() and not _is_read_only(editor)

    def set_visible(self, visible: bool) -> None:
        """Show or hide the line with its label."""
        self.setVisible(visible)
        self.label.setVisible(visible)

    def _listen(self, editor: QWidget) -> None:
        if isinstance(editor, QComboBox):
            editor.currentTextChanged.connect(self._changed)
        elif isinstance(editor, (QLineEdit, TextEdit)):
            editor.textChanged.connect(self._changed)
        elif isinstance(editor, CheckEdit):
            editor.toggled.connect(self._changed)

    def _changed(self) -> None:
        if self.error():
            self.show_error("")
        self.edited.emit()


def _is_read_only(editor: QWidget) -> bool:
    return isinstance(editor, (QLineEdit, TextEdit)) and editor.isReadOnly()
