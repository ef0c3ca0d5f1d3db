"""The registration fee in cash: the bill, what was handed over, the change. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.billing import (
    Bill,
    BillChanged,
    BillSettled,
    BillState,
    LoadBill,
    NotEnoughMoney,
    PayCash,
)
from omms_server.contract.documents import PaperKind, PrintPaper
from omms_server.contract.faults import Fault
from omms_server.contract.money import yuan

_LOOK_AGAIN = (BillChanged, BillSettled)


class CashView(Protocol):
    """The part of the detail where the fee is taken."""

    def show_bill(self, bill: Bill | None) -> None:
        """Show the bill; what is typed stays while it is the same bill at the same version."""


class Cash:
    """Holds one bill at a time."""

    def __init__(self, context: TabContext, settled: Callable[[Bill], None]) -> None:
        self._context, self._settled = context, settled
        self._view: CashView | None = None
        self._wanted: int | None = None
        self._paying = False
        self.bill: Bill | None = None

    def attach(self, view: CashView) -> None:
        """Use this view from now on."""
        self._view = view
        self._show(self.bill)

    def load(self, bill_id: int) -> None:
        """Bring a bill to the screen."""
        if self._wanted != bill_id:
            self.forget()
        self._wanted = bill_id
        self._context.tasks.run(LoadBill(bill_id=bill_id), self._loaded, self._failed)

    def forget(self) -> None:
        """No bill is of interest."""
        self._wanted = None
        self._show(None)

    def shows_paid(self, bill_id: int | None) -> bool:
        """Whether this bill stands on screen, settled: its change is still being counted out."""
        bill = self.bill
        return bill is not None and bill.id == bill_id and bill.state is BillState.PAID

    def pay(self, received: int) -> None:
        """Settle with what the patient handed over, in fen."""
        bill = self.bill
        if bill is None or bill.state is not BillState.OPEN or self._paying:
            return
        if received < bill.total:
            self._failed(
                NotEnoughMoney(
                    due=yuan(bill.total), paid=yuan(received), gap=yuan(bill.total - received)
                )
            )
            return
        self._paying = True
        request = PayCash(bill_id=bill.id, version=bill.version, received=received)
        self._context.tasks.run(request, self._paid, self._refused)

    def print_receipt(self) -> None:
        """Print the receipt of the paid bill; again asks for a reason (DOMAIN FIN-08)."""
        if self.bill is not None and self.bill.state is BillState.PAID:
            request = PrintPaper(kind=PaperKind.RECEIPT, subject_id=self.bill.id)
            self._context.tasks.run(request, self._context.papers.print, self._failed)

    def _loaded(self, bill: Bill) -> None:
        if bill.id != self._wanted:
            return
        before = self.bill
        self._show(bill)
        if before is not None and before.state is not bill.state is BillState.PAID:
            self._settled(bill)

    def _paid(self, bill: Bill) -> None:
        self._paying = False
        if bill.id == self._wanted:
            self._show(bill)
        self._settled(bill)

    def _refused(self, fault: Fault) -> None:
        self._paying = False
        self._failed(fault)
        if isinstance(fault, _LOOK_AGAIN) and self._wanted is not None:
            self.load(self._wanted)

    def _failed(self, fault: Fault) -> None:
        self._context.notices.show_fault(fault)

    def _show(self, bill: Bill | None) -> None:
        self.bill = bill
        if self._view:
            self._view.show_bill(bill)
