"""Decides about what the pharmacist sent back to this doctor: it waits until it is corrected or
voided. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from omms_desktop.backend.ports import Notices, Tasks
from omms_server.contract.charting import Encounter, ListSentBack, SentBack, StartEncounter
from omms_server.contract.faults import Fault


class SentBackView(Protocol):
    """What the list of the rejected can show."""

    def show_sent_back(self, rows: tuple[SentBack, ...]) -> None: ...
    def tell_sent_back(self, row: SentBack) -> None: ...


class SentBackPresenter:
    """`opened` is told of the visit that is opened and of the prescription to be corrected."""

    def __init__(
        self,
        view: SentBackView,
        tasks: Tasks,
        notices: Notices,
        opened: Callable[[Encounter, int], None],
    ) -> None:
        self.view, self._tasks, self._notices, self._opened = view, tasks, notices, opened
        self._asked: object = None
        self._known: set[int] | None = None
        self.rows: tuple[SentBack, ...] = ()

    def load(self) -> None:
        """Load the list anew; what came since is told."""
        asked = self._asked = ListSentBack()

        def show(rows: tuple[SentBack, ...]) -> None:
            if asked is self._asked:  # an older list may come late
                self._take(rows)

        def fail(fault: Fault) -> None:
            if asked is self._asked:
                self._notices.show_fault(fault)

        self._tasks.run(asked, show, fail)

    def open(self, prescription_id: int) -> None:
        """Open the visit of this one, to correct it."""
        for row in self.rows:
            if row.prescription_id == prescription_id:
                asked = StartEncounter(appointment_id=row.appointment_id)
                self._tasks.run(
                    asked,
                    lambda visit: self._opened(visit, prescription_id),
                    self._notices.show_fault,
                )

    def _take(self, rows: tuple[SentBack, ...]) -> None:
        self.rows = rows
        self.view.show_sent_back(rows)
        known, self._known = self._known, {row.prescription_id for row in rows}
        for row in rows:
            if known is not None and row.prescription_id not in known:
                self.view.tell_sent_back(row)
