"""The cashier's tab: joins the screen to its presenter and keeps both over a change of language."""

from PySide6.QtCore import Qt, QTimer

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.renewal import Renewed
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.texts.faults import sentence
from omms_server.contract.billing import Bill, BillRow, BillState, GatewayTender, NotEnoughMoney
from omms_server.contract.money import yuan
from omms_server.contract.permissions import Permission

from .presenter import CashierPresenter, Event, is_waiting
from .screen import CashierScreen
from .words import event_sentence

DWELL_MS = 250
"""A bill is opened once the choice rests on it: each opening stands on the trail."""


class CashierPage(Renewed):
    """Implements `CashierView`."""

    def __init__(self, context: TabContext) -> None:
        self._context = context
        super().__init__(self._build, self._again)
        self._presenter = CashierPresenter(
            self, context.tasks, context.notices, context.papers, context.changes
        )
        self._dwell = QTimer(self, singleShot=True, interval=DWELL_MS)
        self._dwell.timeout.connect(self._open_chosen)
        self._presenter.load()

    def focus_first(self) -> None:
        """Work begins in the search box."""
        self.focus_search()

    def show_rows(self, rows: tuple[BillRow, ...], state: BillState) -> None:
        screen, paid = self._screen, state is not BillState.OPEN
        screen.segments.set_value("paid" if paid else "open")
        screen.show_empty(state, bool(screen.search.words()))
        hidden = "number" if paid else "receipt"
        keys = [c.key for c in screen.table.model.columns if c.key != hidden]
        screen.table.set_visible_columns(keys)
        screen.table.show_rows(rows)

    def show_bill(self, bill: Bill | None) -> None:
        self._screen.show_bill(bill)

    def show_event(self, event: Event, bill: Bill) -> None:
        words, level = event_sentence(event, yuan(bill.total))
        self._screen.notices.show_notice(words, level)

    def show_shortage(self, fault: NotEnoughMoney) -> None:
        words = sentence(fault, self._context.language.code)
        self._screen.sheet.money.cash.show_problem(words)

    def show_amount_needed(self) -> None:
        self._screen.sheet.money.cash.show_problem(
            self.tr("Type what the patient hands over, or press F9 for the exact amount.")
        )

    def show_busy(self, busy: bool) -> None:
        self._screen.show_busy(busy)

    def select(self, bill_id: int) -> bool:
        found = self._screen.table.select_key(bill_id)
        self._dwell.stop()
        return found

    def focus_list(self) -> None:
        table = self._screen.table
        if table.current_row() is None:
            table.select_first()
            self._dwell.stop()
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        self._screen.search.focus_box()

    def focus_work(self) -> None:
        bill = self._presenter.bill
        screen = self._screen
        if bill is None:
            self.focus_search()
        elif bill.state is BillState.OPEN and not is_waiting(bill):
            screen.sheet.money.cash.received.setFocus(Qt.FocusReason.OtherFocusReason)
        elif bill.state is BillState.PAID and screen.receipt.isVisible():
            screen.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_list()

    def forget_amount(self) -> None:
        self._screen.sheet.money.cash.forget()
        self._screen.notices.dismiss()

    def _build(self) -> CashierScreen:
        context = self._context
        self._screen = screen = CashierScreen(
            ClinicTime(context.clinic.zone),
            context.language.code,
            settles=context.may(Permission.BILLS_SETTLE),
            prints=context.may(Permission.PAPERS_PRINT),
        )
        self._connect_list(screen)
        self._connect_money(screen)
        return screen

    def _again(self) -> None:
        self._presenter.show_again()

    def _connect_list(self, screen: CashierScreen) -> None:
        screen.search.narrowed.connect(lambda text: self._presenter.search(text))
        screen.search.entered.connect(lambda text: self._presenter.search(text, entered=True))
        screen.search.left.connect(self.focus_list)
        screen.table.opened.connect(self._open)
        screen.table.row_changed.connect(self._rest_on)
        screen.segments.chosen.connect(lambda key: self._list(BillState(key)))
        screen.look_up.triggered.connect(self.focus_search)
        screen.refresh.triggered.connect(lambda: self._presenter.refresh())
        screen.unpaid.triggered.connect(lambda: self._list(BillState.OPEN))
        screen.paid.triggered.connect(lambda: self._list(BillState.PAID))

    def _connect_money(self, screen: CashierScreen) -> None:
        screen.sheet.money.cash.entered.connect(lambda fen: self._presenter.pay_cash(fen))
        screen.cash.triggered.connect(self._take_cash)
        for action, tender in (
            (screen.wechat, GatewayTender.WECHAT), (screen.alipay, GatewayTender.ALIPAY),
        ):  # fmt: skip
            action.triggered.connect(lambda _=False, t=tender: self._presenter.pay_by(t))
        screen.give_up.triggered.connect(lambda: self._presenter.give_up())
        screen.receipt.triggered.connect(lambda: self._presenter.print_receipt())
        screen.preview.triggered.connect(lambda: self._presenter.print_receipt(preview=True))

    def _list(self, state: BillState) -> None:
        self._presenter.show_state(state)

    def _take_cash(self) -> None:
        cash = self._screen.sheet.money.cash
        if cash.received.is_empty():
            self._presenter.pay_exactly()
        elif cash.check():
            self._presenter.pay_cash(cash.amount())

    def _open(self, row: BillRow) -> None:
        self._dwell.stop()
        self._presenter.open(row.id)

    def _rest_on(self, row: BillRow | None) -> None:
        if row is not None and (self._presenter.bill is None or self._presenter.bill.id != row.id):
            self._dwell.start()
        else:
            self._dwell.stop()

    def _open_chosen(self) -> None:
        row = self._screen.table.current_row()
        if row is not None:
            self._presenter.open(row.id, work=False)
