"""The machines' tab: joins the screen to its presenter and keeps both over a change of language."""

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.list_page import ListPage
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.permissions import Permission
from omms_server.contract.workstations import (
    Enrolment,
    WorkstationKind,
    WorkstationRow,
    Workstations,
)

from .presenter import WorkstationsPresenter
from .screen import WorkstationsScreen


class WorkstationsPage(ListPage):
    """Implements `WorkstationsView`."""

    _screen: WorkstationsScreen
    _presenter: WorkstationsPresenter

    def __init__(self, context: TabContext) -> None:
        super().__init__(context)
        self._presenter = WorkstationsPresenter(self, context)
        self._presenter.load()

    def show_machines(self, machines: Workstations) -> None:
        self._screen.show_machines(machines)
        if machines.rows and self._screen.table.current_row() is None:
            self._screen.table.select_first()
        self._screen.show_machine(self._screen.table.current_row())

    def show_code(self, enrolment: Enrolment) -> None:
        self._screen.open_side(self._screen.code)
        self._screen.code.show_code(enrolment)

    def _build(self) -> WorkstationsScreen:
        writes = self._context.may(Permission.WORKSTATIONS_WRITE)
        screen = WorkstationsScreen(ClinicTime(self._context.clinic.zone), writes=writes)
        self._screen = screen
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.issue.triggered.connect(self._ask_name)
        screen.revoke.triggered.connect(self._ask_reason)
        screen.issuing.issue_requested.connect(self._issue)
        screen.revoking.revoke_requested.connect(self._revoke)
        for panel in (screen.issuing, screen.code, screen.revoking):
            panel.closed.connect(self.close_side)
        return screen

    def _ask_name(self) -> None:
        self._screen.open_side(self._screen.issuing)
        self._screen.issuing.begin()

    def _ask_reason(self) -> None:
        machine = self._screen.table.current_row()
        if machine is not None:
            self._screen.open_side(self._screen.revoking)
            self._screen.revoking.begin(machine)

    def _issue(self, name: str, kind: WorkstationKind) -> None:
        self._presenter.issue(name, kind, self._screen.issuing.form.show_errors)

    def _revoke(self, machine: WorkstationRow, reason: str) -> None:
        self._presenter.revoke(machine, reason, self._screen.revoking.form.show_errors)
