"""Decides at the counter: which prescription is open and what its next step is."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

from omms_desktop.backend.ports import Changes, Notices, Papers, Tasks
from omms_server.contract.charting import PrescriptionState
from omms_server.contract.documents import Paper, PaperKind, PrintPaper
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault, Stale
from omms_server.contract.messages import Request
from omms_server.contract.pharmacy import (
    Dispense,
    DispensingRow,
    DispensingSheet,
    ListDispensing,
    LoadDispensing,
    NotEnoughStock,
    NotPaid,
    ReviewPrescription,
    WrongPrescriptionState,
)

_LOOK_AGAIN = (Stale, WrongPrescriptionState, NotEnoughStock, NotPaid)
_TOPICS = (Topic.PRESCRIPTIONS, Topic.BILLS)


class Step(StrEnum):
    """What is to be done with a prescription next."""

    REVIEW = "review"
    PAYMENT = "payment"
    STOCK = "stock"
    DISPENSE = "dispense"
    LABELS = "labels"
    NOTHING = "nothing"


class CounterView(Protocol):
    """What the page can show."""

    def show_rows(self, rows: tuple[DispensingRow, ...], done: bool) -> None: ...
    def show_sheet(self, sheet: DispensingSheet | None, step: Step) -> None: ...
    def show_changed(self, sheet: DispensingSheet) -> None: ...
    def show_remark_needed(self) -> None: ...
    def show_rejected(self, sheet: DispensingSheet) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def select(self, prescription_id: int) -> bool: ...
    def focus_list(self) -> None: ...
    def focus_work(self) -> None: ...


class CounterPresenter:
    """One pharmacist's counter. Nothing is dispensed but as it was shown (DOMAIN GEN-R10)."""

    def __init__(
        self, view: CounterView, tasks: Tasks, notices: Notices, papers: Papers, changes: Changes
    ) -> None:
        self._view, self._tasks, self._notices, self._papers = view, tasks, notices, papers
        self.done = False
        self.sheet: DispensingSheet | None = None
        self._text = ""
        self._rows: tuple[DispensingRow, ...] = ()
        self._listed: ListDispensing | None = None
        self._opened: LoadDispensing | None = None
        self._under_way: Request[Any] | None = None
        self._open_single = self._heard = False
        self._news = changes.subscribe(_TOPICS, self._changed)

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_rows(self._rows, self.done)
        self._view.show_sheet(self.sheet, next_step(self.sheet))

    def load(self) -> None:
        """List the prescriptions anew; choice and typed text stay."""
        asked = self._listed = ListDispensing(done=self.done, text=self._text)

        def show(rows: tuple[DispensingRow, ...]) -> None:
            if asked is self._listed:  # an older list may come late
                self._show(rows)

        self._tasks.run(asked, show, self._notices.show_fault)

    def show_done(self, done: bool) -> None:
        """List what waits, or what was dispensed today."""
        self.done, self._open_single = done, False
        self.load()

    def search(self, text: str, *, entered: bool = False) -> None:
        """Narrow the list; `entered` opens the only prescription found, else leads to the list."""
        self._text, self._open_single = text, entered
        self.load()

    def refresh(self) -> None:
        """Load list and prescription anew."""
        self.load()
        self._look_again()

    def open(self, prescription_id: int, *, work: bool = True) -> None:
        """Show a prescription; what is under way ends first."""
        if not self._under_way:
            self._load_sheet(prescription_id, work=work)

    def go_on(self) -> None:
        """The next step: approve what is not reviewed, else dispense."""
        step = next_step(self.sheet)
        if self.sheet is None or self._under_way or step not in (Step.REVIEW, Step.DISPENSE):
            return
        shown = self.sheet.prescription
        if step is Step.REVIEW:
            request: Request[DispensingSheet] = ReviewPrescription(
                prescription_id=shown.id, version=shown.version, approve=True
            )
        else:
            request = Dispense(prescription_id=shown.id, version=shown.version)
        self._send(request)

    def reject(self, remark: str) -> None:
        """Send the prescription back to the doctor, who reads why (DOMAIN RX-R12)."""
        if self.sheet is None or self._under_way or next_step(self.sheet) is not Step.REVIEW:
            return
        if not remark.strip():
            self._view.show_remark_needed()
            return
        shown = self.sheet.prescription
        self._send(
            ReviewPrescription(
                prescription_id=shown.id, version=shown.version, approve=False, remark=remark
            )
        )

    def print_labels(self, *, preview: bool = False) -> None:
        """Print the labels of what was dispensed, or look at them first."""
        if self.sheet is None or self._under_way or next_step(self.sheet) is not Step.LABELS:
            return

        def show(paper: Paper) -> None:
            self._end()
            if preview:
                self._papers.preview(paper)
            else:
                self._papers.print(paper)
                self._view.focus_list()

        asked = PrintPaper(kind=PaperKind.DRUG_LABEL, subject_id=self.sheet.prescription.id)
        self._begin(asked)
        self._tasks.run(asked, show, self._refused)

    def _send(self, request: Request[DispensingSheet]) -> None:
        self._begin(request)
        self._tasks.run(request, self._answered, self._refused)

    def _answered(self, sheet: DispensingSheet) -> None:
        self._end()
        self._opened = None  # what was asked before is older than this
        self._take(sheet)
        if sheet.prescription.state is PrescriptionState.REJECTED:
            self._view.show_rejected(sheet)
        self._view.focus_work()
        self.load()
        self._catch_up()

    def _refused(self, fault: Fault) -> None:
        self._end()
        self._notices.show_fault(fault)
        if isinstance(fault, _LOOK_AGAIN):
            self.refresh()
        else:
            self._catch_up()

    def _begin(self, request: Request[Any]) -> None:
        self._under_way = request
        self._view.show_busy(True)

    def _end(self) -> None:
        self._under_way = None
        self._view.show_busy(False)

    def _catch_up(self) -> None:
        """Look again when something changed while a request was under way."""
        heard, self._heard = self._heard, False
        if heard:
            self._look_again()

    def _look_again(self) -> None:
        if self.sheet and not self._under_way:
            self._load_sheet(self.sheet.prescription.id, work=False)

    def _load_sheet(self, prescription_id: int, *, work: bool) -> None:
        asked = self._opened = LoadDispensing(prescription_id=prescription_id)

        def show(sheet: DispensingSheet) -> None:
            if asked is not self._opened:
                return
            before = self.sheet
            self._take(sheet)
            if before and changed_elsewhere(before, sheet):
                self._view.show_changed(sheet)
            if work:
                self._view.focus_work()

        self._tasks.run(asked, show, self._notices.show_fault)

    def _take(self, sheet: DispensingSheet) -> None:
        self.sheet = sheet
        self._view.show_sheet(sheet, next_step(sheet))

    def _show(self, rows: tuple[DispensingRow, ...]) -> None:
        self._rows = rows
        self._view.show_rows(rows, self.done)
        if not self._open_single:
            return
        self._open_single = False
        if len(rows) == 1:
            self._view.select(rows[0].prescription_id)
            self.open(rows[0].prescription_id)
        elif rows:
            self._view.focus_list()

    def _changed(self, news: tuple[Changed, ...]) -> None:
        self.load()
        if self._under_way:
            self._heard = self._heard or self._concerns_sheet(news)
        elif self._concerns_sheet(news):
            self._look_again()

    def _concerns_sheet(self, news: tuple[Changed, ...]) -> bool:
        """News of a settled bill name no prescription, so they may concern any that is unpaid.
        What is dispensed changes no more."""
        if self.sheet is None or self.sheet.prescription.state is PrescriptionState.DISPENSED:
            return False
        shown = self.sheet.prescription
        return any(
            one.ref == shown.id if _names_one(one) else not shown.paid or one.ref is None
            for one in news
        )


def _names_one(news: Changed) -> bool:
    return news.topic is Topic.PRESCRIPTIONS and news.ref is not None


def next_step(sheet: DispensingSheet | None) -> Step:
    """What a prescription waits for (DOMAIN PH-01, PH-02, PH-14)."""
    if sheet is None:
        return Step.NOTHING
    shown = sheet.prescription
    if shown.state is PrescriptionState.SIGNED:
        return Step.REVIEW
    if shown.state is PrescriptionState.DISPENSED:
        return Step.LABELS
    if shown.state is not PrescriptionState.APPROVED:
        return Step.NOTHING
    if not shown.paid:
        return Step.PAYMENT
    return Step.STOCK if sheet.short else Step.DISPENSE


def changed_elsewhere(before: DispensingSheet, now: DispensingSheet) -> bool:
    """Whether somebody else moved the shown prescription on: payment alone is no surprise."""
    one, other = before.prescription, now.prescription
    return one.id == other.id and one.state is not other.state
