"""Where money is taken: due, received and change; the code to scan; what was paid."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.editors import mark_problem
from omms_desktop.widgets.labels import Chip, reveal, text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.money_edit import MoneyEdit
from omms_desktop.widgets.qr import QrCode
from omms_server.contract.billing import Bill, BillState, Payment
from omms_server.contract.money import yuan

from .presenter import is_waiting
from .words import payment_state, tender_word

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MoneyPanel(QStackedWidget):
    """One of three faces, as the bill stands."""

    def __init__(self) -> None:
        super().__init__()
        self.cash, self._code, self._paid = CashFace(), CodeFace(), PaidFace()
        for face in (self.cash, self._code, self._paid):
            self.addWidget(face)
        self._fit()

    def show_bill(self, bill: Bill) -> None:
        """Show the face that fits; what is typed stays."""
        if is_waiting(bill) and bill.payment:
            self._code.show_payment(bill.payment)
            self.setCurrentWidget(self._code)
        elif bill.state is BillState.OPEN:
            self.cash.show_due(bill.total)
            self.setCurrentWidget(self.cash)
        else:
            self._paid.show_bill(bill)
            self.setCurrentWidget(self._paid)
        self._fit()

    def _fit(self) -> None:
        """Take the room of the face shown, not that of the tallest."""
        policies = QSizePolicy.Policy
        for place in range(self.count()):
            shown = place == self.currentIndex()
            height = policies.Fixed if shown else policies.Ignored
            face = self.widget(place)
            if face is not None:
                face.setSizePolicy(policies.Preferred, height)


class CashFace(QWidget):
    """What is due, what the patient hands over, what he gets back."""

    entered = Signal(object)
    """Enter on the amount: fen, or None when nothing is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._due = 0
        self.received = MoneyEdit()
        self.received.setObjectName("received")
        self.received.setProperty("role", "figure")
        self.received.setAccessibleName(self.tr("Received"))
        self._figures = {"due": text_label(role="figure"), "change": text_label(role="figure")}
        self._said = text_label(role="error", wrap=True)
        self.received.textChanged.connect(self._count)
        self.received.textEdited.connect(lambda: self.show_problem(""))
        self.received.returnPressed.connect(self._enter)
        self._arrange()

    def show_due(self, fen: int) -> None:
        """Show what is due; what is typed stays."""
        self._due = fen
        self._figures["due"].setText(yuan(fen))
        self.received.setPlaceholderText(yuan(fen))
        self._count()

    def amount(self) -> int | None:
        """What is typed, fen."""
        return self.received.value()

    def forget(self) -> None:
        """Empty the field."""
        self.received.clear()
        self.show_problem("")

    def check(self) -> bool:
        """Whether what is typed is an amount; if not, say so beside it."""
        problem = self.received.problem()
        if problem:
            self.show_problem(problem)
        return not problem

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong beside the field, and go there."""
        self._said.setText(sentence)
        mark_problem(self.received, bool(sentence))
        self.received.setAccessibleDescription(sentence)
        if sentence:
            self.received.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        if self.check():
            self.entered.emit(self.amount())

    def _count(self) -> None:
        received = self.received.value()
        enough = received is not None and received >= self._due
        self._figures["change"].setText(yuan((received or 0) - self._due) if enough else "—")

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current_tokens().space_6)
        grid.setVerticalSpacing(0)
        received = QLabel(self.tr("Received"))
        received.setProperty("role", "muted")
        received.setBuddy(self.received)
        heads = (text_label(self.tr("Due"), "muted"), received)
        for column, head in enumerate((*heads, text_label(self.tr("Change"), "muted"))):
            head.setAlignment(_RIGHT)
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._figures["due"], 1, 0, _RIGHT)
        grid.addWidget(self.received, 1, 1)
        grid.addWidget(self._figures["change"], 1, 2, _RIGHT)
        self._said.setAlignment(_RIGHT)
        grid.addWidget(self._said, 2, 0, 1, 3)


class CodeFace(QWidget):
    """The code the patient scans, and how it goes."""

    def __init__(self) -> None:
        super().__init__()
        self._code = QrCode(200)
        self._tender, self._amount = text_label(role="title"), text_label(role="figure")
        self._state, self._practice = Chip("", Level.NOTE), Chip("", Level.WARN)
        self._order = text_label(role="small")
        words = QVBoxLayout()
        words.setSpacing(current_tokens().space_2)
        words.addStretch(1)
        for widget in (self._tender, self._amount, self._state, self._practice, self._order):
            words.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_tokens().space_6)
        row.addWidget(self._code)
        row.addLayout(words, 1)

    def show_payment(self, payment: Payment) -> None:
        """Show the code once there is one."""
        tender = tender_word(payment.tender)
        self._tender.setText(tender)
        self._amount.setText(yuan(payment.amount))
        self._state.show_state(*payment_state(payment))
        self._practice.show_state(self.tr("Simulated: no real money moves"), Level.WARN)
        reveal(self._practice, payment.simulated)
        self._order.setText(self.tr("Order {0}").format(payment.order_no))
        if payment.code_url:
            name = self.tr("{0} code for {1} yuan").format(tender, yuan(payment.amount))
            self._code.show_text(payment.code_url, name)
        else:
            self._code.clear()


class PaidFace(QWidget):
    """How it was paid, and the change, very large."""

    def __init__(self) -> None:
        super().__init__()
        self._how, self._receipt = text_label(), text_label(role="muted")
        self._name, self._figure = text_label(role="muted"), text_label(role="figure")
        left = QVBoxLayout()
        left.addStretch(1)
        left.addWidget(self._how)
        left.addWidget(self._receipt)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._name, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 1)
        row.addLayout(right)

    def show_bill(self, bill: Bill) -> None:
        """Show cash with its change, a payment by code with its sum, a void bill as nothing due."""
        payment = bill.payment
        cash = payment is not None and payment.received > 0
        self._name.setText(self.tr("Change") if cash else self.tr("Paid"))
        self._figure.setText(yuan(payment.change if payment and cash else bill.total))
        self._how.setText(self._told(payment))
        receipt = self.tr("Receipt {0}").format(bill.receipt_no) if bill.receipt_no else ""
        self._receipt.setText(receipt)

    def _told(self, payment: Payment | None) -> str:
        if payment is None:
            return ""
        tender = tender_word(payment.tender)
        if not payment.received:
            return self.tr("{0} paid by {1}").format(yuan(payment.amount), tender)
        words = self.tr("{0} due, {1} received, {2}")
        return words.format(yuan(payment.amount), yuan(payment.received), tender)
