"""Finds patients for the search box; only the answer to the latest text counts. No Qt."""

from __future__ import annotations

from typing import Protocol

from pydantic import ValidationError

from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.faults import Fault
from omms_server.contract.patients import FindPatients, FoundPatients, PatientRow


class FinderView(Protocol):
    """The search box."""

    def show_found(self, rows: tuple[PatientRow, ...]) -> None:
        """List these patients for the text in the box."""


class PatientFinder:
    """Asks for what is typed."""

    def __init__(self, context: TabContext) -> None:
        self._context = context
        self._asked: FindPatients | None = None
        self._view: FinderView | None = None

    def attach(self, view: FinderView) -> None:
        """Use this view from now on."""
        self._view = view

    def search(self, text: str) -> None:
        """Look for patients by any of their keys."""
        try:
            asked = self._asked = FindPatients(text=text)
        except ValidationError:  # longer than any key
            self._show(())
            return
        self._context.tasks.run(asked, lambda found: self._found(asked, found), self._failed)

    def _found(self, asked: FindPatients, found: FoundPatients) -> None:
        if asked is self._asked:
            self._show(found.rows)

    def _failed(self, fault: Fault) -> None:
        self._context.notices.show_fault(fault)

    def _show(self, rows: tuple[PatientRow, ...]) -> None:
        if self._view:
            self._view.show_found(rows)
