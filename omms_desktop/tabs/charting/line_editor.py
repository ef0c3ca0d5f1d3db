"""The editor of one medication line: the drug, how it is taken, and what that comes to."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import text_label
from omms_server.contract.catalogue import DrugRow, PrescribingTerms, Term
from omms_server.contract.charting import Quantity
from omms_server.contract.medication_line import amount
from omms_server.contract.money import yuan

from .dose_edit import CountEdit, DoseEdit
from .drafts import LineInHand

COMPUTE_MS = 200
_NO_TIMING = "NONE"
_WIDEST_CHOICE = 11
"""In heights of the font."""


class LineEditor(QWidget):
    """Enter leads through the fields; on the last it adds the line."""

    edited = Signal(dict)
    settled = Signal()
    """Nothing was typed for a moment: time to compute."""
    submitted = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._drug: DrugRow | None = None
        self._dose, self._days, self._units = DoseEdit(), CountEdit(1, 90), CountEdit(1, 10_000)
        self._route, self._frequency, self._timing = _choice(), _choice(), _choice()
        self._form = Form(self._fields(), columns=2)
        self._name, self._says = text_label(role="strong", wrap=True), text_label(role="strong")
        self._text = text_label(role="muted", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=COMPUTE_MS)
        self._timer.timeout.connect(self.settled)
        self._form.edited.connect(self._edited)
        self._form.submitted.connect(lambda _: self.submitted.emit())
        self._days.show_unit(self.tr("days"))
        self._arrange()
        self.hide()

    def show_terms(self, terms: PrescribingTerms) -> None:
        """Offer these routes, frequencies and timings."""
        for choice, offered in (
            (self._route, terms.routes),
            (self._frequency, terms.frequencies),
            (self._timing, [term for term in terms.timings if term.code != _NO_TIMING]),
        ):
            choice.set_options([self._option(term) for term in offered])
            _fit(choice, [self._option(term).title for term in offered])

    def show_hand(self, hand: LineInHand) -> None:
        """Show the line in hand; without a drug the editor takes no room."""
        self._timer.stop()
        self._drug = hand.drug
        self._form.blockSignals(True)
        self._form.set_values(hand.values)
        self._form.blockSignals(False)
        self._form.show_field("units", hand.units_asked)
        for choice in (self._route, self._frequency, self._timing):
            line = choice.lineEdit()
            if line:
                line.setCursorPosition(0)  # a long name is read from its beginning
        drug = hand.drug
        if drug:
            self._dose.show_unit(drug.dose_unit)
            self._units.show_unit(drug.min_unit)
            self._name.setText(" ".join((drug.name, drug.form, drug.spec)))
        self.setVisible(drug is not None)

    def show_quantity(self, drug: DrugRow | None, quantity: Quantity | None) -> None:
        """Show what the line comes to, or nothing yet."""
        told = drug is not None and quantity is not None
        self._says.setText(quantity_words(drug, quantity, self._language))
        self._text.setText(quantity.text if quantity and told else "")

    def ask_units(self) -> None:
        """The quantity is typed; the field for it stands last."""
        self._form.show_field("units", True)

    def show_errors(self, errors: Mapping[str, str]) -> Sequence[str]:
        """Show sentences beside their fields; return those of other fields."""
        return self._form.show_errors(errors)

    def focus_first(self) -> None:
        """Put the cursor on the dose, chosen whole so that typing replaces it."""
        self._form.focus_first()
        self._dose.selectAll()

    def focus_last(self) -> None:
        """Put the cursor on the quantity."""
        self._units.setFocus()

    def submit(self) -> None:
        """Check the fields, then ask that the line be added."""
        self._form.submit()

    def _edited(self, _key: str) -> None:
        values = self._form.values()
        values["timing"] = values["timing"] or None
        self.edited.emit(values)
        self._timer.start()

    def _option(self, term: Term) -> Option:
        name = term.name if self._language.startswith("zh") else term.name_en
        also = (term.code, term.latin, term.initials, term.name, term.name_en)
        return Option(term.code, name, " ".join(also))

    def _fields(self) -> list[Field]:
        fields = [
            Field("dose", self.tr("Dose"), self._dose, required=True),
            Field("route", self.tr("Route"), self._route, required=True),
            Field("frequency", self.tr("Frequency"), self._frequency, required=True),
            Field("timing", self.tr("Timing"), self._timing),
            Field("days", self.tr("Duration"), self._days, required=True),
            Field("units", self.tr("Quantity"), self._units, required=True),
        ]
        for field in fields:
            field.editor.setObjectName(f"line.{field.key}")
        return fields

    def _arrange(self) -> None:
        tokens = current_tokens()
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._says)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_1)
        column.addLayout(head)
        column.addWidget(self._form)
        column.addWidget(self._text)


def _choice() -> Choice:
    """A choice that is as narrow as the form; its list is as wide as it needs."""
    choice = Choice()
    choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(4)
    return choice


def _fit(choice: Choice, titles: Sequence[str]) -> None:
    """Make a choice wide enough for what may be chosen in it, within reason."""
    metrics = choice.fontMetrics()
    widest = max((metrics.horizontalAdvance(title) for title in titles), default=0)
    arrow = current_tokens().space_6 + 3 * current_tokens().space_2
    choice.setMinimumWidth(min(widest, _WIDEST_CHOICE * metrics.ascent()) + arrow)


def quantity_words(drug: DrugRow | None, quantity: Quantity | None, language: str) -> str:
    """42 粒 ¥22.05."""
    if drug is None or quantity is None:
        return ""
    spoken = "zh" if language.startswith("zh") else "en"
    units = amount(quantity.dispense_units, drug.min_unit, "zh" if spoken == "zh" else "en")
    return f"{units}  ¥{yuan(quantity.amount)}"


def drug_detail(drug: DrugRow) -> str:
    """What tells one drug from another in a list: strength, stock, price of a pack."""
    words = QCoreApplication.translate("LineEditor", "{0} · stock {1} {2} · ¥{3}/{4}")
    return words.format(drug.spec, drug.usable, drug.min_unit, yuan(drug.price), drug.pack_unit)
