"""Before and after of one entry, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.labels import text_label
from omms_server.contract.audit import AuditDetails, AuditField

from .words import path_words, value_words

_TOP = Qt.AlignmentFlag.AlignTop


class ChangesView(QWidget):
    """A line for each field: its name, what stood there, what stands there since."""

    def __init__(self, time: ClinicTime, language: str) -> None:
        super().__init__()
        self._time, self._language = time, language
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_tokens().space_3)
        self._told: list[tuple[str, str]] = []

    def clear(self) -> None:
        """Show nothing: the details of this entry were not opened."""
        self._told = []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()

    def show_details(self, details: AuditDetails) -> None:
        """Show them."""
        self.clear()
        noted = details.changes or details.facts
        if details.withheld and noted:
            words = self.tr(
                "You may see which fields it was about; what stands in them is of a patient or of "
                "money, and for others to read."
            )
            self._column.addWidget(text_label(words, "muted", wrap=True))
        if details.changes:
            heads = (self.tr("Field"), self.tr("Before"), self.tr("After"))
            self._add(self.tr("Before and after"), heads, details.changes, details.withheld)
        if details.facts:
            self._add(self.tr("Also noted"), (), details.facts, details.withheld)
        if not noted:
            words = self.tr("Nothing further was noted.")
            self._column.addWidget(text_label(words, "muted", wrap=True))

    def lines(self) -> list[tuple[str, str]]:
        """What is shown, to be copied."""
        return list(self._told)

    def _add(
        self, title: str, heads: Sequence[str], fields: Sequence[AuditField], withheld: bool
    ) -> None:
        tokens = current_tokens()
        section, table = Section(title), QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.space_3)
        grid.setVerticalSpacing(tokens.space_2)
        for place, head in enumerate(heads):
            grid.addWidget(text_label(head, "small"), 0, place)
        for line, field in enumerate(fields, 1):
            for place, cell in enumerate(self._cells(field, bool(heads), withheld)):
                label = text_label(cell, "" if place else "muted", wrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, line, place, _TOP)
        for place, share in enumerate((3, 4, 4) if heads else (3, 8)):
            grid.setColumnStretch(place, share)
        section.body.addWidget(table)
        self._column.addWidget(section)

    def _cells(self, field: AuditField, both: bool, withheld: bool) -> list[str]:
        name = path_words(field.name, self._language)
        texts = (field.before, field.after) if both else (field.after,)
        values = ["—" if text is None else self._value(text) for text in texts]
        cells = ["•••" for _ in values] if withheld else values
        self._told.append((name, " → ".join(cells)))
        return [name, *cells]

    def _value(self, text: str) -> str:
        return value_words(text, self._language, self._time)
