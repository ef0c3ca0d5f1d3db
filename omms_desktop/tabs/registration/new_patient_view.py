"""The form for a new patient: identity number first, so that sex and birth date fill themselves."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.backend.ports import Language
from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.clinic.texts import identity_kind_word, sex_word
from omms_desktop.clinic.times import age_on
from omms_desktop.texts.fields import kind_sentence
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.date_edit import DateEdit
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import text_label
from omms_server.contract.identity import IdentityProblem, ResidentIdentity
from omms_server.contract.patients import IdentityKind
from omms_server.contract.types import Sex

from .identity_edit import IdentityEdit

_KEYS = (
    "identity_number", "name", "sex", "born_on", "phone", "address", "identity_kind",
    "no_identity_reason",
)  # fmt: skip
_SEX_WORDS = {Sex.MALE: "1 m nan n", Sex.FEMALE: "2 f nv", Sex.UNKNOWN: "9 0 u wz"}


class Reading(Protocol):
    """Reads identity numbers: the presenter."""

    @property
    def today(self) -> date: ...

    def read(self, text: str, kind: IdentityKind) -> ResidentIdentity | IdentityProblem | None: ...

    def identity_typed(self, text: str, kind: IdentityKind, *, finished: bool = False) -> None: ...


class NewPatientPanel(FormPanel):
    """Enter leads through it and saves at the end; F9 saves at any time."""

    opened = Signal()
    """It is to be seen."""
    submitted = Signal(dict)
    existing_requested = Signal()

    def __init__(self, reading: Reading, language: Language) -> None:
        super().__init__()
        self.set_words(self.tr("Register a new patient"), self.tr("Save"))
        self._reading, self._language = reading, language
        self.identity = IdentityEdit(self._problem)
        self.kind = Choice([Option(kind, identity_kind_word(kind)) for kind in IdentityKind])
        self.form = Form(self._fields())
        for key in _KEYS:
            self.form.editor(key).setObjectName(key)
        self.existing = make_action(self, self.tr("Open that record"), "F6")
        self._existing_button = ActionButton(self.existing, "primary")
        self._existing_words = text_label(role="strong", wrap=True)
        self.existing.triggered.connect(self.existing_requested)
        self._lay_out()
        self._connect()
        self.clear()

    def clear(self) -> None:
        """Begin empty."""
        self.form.clear()
        self.form.set_values({"identity_kind": IdentityKind.RESIDENT})
        self.identity.show_read("")
        self._offer("")

    def show_form(self, values: Mapping[str, object] | None) -> None:
        """See `enrolment.EnrolmentView`."""
        if values is not None:
            self.clear()
            self.form.set_values(values)
        self.opened.emit()
        self.form.focus_first()
        self._read(finished=bool(values))

    def close_form(self) -> None:
        """See `enrolment.EnrolmentView`."""
        self.clear()
        self.closed.emit()

    def show_identity(self, read: ResidentIdentity | IdentityProblem | None) -> None:
        """See `enrolment.EnrolmentView`."""
        self.identity.show_read("")
        if isinstance(read, ResidentIdentity):
            language = self._language.code
            words = (
                sex_word(read.sex),
                read.birth_date.isoformat(),
                age_on(read.birth_date, self._reading.today, language),
            )
            self.form.set_values({"sex": read.sex, "born_on": read.birth_date})
            self.identity.show_read("  ".join(words))
        elif read is not None:
            self.form.show_errors({"identity_number": self._sentence(read)})

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        """See `enrolment.EnrolmentView`."""
        return self.form.show_errors(errors)

    def show_saving(self, under_way: bool) -> None:
        """See `enrolment.EnrolmentView`."""
        self.go.setEnabled(not under_way)

    def offer_existing(self, number: str) -> None:
        """See `enrolment.EnrolmentView`."""
        self._offer(self.tr("This person is registered as {0}.").format(number))
        self._existing_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def kind_chosen(self) -> IdentityKind:
        """The kind of document, resident when none is understood."""
        return IdentityKind(str(self.kind.value() or IdentityKind.RESIDENT.value))

    def _offer(self, words: str) -> None:
        self._existing_words.setText(words)
        self._existing_words.setVisible(bool(words))
        self.existing.setVisible(bool(words))
        self.existing.setEnabled(bool(words))

    def _edited(self, key: str) -> None:
        if key in ("identity_number", "identity_kind"):
            self._offer("")
            self._show_kind()
            self._read(finished=False)

    def _read(self, *, finished: bool) -> None:
        text, kind = self.identity.text(), self.kind_chosen()
        self._reading.identity_typed(text, kind, finished=finished)

    def _show_kind(self) -> None:
        without = self.kind_chosen() is IdentityKind.NONE
        self.form.show_field("no_identity_reason", without)

    def _problem(self, text: str) -> str:
        read = self._reading.read(text, self.kind_chosen())
        return self._sentence(read) if isinstance(read, IdentityProblem) else ""

    def _sentence(self, problem: IdentityProblem) -> str:
        return kind_sentence(f"identity_{problem.value}", None, self._language.code)

    def _connect(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.submitted.connect(self.submitted)
        self.accepted.connect(self._save)
        self.identity.editingFinished.connect(self._finish_identity)
        self._show_kind()

    def _save(self) -> None:
        # The presenter checks, so that all complaints come at once and in the same words.
        self.submitted.emit(self.form.values())

    def _finish_identity(self) -> None:
        if self.identity.isModified():
            self.identity.setModified(False)
            self._read(finished=True)

    def _fields(self) -> list[Field]:
        sexes = [Option(sex, sex_word(sex), words) for sex, words in _SEX_WORDS.items()]
        born = DateEdit(date(1870, 1, 1), self._reading.today)
        return [
            Field("identity_number", self.tr("Identity number"), self.identity),
            Field("name", self.tr("Name"), LineEdit(longest=50), required=True),
            Field("sex", self.tr("Sex"), Choice(sexes), required=True),
            Field("born_on", self.tr("Date of birth"), born, required=True),
            Field("phone", self.tr("Phone"), LineEdit(longest=30), required=True),
            Field("address", self.tr("Address"), LineEdit()),
            Field("identity_kind", self.tr("Document"), self.kind),
            Field("no_identity_reason", self.tr("Why without"), LineEdit(), required=True),
        ]

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_tokens().space_2)
        column.addWidget(self.form)
        column.addWidget(self._existing_words)
        column.addWidget(self._existing_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.set_body(body)
