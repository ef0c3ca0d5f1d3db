"""Words for machines and where they stand."""

from PySide6.QtCore import QCoreApplication

from omms_desktop.widgets.levels import Level
from omms_server.contract.workstations import WorkstationKind, WorkstationRow, WorkstationState

translate = QCoreApplication.translate


def kind_word(kind: WorkstationKind) -> str:
    """What a machine is for."""
    words = {
        WorkstationKind.WORKSTATION: translate("Workstations", "Workstation"),
        WorkstationKind.SERVICE: translate("Workstations", "Service"),
    }
    return words[kind]


def machine_state(machine: WorkstationRow) -> tuple[str, Level]:
    """Whether a machine may talk to the server."""
    states = {
        WorkstationState.ENROLLED: (translate("Workstations", "Enrolled"), Level.OK),
        WorkstationState.EXPIRED: (translate("Workstations", "Expired"), Level.WARN),
        WorkstationState.REVOKED: (translate("Workstations", "Shut out"), Level.STOP),
    }
    return states[machine.state]
