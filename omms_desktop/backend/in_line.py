"""Brings home to the GUI thread which place a call has in the server's line."""

from PySide6.QtCore import QObject, Signal

from omms_server.contract.faults import Fault


class InLine(QObject):
    """The client's `told`; several calls may stand in line, which is rare at one desk."""

    told = Signal(object)
    """A `Waiting` fault."""

    def hear(self, waiting: Fault) -> None:
        """From any thread."""
        self.told.emit(waiting)
