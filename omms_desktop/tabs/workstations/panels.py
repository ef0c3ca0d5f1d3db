"""What is asked before a code is made or a machine is shut out, and the code, shown once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import text_label
from omms_server.contract.workstations import Enrolment, WorkstationKind, WorkstationRow

from .words import kind_word


class IssuePanel(FormPanel):
    """Asks for the name of a new machine."""

    issue_requested = Signal(str, object)
    """The name and the kind."""

    def __init__(self) -> None:
        super().__init__()
        kind = Choice([Option(one.value, kind_word(one)) for one in WorkstationKind])
        name = LineEdit(longest=40)
        name.setObjectName("workstation.name")
        kind.setObjectName("workstation.kind")
        self.form = Form(
            [
                Field(
                    "name",
                    self.tr("Name"),
                    name,
                    True,
                    self.tr("Letters, digits, dots and dashes, such as ward-2"),
                ),
                Field("kind", self.tr("Kind"), kind, True),
            ]
        )
        told = self.tr("The code is typed on the new machine within 30 minutes, once.")
        self.set_words(self.tr("Enrol a machine"), self.tr("Make a code"))
        self.set_body(stacked(self.form, text_label(told, "muted", wrap=True)))
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(self._submitted)

    def begin(self) -> None:
        """Ask."""
        self.form.clear()
        self.form.set_values({"kind": WorkstationKind.WORKSTATION.value})
        self.form.focus_first()

    def _submitted(self, values: dict[str, object]) -> None:
        self.issue_requested.emit(str(values["name"]), WorkstationKind(str(values["kind"])))


class CodePanel(FormPanel):
    """Shows a one-time code, this once."""

    def __init__(self, time: ClinicTime) -> None:
        super().__init__()
        self._time = time
        self._which, self._until = text_label(role="strong"), text_label(wrap=True)
        self.code = text_label(role="heading", wrap=True)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAccessibleName(self.tr("One-time code"))
        self.set_words(self.tr("One-time code"), self.tr("Typed"))
        self.set_body(stacked(self._which, self.code, self._until))
        self.accepted.connect(self.closed)
        self.closed.connect(self.code.clear)

    def show_code(self, enrolment: Enrolment) -> None:
        """Show it."""
        self._which.setText(enrolment.name)
        self.code.setText(enrolment.code)
        words = self.tr("Good until {0}. It is shown only now; type it on the new machine.")
        self._until.setText(words.format(self._time.moment(enrolment.expires_at)))
        self.code.setFocus()


class RevokePanel(FormPanel):
    """Asks why a machine is shut out."""

    revoke_requested = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("danger")
        self._machine: WorkstationRow | None = None
        reason = LineEdit()
        reason.setObjectName("workstation.reason")
        self.form = Form([Field("reason", self.tr("Reason"), reason, required=True)])
        told = self.tr("Its connections and the sign-ins made there end within seconds.")
        self.set_body(stacked(text_label(told, wrap=True), self.form))
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(self._submitted)

    def begin(self, machine: WorkstationRow) -> None:
        """Ask about this one."""
        self._machine = machine
        self.set_words(self.tr("Shut out {0}?").format(machine.name), self.tr("Shut out"))
        self.form.clear()
        self.form.focus_first()

    def _submitted(self, values: dict[str, object]) -> None:
        if self._machine is not None:
            self.revoke_requested.emit(self._machine, str(values["reason"]))


def stacked(*parts: QWidget) -> QWidget:
    """Parts below each other, from the top."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_tokens().space_3)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return body
