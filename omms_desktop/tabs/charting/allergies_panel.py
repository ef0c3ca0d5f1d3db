"""The panel that asks about allergies: none known, or which one and how bad."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.clinic.facts import allergy_chips
from omms_desktop.clinic.texts import severity_word
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.flow_layout import FlowLayout
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import Chip, text_label
from omms_server.contract.patients import AllergenRow, Severity
from omms_server.contract.patients import Banner as PatientBanner


class AllergiesPanel(QWidget):
    """Implements `AllergiesView`. Esc goes back, Alt+N says none known, F9 records."""

    search_requested = Signal(str)
    chosen = Signal(str)
    submitted = Signal(dict)
    denied = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._deny = make_action(self, self.tr("No known allergies"), "Alt+N")
        self._back = make_action(self, self.tr("Back"), "Esc")
        self._back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._finder = Finder(
            self.tr("Allergen: initials, name or code"), self.tr("Find an allergen")
        )
        self._finder.setObjectName("allergy.find")
        self._form = Form(self._fields())
        self._chips = FlowLayout(across=current_tokens().space_2)
        self._deny.triggered.connect(self.denied)
        self._back.triggered.connect(self.closed)
        self._finder.search_requested.connect(self.search_requested)
        self._finder.chosen.connect(self._choose)
        self._form.submitted.connect(self.submitted)
        self._arrange()

    def show_patient(self, patient: PatientBanner) -> None:
        """Say what is on record; "none known" is offered only while nothing is."""
        self._chips.clear()
        for chip in allergy_chips(patient.allergy_state, patient.allergies):
            self._chips.addWidget(Chip(*chip))
        self._deny.setEnabled(not patient.allergies)

    def begin(self) -> None:
        """Put the cursor where an allergen is looked up."""
        self._finder.clear()
        self._form.set_values({"allergen": None, "reaction": None, "severity": None})
        self._finder.focus_box()

    def submit(self) -> None:
        """Check the fields, then record."""
        self._form.submit()

    def show_allergens_found(self, rows: tuple[AllergenRow, ...]) -> None:
        """List what was found."""
        self._finder.show_results([(row.group, row.name, row.name_en) for row in rows])

    def show_allergen(self, name: str) -> None:
        """Take the chosen one into the form."""
        self._form.set_values({"allergen": name})
        self._form.editor("reaction").setFocus()

    def show_allergy_errors(self, errors: Mapping[str, str]) -> Sequence[str]:
        """Show sentences beside their fields."""
        return self._form.show_errors(errors)

    def show_allergies_answered(self) -> None:
        """It is on record."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, key: object) -> None:
        self.chosen.emit(str(key))

    def _fields(self) -> list[Field]:
        severities = [Option(one.value, severity_word(one), one.value) for one in Severity]
        hint = self.tr("A name that is not in the catalogue is not checked against drugs.")
        fields = [
            Field("allergen", self.tr("Allergen"), LineEdit(longest=50), True, hint),
            Field("reaction", self.tr("Reaction"), LineEdit()),
            Field("severity", self.tr("Severity"), Choice(severities), True),
        ]
        for field in fields:
            field.editor.setObjectName(f"allergy.{field.key}")
        return fields

    def _arrange(self) -> None:
        tokens = current_tokens()
        section = Section(self.tr("Allergies"))
        section.body.addLayout(self._chips)
        section.body.addWidget(text_label(self.tr("Add an allergy"), "strong"))
        section.body.addWidget(self._finder)
        section.body.addWidget(self._form)
        buttons = QHBoxLayout()
        buttons.addWidget(ActionButton(self._back))
        buttons.addStretch(1)
        buttons.addWidget(ActionButton(self._deny))
        section.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_3, tokens.space_3, tokens.space_4, tokens.space_3)
        column.addWidget(section)
        column.addStretch(1)
