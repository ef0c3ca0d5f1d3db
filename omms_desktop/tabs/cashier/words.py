"""The cashier's words for means of payment and states."""

from PySide6.QtCore import QCoreApplication

from omms_desktop.widgets.levels import Level
from omms_server.contract.billing import Bill, BillState, Payment, PaymentState, Tender

from .presenter import Event, is_waiting


def tender_word(tender: Tender) -> str:
    """现金, WeChat Pay."""
    words = {
        Tender.CASH: QCoreApplication.translate("Cashier", "Cash"),
        Tender.WECHAT: QCoreApplication.translate("Cashier", "WeChat Pay"),
        Tender.ALIPAY: QCoreApplication.translate("Cashier", "Alipay"),
    }
    return words[tender]


def bill_state(bill: Bill) -> tuple[str, Level]:
    """Where a bill stands, with its shape."""
    if bill.state is BillState.PAID:
        return QCoreApplication.translate("Cashier", "Paid"), Level.OK
    if bill.state is BillState.VOIDED:
        return QCoreApplication.translate("Cashier", "Voided"), Level.STOP
    if is_waiting(bill):
        return QCoreApplication.translate("Cashier", "Waiting for payment"), Level.NOTE
    return QCoreApplication.translate("Cashier", "Unpaid"), Level.WARN


def payment_state(payment: Payment) -> tuple[str, Level]:
    """Where a payment by code stands."""
    if payment.state is PaymentState.STARTING:
        return QCoreApplication.translate("Cashier", "Asking for a code…"), Level.IDLE
    return QCoreApplication.translate("Cashier", "Let the patient scan this code"), Level.NOTE


def event_sentence(event: Event, total: str) -> tuple[str, Level]:
    """What became of the bill on screen; `total` in yuan."""
    sentences = {
        Event.CHARGES_CHANGED: QCoreApplication.translate(
            "Cashier", "Charges of this bill changed; {0} yuan are due now."
        ),
        Event.SETTLED: QCoreApplication.translate(
            "Cashier", "This bill was settled elsewhere just now. Take no money for it."
        ),
        Event.PAYMENT_CLOSED: QCoreApplication.translate(
            "Cashier", "The payment by code was closed without money. {0} yuan are still due."
        ),
    }
    return sentences[event].format(total), Level.WARN
