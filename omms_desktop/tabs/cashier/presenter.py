"""Decides at the cashier's: which bill is open, how it is paid, what happened to it meanwhile."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from omms_desktop.backend.ports import Changes, Notices, Papers, Tasks
from omms_server.contract.billing import (
    Bill,
    BillChanged,
    BillRow,
    BillSettled,
    BillState,
    GatewayTender,
    GiveUpGatewayPayment,
    ListBills,
    LoadBill,
    NotEnoughMoney,
    PayCash,
    PaymentPending,
    StartGatewayPayment,
)
from omms_server.contract.documents import Paper, PaperKind, PrintPaper
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault, Stale
from omms_server.contract.messages import Request
from omms_server.contract.money import yuan

MOST_SHOWN = 100
_LOOK_AGAIN = (BillChanged, BillSettled, PaymentPending, Stale)


class Event(StrEnum):
    """What became of the shown bill while one looked at it."""

    CHARGES_CHANGED = "charges_changed"
    SETTLED = "settled"
    PAYMENT_CLOSED = "payment_closed"


class CashierView(Protocol):
    """What the page can show."""

    def show_rows(self, rows: tuple[BillRow, ...], state: BillState) -> None: ...
    def show_bill(self, bill: Bill | None) -> None: ...
    def show_event(self, event: Event, bill: Bill) -> None: ...
    def show_shortage(self, fault: NotEnoughMoney) -> None: ...
    def show_amount_needed(self) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def select(self, bill_id: int) -> bool: ...
    def focus_list(self) -> None: ...
    def focus_search(self) -> None: ...
    def focus_work(self) -> None: ...
    def forget_amount(self) -> None: ...


class CashierPresenter:
    """One cashier's work. A bill is settled only as it was shown (DOMAIN FIN-02)."""

    def __init__(
        self, view: CashierView, tasks: Tasks, notices: Notices, papers: Papers, changes: Changes
    ) -> None:
        self._view, self._tasks, self._notices, self._papers = view, tasks, notices, papers
        self.state = BillState.OPEN
        self.bill: Bill | None = None
        self._text = ""
        self._rows: tuple[BillRow, ...] = ()
        self._listed: ListBills | None = None
        self._opened: LoadBill | None = None
        self._under_way: Request[Bill] | PrintPaper | None = None
        self._open_single = self._heard = False
        self._news = changes.subscribe((Topic.BILLS,), self._changed)

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_rows(self._rows, self.state)
        self._view.show_bill(self.bill)

    def load(self) -> None:
        """List the bills anew; choice and typed text stay."""
        asked = self._listed = ListBills(state=self.state, text=self._text, limit=MOST_SHOWN)

        def show(rows: tuple[BillRow, ...]) -> None:
            if asked is self._listed:  # an older list may come late
                self._show(rows)

        self._tasks.run(asked, show, self._notices.show_fault)

    def show_state(self, state: BillState) -> None:
        """List the open bills, or those paid today."""
        self.state, self._open_single = state, False
        self.load()

    def search(self, text: str, *, entered: bool = False) -> None:
        """Narrow the list; `entered` opens the only bill found, else leads into the list."""
        self._text, self._open_single = text, entered
        self.load()

    def refresh(self) -> None:
        """Load list and bill anew."""
        self.load()
        if self.bill:
            self._load_bill(self.bill.id, work=False)

    def open(self, bill_id: int, *, work: bool = True) -> None:
        """Show a bill; `work` puts the cursor where its money is typed. What is under way ends
        first."""
        if self._under_way:
            return
        if self.bill and self.bill.id != bill_id:
            self._view.forget_amount()
        self._load_bill(bill_id, work=work)

    def pay_cash(self, received: int | None) -> None:
        """Settle with what the patient hands over, fen; None asks for it."""
        bill = self._payable()
        if bill is None:
            return
        if received is None:
            self._view.show_amount_needed()
        elif received < bill.total:
            gap = yuan(bill.total - received)
            paid = yuan(received)
            self._view.show_shortage(NotEnoughMoney(due=yuan(bill.total), paid=paid, gap=gap))
        else:
            self._send(PayCash(bill_id=bill.id, version=bill.version, received=received))

    def pay_exactly(self) -> None:
        """Settle in cash with exactly what is due."""
        bill = self._payable()
        if bill:
            self.pay_cash(bill.total)

    def pay_by(self, tender: GatewayTender) -> None:
        """Have the gateway asked for a code the patient scans."""
        bill = self._payable()
        if bill:
            self._send(StartGatewayPayment(bill_id=bill.id, version=bill.version, tender=tender))

    def give_up(self) -> None:
        """Close the payment that waits, so that the bill can be paid otherwise."""
        if is_waiting(self.bill) and self.bill:
            self._send(GiveUpGatewayPayment(bill_id=self.bill.id))

    def print_receipt(self, *, preview: bool = False) -> None:
        """Print the receipt of the shown bill, or look at it first."""
        bill = self.bill
        if bill is None or bill.state is not BillState.PAID or self._under_way:
            return

        def show(paper: Paper) -> None:
            self._done()
            if preview:
                self._papers.preview(paper)
            else:
                self._papers.print(paper)
                self._view.focus_search()

        asked = PrintPaper(kind=PaperKind.RECEIPT, subject_id=bill.id)
        self._begin(asked)
        self._tasks.run(asked, show, self._refused)

    def _payable(self) -> Bill | None:
        """The shown bill, if money may be taken for it now."""
        ready = self.bill and self.bill.state is BillState.OPEN and not is_waiting(self.bill)
        return self.bill if ready and not self._under_way else None

    def _send(self, request: Request[Bill]) -> None:
        self._begin(request)
        self._tasks.run(request, self._answered, self._refused)

    def _answered(self, bill: Bill) -> None:
        self._done()
        self._opened = None  # what was asked before is older than this
        self._take(bill)
        self._view.focus_work()
        self.load()
        self._catch_up()

    def _refused(self, fault: Fault) -> None:
        self._done()
        if isinstance(fault, NotEnoughMoney):
            self._view.show_shortage(fault)
            return
        self._notices.show_fault(fault)
        if isinstance(fault, _LOOK_AGAIN) and self.bill:
            self.load()
            self._load_bill(self.bill.id, work=False, told=True)
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        """Look again when the bill changed while a request was under way."""
        heard, self._heard = self._heard, False
        if heard and self.bill and self.bill.state is BillState.OPEN:
            self._load_bill(self.bill.id, work=False)

    def _begin(self, request: Request[Bill] | PrintPaper) -> None:
        self._under_way = request
        self._view.show_busy(True)

    def _done(self) -> None:
        self._under_way = None
        self._view.show_busy(False)

    def _load_bill(self, bill_id: int, *, work: bool, told: bool = False) -> None:
        asked = self._opened = LoadBill(bill_id=bill_id)

        def show(bill: Bill) -> None:
            if asked is not self._opened:
                return
            before = self.bill
            self._take(bill)
            event = None if told else what_happened(before, bill)
            if event:
                self._view.show_event(event, bill)
            if work or (before and is_waiting(before) and not is_waiting(bill)):
                self._view.focus_work()

        self._tasks.run(asked, show, self._notices.show_fault)

    def _take(self, bill: Bill) -> None:
        """Show a bill; money typed for another bill, or for one that is paid now, is forgotten."""
        if bill.state is not BillState.OPEN:
            self._view.forget_amount()
        self.bill = bill
        self._view.show_bill(bill)

    def _show(self, rows: tuple[BillRow, ...]) -> None:
        self._rows = rows
        self._view.show_rows(rows, self.state)
        if not self._open_single:
            return
        self._open_single = False
        if len(rows) == 1:
            self._view.select(rows[0].id)
            self.open(rows[0].id)
        elif rows:
            self._view.focus_list()

    def _changed(self, news: tuple[Changed, ...]) -> None:
        self.load()
        bill = self.bill
        touched = bill and any(one.ref in (None, bill.id) for one in news)
        if not bill or not touched or bill.state is not BillState.OPEN:
            return
        if self._under_way:
            self._heard = True
        else:
            self._load_bill(bill.id, work=False)


def is_waiting(bill: Bill | None) -> bool:
    """Whether a gateway payment of the bill waits for the patient."""
    return bill is not None and bill.state is BillState.OPEN and bill.payment is not None


def what_happened(before: Bill | None, now: Bill) -> Event | None:
    """What became of a bill between two looks, as far as the cashier must be told."""
    if before is None or before.id != now.id or before.state is not BillState.OPEN:
        return None
    if now.state is BillState.PAID:
        return None if is_waiting(before) else Event.SETTLED
    if is_waiting(before) and not is_waiting(now):
        return Event.PAYMENT_CLOSED
    return Event.CHARGES_CHANGED if now.total != before.total else None
