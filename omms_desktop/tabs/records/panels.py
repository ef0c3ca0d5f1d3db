"""What is asked before a record is opened in an emergency, or a consent recorded or taken back."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.emergency_words import reason_word
from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.date_edit import DateEdit
from omms_desktop.widgets.editors import LineEdit, TextEdit
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import text_label
from omms_server.contract.patients import PatientRow
from omms_server.contract.sharing import EmergencyReason, RecipientRow, SharingGrant

_USUAL = timedelta(days=30)


class EmergencyPanel(FormPanel):
    """Opens a record for four hours, to read; the doctor and the privacy officer are told."""

    open_requested = Signal(object, str)
    """The reason and the explanation."""

    def __init__(self) -> None:
        super().__init__("danger")
        reasons = [Option(one.value, reason_word(one)) for one in EmergencyReason]
        reason = Choice(reasons)
        reason.setObjectName("emergency.reason")
        explanation = TextEdit(lines=3)
        explanation.setObjectName("emergency.explanation")
        self.form = Form(
            [
                Field("reason", self.tr("Reason"), reason, required=True),
                Field("explanation", self.tr("What happened"), explanation, required=True),
            ]
        )
        self._whose = text_label(role="strong", wrap=True)
        told = self.tr(
            "The record opens for four hours, to read. The patient's doctor and the privacy "
            "officer are told at once, and the opening is reviewed."
        )
        self.set_words(self.tr("Open in an emergency?"), self.tr("Open the record"))
        self.set_body(_stacked(self._whose, text_label(told, wrap=True), self.form))
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(self._submitted)

    def begin(self, patient: PatientRow) -> None:
        """Ask about this patient's record."""
        self._whose.setText(f"{patient.name}  {patient.number}")
        self.form.clear()
        self.form.editor("reason").setFocus()

    def _submitted(self, values: dict[str, object]) -> None:
        reason = EmergencyReason(str(values["reason"]))
        self.open_requested.emit(reason, str(values["explanation"]))


class ConsentPanel(FormPanel):
    """Records what the patient signed."""

    search_requested = Signal(str)
    grant_requested = Signal(object, str, str, object)
    """Recipient, purpose, signer, last day."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[object, RecipientRow] = {}
        self._to: RecipientRow | None = None
        self.finder = Finder(
            self.tr("Doctor, nurse or department: name, initials"), self.tr("To whom")
        )
        self.finder.setObjectName("consent.to")
        self._chosen = text_label(role="strong", wrap=True)
        self.form = Form(self._fields())
        self.set_words(self.tr("New consent"), self.tr("Record the consent"))
        told = text_label(
            self.tr("Opens the whole record to read, until the last day or until taken back."),
            "muted",
            wrap=True,
        )
        self.set_body(_stacked(self.finder, self._chosen, self.form, told))
        self.finder.search_requested.connect(self.search_requested)
        self.finder.chosen.connect(self._choose)
        self.accepted.connect(self._submit)
        self.form.submitted.connect(self._submitted)

    def begin(self, patient: PatientRow, today: date) -> None:
        """Ask for a consent of this patient."""
        self._to = None
        self._chosen.setText(self.tr("To whom may the record be opened?"))
        self.finder.clear()
        self.form.clear()
        self.form.set_values({"signer": patient.name, "until": today + _USUAL})
        self.finder.focus_box()

    def show_found(self, rows: Sequence[RecipientRow]) -> None:
        """List whom it may be opened to."""
        self._rows = {(row.recipient.kind, row.recipient.id): row for row in rows}
        self.finder.show_results([(key, row.name, row.detail) for key, row in self._rows.items()])

    def _choose(self, key: object) -> None:
        self._to = self._rows.get(key)
        if self._to:
            self._chosen.setText(f"{self._to.name}  {self._to.detail}")
            self.form.editor("purpose").setFocus()

    def _submit(self) -> None:
        if self._to is None:
            self._chosen.setText(self.tr("Please choose to whom first."))
            self.finder.focus_box()
            return
        self.form.submit()

    def _submitted(self, values: dict[str, object]) -> None:
        if self._to is None:
            self._submit()
            return
        purpose, signer = str(values["purpose"]), str(values["signer"])
        self.grant_requested.emit(self._to, purpose, signer, values["until"])

    def _fields(self) -> list[Field]:
        fields = [
            Field("purpose", self.tr("Purpose"), LineEdit(), required=True),
            Field("signer", self.tr("Signed by"), LineEdit(), required=True),
            Field("until", self.tr("Last day"), DateEdit(), required=True),
        ]
        for field in fields:
            field.editor.setObjectName(f"consent.{field.key}")
        return fields


class RevokePanel(FormPanel):
    """Takes a consent back."""

    revoke_requested = Signal(object, str)
    """The consent and a reason, which may be empty."""

    def __init__(self) -> None:
        super().__init__("danger")
        self._grant: SharingGrant | None = None
        self._told = text_label(role="strong", wrap=True)
        reason = LineEdit()
        reason.setObjectName("revoke.reason")
        self.form = Form([Field("reason", self.tr("Reason"), reason)])
        self.set_words(self.tr("Take this consent back?"), self.tr("Take back"))
        later = text_label(self.tr("From now on nothing more is opened by it."), "muted")
        self.set_body(_stacked(self._told, later, self.form))
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(self._submitted)

    def begin(self, grant: SharingGrant) -> None:
        """Ask about this one."""
        self._grant = grant
        self._told.setText(f"{grant.recipient_name} · {grant.purpose}")
        self.form.clear()
        self.form.editor("reason").setFocus()

    def _submitted(self, values: dict[str, object]) -> None:
        if self._grant:
            self.revoke_requested.emit(self._grant, str(values["reason"] or ""))


def _stacked(*parts: QWidget) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_tokens().space_3)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return body
