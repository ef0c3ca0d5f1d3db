"""Asks before a number is given back, in the place of the detail."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import text_label
from omms_server.contract.scheduling import Appointment


class CancelPanel(FormPanel):
    """The usual reasons can be chosen by their number; another may be typed."""

    cancel_requested = Signal(object, str)
    """The appointment's id and the reason."""

    def __init__(self, time: ClinicTime) -> None:
        super().__init__("danger")
        self._time = time
        self._appointment: Appointment | None = None
        self._told = text_label(role="strong", wrap=True)
        reason = Choice(self._reasons(), free=True)
        reason.setObjectName("cancel_reason")
        self.form = Form([Field("reason", self.tr("Reason"), reason, required=True)])
        self.set_words(self.tr("Cancel this number?"), self.tr("Cancel the number"))
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(self._submitted)
        self._lay_out()

    def begin(self, appointment: Appointment) -> None:
        """Ask about this one."""
        self._appointment = appointment
        words = self.tr("{0}, no. {1}, {2}, {3} {4}").format(
            appointment.patient,
            appointment.number,
            self._time.span(appointment.starts_at, appointment.ends_at),
            appointment.department,
            appointment.doctor,
        )
        self._told.setText(words)
        self.form.clear()

    def _submitted(self, values: dict[str, object]) -> None:
        if self._appointment is None:
            return
        chosen = {option.key: option.title for option in self._reasons()}
        reason = str(values["reason"])
        self.cancel_requested.emit(self._appointment.id, chosen.get(reason, reason))
        self.closed.emit()

    def _reasons(self) -> list[Option]:
        texts = (
            self.tr("Patient's wish"),
            self.tr("Wrong department"),
            self.tr("Doctor away"),
            self.tr("Booked twice"),
        )
        return [Option(str(place), text) for place, text in enumerate(texts, start=1)]

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_tokens().space_3)
        column.addWidget(self._told)
        column.addWidget(text_label(self.tr("The time can be taken by another patient."), "muted"))
        column.addWidget(self.form)
        column.addStretch(1)
        self.set_body(body)
