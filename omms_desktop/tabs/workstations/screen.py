"""The machines' screen: those enrolled left, one of them right, codes that wait above."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.split import Split
from omms_server.contract.workstations import (
    WaitingEnrolment,
    WorkstationRow,
    Workstations,
    WorkstationState,
)

from .panels import CodePanel, IssuePanel, RevokePanel
from .words import kind_word, machine_state

translate = QCoreApplication.translate


class WorkstationsScreen(Split):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, time: ClinicTime, *, writes: bool) -> None:
        self._writes = writes
        self.table = machines_table(time)
        self.machine = MachineView(time)
        self.count = text_label(role="muted")
        super().__init__(self.count, self.table, self.machine)
        self.set_ratio(5, 4)
        self.issuing, self.code, self.revoking = IssuePanel(), CodePanel(time), RevokePanel()
        for panel in (self.issuing, self.code, self.revoking):
            self.add_side(panel)
        self.again = make_action(self, translate("Workstations", "Refresh"), "F5", "refresh")
        self.revoke = make_action(self, translate("Workstations", "Shut out"), "Ctrl+Del")
        self.issue = make_action(self, translate("Workstations", "Enrol"), "F3", "plus")
        self.add_action(self.again)
        self.add_action(self.revoke)
        self.add_action(self.issue, "primary")
        self.table.row_changed.connect(self.show_machine)
        self.show_machine(None)

    def show_machines(self, machines: Workstations) -> None:
        """List them, and the codes that wait."""
        self.table.show_rows(machines.rows)
        self.machine.show_waiting(machines.waiting)
        words = translate("Workstations", "{0} machines, {1} codes wait")
        self.count.setText(words.format(len(machines.rows), len(machines.waiting)))

    def show_machine(self, machine: WorkstationRow | None) -> None:
        """Show one machine."""
        self.machine.show_machine(machine)
        stands = machine is not None and machine.state is not WorkstationState.REVOKED
        self.revoke.setVisible(stands and self._writes)
        self.issue.setVisible(self._writes)


class MachineView(QStackedWidget):
    """One machine's certificate, and which codes wait to be typed."""

    def __init__(self, time: ClinicTime) -> None:
        super().__init__()
        self._time = time
        hint = self.tr("Choose one from the list, or enrol one with F3.")
        self.addWidget(EmptyState(self.tr("No machine is chosen"), hint, icon="grid"))
        self._name, self._texts = text_label(role="title"), text_label(wrap=True)
        self._waiting = text_label(wrap=True)
        self.addWidget(self._page())

    def show_machine(self, machine: WorkstationRow | None) -> None:
        """Show this one; None says what to do."""
        self.setCurrentIndex(0 if machine is None else 1)
        if machine is None:
            return
        self._name.setText(machine.name)
        seen = self._time.moment(machine.last_seen) if machine.last_seen else self.tr("never")
        lines = [
            f"{kind_word(machine.kind)}  ·  {machine_state(machine)[0]}",
            self.tr("Certificate from {0} to {1}").format(
                self._time.moment(machine.issued_at), self._time.moment(machine.expires_at)
            ),
            self.tr("Last seen: {0}").format(seen),
            self.tr("Fingerprint: {0}").format(_grouped(machine.fingerprint)),
        ]
        if machine.revoked_at is not None:
            words = self.tr("Shut out {0} by {1}")
            lines.append(words.format(self._time.moment(machine.revoked_at), machine.revoked_by))
        self._texts.setText("\n".join(lines))

    def show_waiting(self, waiting: tuple[WaitingEnrolment, ...]) -> None:
        """Which codes were issued and not typed yet."""
        words = self.tr("{0}: until {1}, made by {2}")
        lines = [
            words.format(one.name, self._time.hour(one.expires_at), one.made_by) for one in waiting
        ]
        self._waiting.setText("\n".join(lines) or self.tr("None"))

    def _page(self) -> QWidget:
        page = QWidget()
        tokens = current_tokens()
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_4)
        column.addWidget(self._name)
        column.addWidget(self._texts)
        section = Section(self.tr("Codes that wait"))
        section.body.addWidget(self._waiting)
        column.addWidget(section)
        column.addStretch(1)
        return page


def machines_table(time: ClinicTime) -> DataTable[WorkstationRow]:
    """Every machine by name."""
    columns = [
        Column[WorkstationRow](
            "name", translate("Workstations", "Name"), lambda r: r.name, role="strong"
        ),
        Column[WorkstationRow](
            "kind", translate("Workstations", "Kind"), lambda r: kind_word(r.kind), width=88
        ),
        Column[WorkstationRow](
            "seen", translate("Workstations", "Last seen"),
            lambda r: time.moment(r.last_seen) if r.last_seen else "", width=136,
            sort=lambda r: r.last_seen.timestamp() if r.last_seen else 0.0,
        ),
        Column[WorkstationRow](
            "until", translate("Workstations", "Until"), lambda r: time.moment(r.expires_at)[:10],
            width=88, sort=lambda r: r.expires_at,
        ),
        Column[WorkstationRow](
            "state", translate("Workstations", "State"), lambda r: machine_state(r)[0], width=96,
            level=lambda r: machine_state(r)[1],
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.id, translate("Workstations", "Machines"))
    table.view.setObjectName("machines")
    table.set_empty(
        translate("Workstations", "No machine is enrolled"),
        translate("Workstations", "F3 makes a code for one"),
    )
    return table


def _grouped(fingerprint: str) -> str:
    """In fours, so that two people can compare it aloud."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, len(fingerprint), 4))
