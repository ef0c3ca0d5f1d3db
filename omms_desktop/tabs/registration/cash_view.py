"""Where the registration fee is taken: what is due, what was handed over, the change, large."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.editors import mark_problem
from omms_desktop.widgets.labels import Chip, text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.money_edit import MoneyEdit
from omms_server.contract.billing import Bill, BillState
from omms_server.contract.money import yuan

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CashView(QWidget):
    """The exact amount stands in the field; typing replaces it, Enter charges."""

    paid = Signal(object)
    """What was handed over, in fen."""

    def __init__(self) -> None:
        super().__init__()
        self._bill: Bill | None = None
        self.received = MoneyEdit()
        self.received.setObjectName("received")
        self.received.setAccessibleName(self.tr("Received"))
        self._due, self._change = text_label(role="amount"), text_label(role="amount")
        self._change_word = text_label(role="strong")
        self._problem = text_label(role="error", wrap=True)
        self._paid_mark = Chip("", Level.OK)
        self._lines = QGridLayout()
        self.elsewhere = make_action(self, self.tr("Settle at the cashier"), "Esc")
        self.elsewhere.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.receipt = make_action(self, self.tr("Receipt"), "Shift+F8", "receipt")
        self.receipt.setAutoRepeat(False)
        self._received_word = text_label(self.tr("Received"), "muted")
        self._received_word.setBuddy(self.received)
        self.received.textChanged.connect(self._count)
        self.received.returnPressed.connect(self.submit)
        self._arrange()

    def show_bill(self, bill: Bill | None) -> None:
        """See `cash.CashView`."""
        before, self._bill = self._bill, bill
        if bill is None:
            self._clear()
            return
        self._show_lines(bill)
        self._due.setText(yuan(bill.total))
        is_open = bill.state is BillState.OPEN
        self.received.setReadOnly(not is_open)
        self._enable(self.elsewhere, is_open)
        self._enable(self.receipt, bill.state is BillState.PAID)
        self._paid_mark.show_state(self.tr("Paid in cash"), Level.OK)
        self._paid_mark.setVisible(bill.state is BillState.PAID)
        if not is_open and bill.payment is not None:
            self.received.set_value(bill.payment.received)
        elif self.received.is_empty() or (before and self.received.value() == before.total):
            self.received.set_value(bill.total)  # what was typed while the bill came stays
            self.received.selectAll()
        self._count()

    def has_bill(self) -> bool:
        """Whether there is a bill to look at."""
        return self._bill is not None

    def begin(self) -> None:
        """Put the cursor where the money is typed."""
        self.received.setFocus(Qt.FocusReason.OtherFocusReason)
        self.received.selectAll()

    def submit(self) -> None:
        """Charge what is typed; an amount that is none is told and stays."""
        if self._bill is None or self._bill.state is not BillState.OPEN:
            return
        value = self.received.value()
        if value is None:
            self._say(self.received.problem() or self.tr("Type what was handed over."))
        else:
            self.paid.emit(value)

    def change(self) -> str:
        """What the change reads now."""
        return self._change.text()

    def _clear(self) -> None:
        self.received.setReadOnly(False)
        self.received.clear()
        for label in (self._due, self._change, self._change_word):
            label.clear()
        self._paid_mark.hide()
        self._enable(self.receipt, False)

    def _count(self) -> None:
        bill, value = self._bill, self.received.value()
        if bill is None:
            return
        self._say("")
        if bill.payment is not None and bill.state is BillState.PAID:
            self._show_change(bill.payment.change)
        elif value is None:
            self._change_word.clear()
            self._change.clear()
        else:
            self._show_change(value - bill.total)

    def _show_change(self, fen: int) -> None:
        self._change_word.setText(self.tr("Change") if fen >= 0 else self.tr("Short of"))
        self._change.setText(yuan(abs(fen)))

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        mark_problem(self.received, bool(words))

    def _enable(self, action: QAction, on: bool) -> None:
        action.setEnabled(on)
        action.setVisible(on)

    def _show_lines(self, bill: Bill) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, charge in enumerate(bill.charges):
            self._lines.addWidget(text_label(charge.name), place, 0)
            quantity = text_label(f"× {charge.quantity} {charge.unit}", "muted")
            self._lines.addWidget(quantity, place, 1)
            self._lines.addWidget(_right(text_label(yuan(charge.amount))), place, 2)
        self._lines.setColumnStretch(0, 1)

    def _arrange(self) -> None:
        self._lines.setHorizontalSpacing(current_tokens().space_4)
        foot = QHBoxLayout()
        foot.addWidget(self._paid_mark)
        foot.addStretch(1)
        foot.addWidget(ActionButton(self.receipt))
        foot.addWidget(ActionButton(self.elsewhere))
        section = Section(self.tr("Registration fee"))
        section.body.addLayout(self._lines)
        section.body.addLayout(self._sums())
        section.body.addLayout(foot)
        section.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)

    def _sums(self) -> QGridLayout:
        tokens = current_tokens()
        sums = QGridLayout()
        sums.setHorizontalSpacing(tokens.space_4)
        sums.setVerticalSpacing(tokens.space_2)
        sums.addWidget(text_label(self.tr("Due"), "strong"), 0, 0)
        sums.addWidget(_right(self._due), 0, 1)
        sums.addWidget(self._received_word, 1, 0)
        sums.addWidget(self.received, 1, 1)
        sums.addWidget(self._problem, 2, 0, 1, 2)
        sums.addWidget(self._change_word, 3, 0)
        sums.addWidget(_right(self._change), 3, 1)
        sums.setColumnStretch(0, 1)
        sums.setColumnStretch(1, 1)
        return sums


def _right(label: QLabel) -> QLabel:
    label.setAlignment(_RIGHT)
    return label
