"""The cashier's screen: list and search left, the bill right, its keys below."""

from PySide6.QtCore import QCoreApplication

from omms_desktop.clinic.filter_box import FilterBox
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.segments import Segments
from omms_desktop.widgets.split import Split
from omms_server.contract.billing import Bill, BillRow, BillState
from omms_server.contract.money import yuan

from .bill_sheet import BillSheet
from .presenter import is_waiting

translate = QCoreApplication.translate


class CashierScreen(Split):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, time: ClinicTime, language: str, *, settles: bool, prints: bool) -> None:
        self._settles, self._prints = settles, prints
        self.search = FilterBox(
            translate("Cashier", "Initials, phone tail, number (F2)"),
            translate("Cashier", "Find a bill"),
        )
        self.table = bill_table(time)
        self.sheet = BillSheet(time, language)
        super().__init__(self.search, self.table, self.sheet)
        self.set_ratio(5, 6)
        self.segments = Segments(
            translate("Cashier", "Bills"),
            [
                ("open", translate("Cashier", "Unpaid")),
                ("paid", translate("Cashier", "Paid today")),
            ],
        )
        self.segments.setObjectName("states")
        self.add_filter(self.segments)
        self._make_actions()
        self.show_bill(None)

    def show_bill(self, bill: Bill | None) -> None:
        """Show a bill and the keys that work on it."""
        self.sheet.show_bill(bill)
        paid = bill is not None and bill.state is BillState.PAID
        waiting = is_waiting(bill)
        payable = bill is not None and bill.state is BillState.OPEN and not waiting
        for action in (self.cash, self.wechat, self.alipay):
            action.setVisible(payable and self._settles)
        self.give_up.setVisible(waiting and self._settles)
        for action in (self.preview, self.receipt):
            action.setVisible(paid and self._prints)

    def show_busy(self, busy: bool) -> None:
        """While money is under way no key starts another payment."""
        for action in (
            self.cash, self.wechat, self.alipay, self.give_up, self.preview, self.receipt,
        ):  # fmt: skip
            action.setEnabled(not busy)
        if busy:
            self.busy.start()
        else:
            self.busy.stop()

    def show_empty(self, state: BillState, searched: bool) -> None:
        """Say what an empty list means."""
        if searched:
            self.table.set_empty(
                translate("Cashier", "No bill fits"),
                translate("Cashier", "Search for something else, or clear it"),
            )
        elif state is BillState.OPEN:
            self.table.set_empty(
                translate("Cashier", "Nobody has to pay"),
                translate("Cashier", "New bills appear here by themselves"),
            )
        else:
            self.table.set_empty(
                translate("Cashier", "Nothing paid today"),
                translate("Cashier", "Settled bills appear here"),
            )

    def _make_actions(self) -> None:
        self.look_up = make_action(self, translate("Cashier", "Find a bill"), "F2")
        self.refresh = make_action(self, translate("Cashier", "Refresh"), "F5")
        self.unpaid = make_action(self, translate("Cashier", "Unpaid"), "Alt+1")
        self.paid = make_action(self, translate("Cashier", "Paid today"), "Alt+2")
        self.preview = make_action(self, translate("Cashier", "Preview receipt"), "F7", "eye")
        self.receipt = make_action(self, translate("Cashier", "Print receipt"), "F8", "printer")
        self.give_up = make_action(self, translate("Cashier", "Give up this payment"), "Alt+G")
        self.alipay = make_action(self, translate("Cashier", "Alipay"), "Alt+A")
        self.wechat = make_action(self, translate("Cashier", "WeChat Pay"), "Alt+W")
        self.cash = make_action(self, translate("Cashier", "Cash"), "F9")
        for action in (self.cash, self.wechat, self.alipay, self.receipt, self.give_up):
            action.setAutoRepeat(False)
        self.cash.setToolTip(
            translate("Cashier", "Takes what is typed; with nothing typed, exactly what is due")
        )
        for action in (self.preview, self.give_up, self.alipay, self.wechat):
            self.add_action(action)
        self.print_button = self.add_action(self.receipt, "primary")
        self.print_button.setAutoDefault(True)  # Enter prints when the cursor stands here
        self.add_action(self.cash, "primary")


def bill_table(time: ClinicTime) -> DataTable[BillRow]:
    """The list of bills, with the sum of all shown."""
    heads = {
        "patient": translate("Cashier", "Patient"),
        "department": translate("Cashier", "Department"),
        "opened": translate("Cashier", "Time"),
        "number": translate("Cashier", "Bill"),
        "receipt": translate("Cashier", "Receipt"),
        "total": translate("Cashier", "Total"),
    }
    columns = [
        Column[BillRow]("patient", heads["patient"], lambda r: r.patient, role="strong"),
        Column[BillRow]("department", heads["department"], lambda r: r.department, width=88),
        Column[BillRow](
            "opened", heads["opened"], lambda r: time.hour(r.opened_at), width=72,
            sort=lambda r: r.opened_at,
        ),
        Column[BillRow]("number", heads["number"], lambda r: r.number, role="muted", width=132),
        Column[BillRow]("receipt", heads["receipt"], lambda r: r.receipt_no, width=128),
        Column[BillRow](
            "total", heads["total"], lambda r: yuan(r.total), "right", width=104,
            sort=lambda r: r.total, total=lambda rows: yuan(sum(row.total for row in rows)),
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.id, translate("Cashier", "Bills"))
    table.view.setObjectName("bills")
    return table
