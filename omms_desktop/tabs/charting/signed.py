"""What can still be done with a signed prescription: print it, void it."""

from __future__ import annotations

from collections.abc import Callable

from omms_desktop.backend.ports import Notices, Papers, Tasks
from omms_server.contract.charting import Encounter, Prescription, VoidPrescription
from omms_server.contract.documents import PaperKind, PrintPaper


class SignedPrescriptions:
    """`taken` is told of the visit as it stands after a prescription was voided."""

    def __init__(
        self, tasks: Tasks, notices: Notices, papers: Papers, taken: Callable[[Encounter], None]
    ) -> None:
        self._tasks, self._notices, self._papers = tasks, notices, papers
        self._taken = taken

    def void(self, prescription: Prescription, reason: str) -> None:
        """Void a prescription nobody has paid (DOMAIN RX-R16)."""
        asked = VoidPrescription(
            prescription_id=prescription.id, version=prescription.version, reason=reason
        )
        self._tasks.run(asked, self._taken, self._notices.show_fault)

    def print(self, prescription: Prescription) -> None:
        """Print it; a second print is a marked reprint."""
        asked = PrintPaper(kind=PaperKind.PRESCRIPTION, subject_id=prescription.id)
        self._tasks.run(asked, self._papers.print, self._notices.show_fault)

    def preview(self, prescription: Prescription) -> None:
        """Show it at the side; F8 prints what is shown."""
        asked = PrintPaper(kind=PaperKind.PRESCRIPTION, subject_id=prescription.id)
        self._tasks.run(asked, self._papers.preview, self._notices.show_fault)
