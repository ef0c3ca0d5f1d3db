"""Decides which emergency openings are shown, and sends what the review found. No Qt."""

from __future__ import annotations

from typing import Protocol

from omms_desktop.backend.ports import Beside
from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault
from omms_server.contract.sharing import Emergency, ListEmergencies, ReviewEmergency, Verdict


class ReviewsView(Protocol):
    """What the page can show."""

    def show_rows(self, rows: tuple[Emergency, ...], reviewed: bool) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def close_side(self) -> None: ...


class ReviewsPresenter:
    """Those that wait, the oldest first; or those reviewed."""

    def __init__(self, view: ReviewsView, context: TabContext) -> None:
        self._view, self._context = view, context
        self.reviewed = False
        self._rows: tuple[Emergency, ...] = ()
        self._asked: ListEmergencies | None = None
        self._news = context.changes.subscribe((Topic.SHARING,), self._changed)

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_rows(self._rows, self.reviewed)

    def show_reviewed(self, reviewed: bool) -> None:
        """Those reviewed, or those that wait."""
        self.reviewed = reviewed
        self.load()

    def load(self) -> None:
        """List them anew."""
        asked = self._asked = ListEmergencies(reviewed=self.reviewed)

        def show(rows: tuple[Emergency, ...]) -> None:
            if asked is self._asked:  # an older list may come late
                self._rows = rows
                self._view.show_rows(rows, self.reviewed)

        self._context.tasks.run(asked, show, self._context.notices.show_fault)

    def review(
        self, opening: Emergency, verdict: Verdict, remark: str, beside: Beside | None = None
    ) -> None:
        """Say whether an opening was justified."""
        asked = ReviewEmergency(
            emergency_id=opening.id, version=opening.version, verdict=verdict, remark=remark
        )

        def done(_answer: Emergency) -> None:
            self._view.show_busy(False)
            self._view.close_side()
            self.load()

        def failed(fault: Fault) -> None:
            self._view.show_busy(False)
            self._context.notices.show_fault(fault, beside=beside)

        self._view.show_busy(True)
        self._context.tasks.run(asked, done, failed)

    def _changed(self, _news: tuple[Changed, ...]) -> None:
        self.load()
