"""A form made from a list of fields: labels, errors beside the fields, Enter leads through it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from omms_desktop.theme.current import current_tokens

from .editors import Editor
from .form_row import FormRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key in `values()`, its label (may carry &), and the editor that holds it."""

    key: str
    label: str
    editor: QWidget
    required: bool = False
    hint: str = ""
    wide: bool = False
    """Takes the whole width of a form with several columns."""


class Form(QWidget):
    """Enter goes to the next field and on the last submits; no error loses what was typed."""

    submitted = Signal(dict)
    """All values by key, once every field is understood and no required one is empty."""
    edited = Signal(str)
    """The key of a field the person changed."""

    def __init__(
        self, fields: Sequence[Field], columns: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows: dict[str, FormRow] = {}
        self._grid = QGridLayout(self)
        tokens = current_tokens()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.space_3)
        self._grid.setVerticalSpacing(tokens.space_1)
        place = 0
        for field in fields:
            place = self._add(field, place, columns)
        for column in range(columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def editor(self, key: str) -> QWidget:
        """Return the editor of a field."""
        return self._rows[key].field.editor

    def values(self) -> dict[str, object]:
        """Return what the fields hold; a field that is not understood gives None."""
        return {key: row.edit.value() for key, row in self._rows.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Fill the named fields and take their errors away; the others keep what they hold."""
        for key, value in values.items():
            self._rows[key].edit.set_value(value)
            self._rows[key].show_error("")

    def clear(self) -> None:
        """Empty every field and begin at the first."""
        self.set_values(dict.fromkeys(self._rows))
        self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor into the first field that can take it."""
        for row in self._usable():
            row.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        """Show sentences beside their fields, go to the first; return those without a field."""
        for key, row in self._rows.items():
            row.show_error(errors.get(key, ""))
        for key, row in self._rows.items():
            if key in errors:
                row.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                break
        return [text for key, text in errors.items() if key not in self._rows]

    def show_field(self, key: str, visible: bool) -> None:
        """Show or hide a field with its label; a hidden field keeps its value."""
        self._rows[key].set_visible(visible)

    def submit(self) -> None:
        """Check every field, then emit `submitted` or show what is wrong."""
        problems = {row.field.key: row.check() for row in self._usable()}
        problems = {key: text for key, text in problems.items() if text}
        self.show_errors(problems)
        if not problems:
            self.submitted.emit(self.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() in _ENTER and self._enter(watched, event)
        return super().eventFilter(watched, event)

    def _enter(self, watched: QObject, event: QKeyEvent) -> bool:
        soft = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if soft and isinstance(watched, QPlainTextEdit):
            return False
        rows = self._usable()
        here = next((i for i, row in enumerate(rows) if row.field.editor is watched), None)
        if here is None:
            return False
        rows[here].settle()
        problem = rows[here].edit.problem()
        rows[here].show_error(problem)
        if not problem and here + 1 < len(rows):
            rows[here + 1].field.editor.setFocus(Qt.FocusReason.TabFocusReason)
        elif not problem:
            self.submit()
        return True

    def _usable(self) -> list[FormRow]:
        return [row for row in self._rows.values() if row.usable()]

    def _add(self, field: Field, place: int, columns: int) -> int:
        if not isinstance(field.editor, Editor):
            raise TypeError(f"{field.key}: no value() or problem()")
        row = FormRow(field, self)
        self._rows[field.key] = row
        line, column = divmod(place, columns)
        if field.wide and column:
            line, column = line + 1, 0
        span = columns * 2 - 1 if field.wide else 1
        self._grid.addWidget(row.label, line, column * 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row, line, column * 2 + 1, 1, span)
        field.editor.installEventFilter(self)
        row.edited.connect(lambda: self.edited.emit(field.key))
        return line * columns + column + (columns if field.wide else 1)
