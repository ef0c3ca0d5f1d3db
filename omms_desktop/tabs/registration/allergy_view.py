"""The allergies of the patient at the counter: said in words; none known, or one more."""

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListView, QVBoxLayout, QWidget

from omms_desktop.clinic.facts import allergy_chips
from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.clinic.texts import severity_word
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.flow_layout import FlowLayout
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import Chip
from omms_server.contract.patients import AllergyState, Banner, Severity


class AllergyCard(QWidget):
    """Its two actions stand beside the words; they are absent for who may not write."""

    def __init__(self, may_write: bool) -> None:
        super().__init__()
        self._may_write = may_write
        tokens = current_tokens()
        self.none_known = make_action(self, self.tr("None known"), "Ctrl+0")
        self.none_known.setAutoRepeat(False)
        self.add = make_action(self, self.tr("Add allergy"), "Ctrl+G")
        self._chips = FlowLayout(across=tokens.space_2, down=tokens.space_1)
        buttons = QHBoxLayout()
        buttons.addLayout(self._chips, 1)
        buttons.addWidget(ActionButton(self.none_known))
        buttons.addWidget(ActionButton(self.add))
        section = Section(self.tr("Allergies"))
        section.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)

    def show_allergies(self, banner: Banner) -> None:
        """Say what is known."""
        self._chips.clear()
        for chip in allergy_chips(banner.allergy_state, banner.allergies):
            self._chips.addWidget(Chip(*chip))
        deniable = self._may_write and banner.allergy_state is AllergyState.NOT_ASKED
        self.none_known.setVisible(deniable)
        self.none_known.setEnabled(deniable)
        self.add.setVisible(self._may_write)
        self.add.setEnabled(self._may_write)


class AllergenEdit(LineEdit):
    """Words of the catalogue are offered while one types; others may be typed too."""

    def __init__(self) -> None:
        super().__init__(longest=50)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        self._popup.setProperty("role", "popup")
        completer.setPopup(self._popup)
        self.setCompleter(completer)

    def offer(self, names: tuple[str, ...]) -> None:
        """Offer these names."""
        self._names.setStringList(list(names))
        completer = self.completer()
        if names and self.hasFocus() and self.value() not in names:
            completer.complete()
        else:
            self._popup.hide()


class AllergyPanel(FormPanel):
    """What, how it showed, how bad it was."""

    find_requested = Signal(str)
    submitted = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.set_words(self.tr("Record an allergy"), self.tr("Record"))
        self._allergen, reaction, severity = AllergenEdit(), LineEdit(), Choice(_severities())
        for editor, name in (
            (self._allergen, "allergen"),
            (reaction, "reaction"),
            (severity, "severity"),
        ):
            editor.setObjectName(name)
        self.form = Form(
            [
                Field("allergen", self.tr("Allergen"), self._allergen, required=True),
                Field("reaction", self.tr("Reaction"), reaction),
                Field("severity", self.tr("Severity"), severity, required=True),
            ]
        )
        self.set_body(self.form)
        self._allergen.textEdited.connect(self.find_requested)
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(self.submitted)

    def begin(self) -> None:
        """Start with an empty form."""
        self.form.clear()

    def show_allergens(self, names: tuple[str, ...]) -> None:
        """See `allergies.AllergyView`."""
        self._allergen.offer(names)

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        """See `allergies.AllergyView`."""
        return self.form.show_errors(errors)

    def close_allergy(self) -> None:
        """See `allergies.AllergyView`."""
        self.closed.emit()


def _severities() -> list[Option]:
    return [
        Option(severity.value, severity_word(severity), str(place))
        for place, severity in enumerate(Severity, start=1)
    ]
