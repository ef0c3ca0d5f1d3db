"""Bills, payments and receipts (DOMAIN 6)."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from .faults import Fault
from .messages import Command, Message, Query
from .types import Id, Moment, Money, SearchText, Version


class BillState(StrEnum):
    """A bill is open until it is paid, whole."""

    OPEN = "open"
    PAID = "paid"
    VOIDED = "voided"


class Tender(StrEnum):
    """Means of payment (DOMAIN FIN-R2)."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"


class GatewayTender(StrEnum):
    """Means of payment that go through a gateway."""

    WECHAT = "wechat"
    ALIPAY = "alipay"


class PaymentState(StrEnum):
    """A gateway payment's life: a confirmed failure alone frees the bill (DOMAIN FIN-R3)."""

    STARTING = "starting"
    WAITING = "waiting"
    SUCCEEDED = "succeeded"
    CLOSED = "closed"
    REFUNDING = "refunding"
    REFUNDED = "refunded"


class Charge(Message):
    """One line of a bill: the price and name at the time of the act (DOMAIN 6.1)."""

    id: Id
    item_code: str
    name: str
    category: str
    quantity: int
    unit: str
    price: Decimal
    amount: Money


class Payment(Message):
    """A payment of a bill. `code_url` is what the patient scans while a gateway payment waits."""

    id: Id
    tender: Tender
    state: PaymentState
    amount: Money
    received: Money
    change: Money
    order_no: str
    code_url: str
    simulated: bool


class Bill(Message):
    """What one visit costs so far."""

    id: Id
    number: str
    patient_id: Id
    patient: str
    patient_number: str
    department: str
    doctor: str
    state: BillState
    opened_at: Moment
    paid_at: Moment | None
    charges: tuple[Charge, ...]
    total: Money
    payment: Payment | None
    receipt_no: str
    version: Version


class BillRow(Message):
    """A bill in a list."""

    id: Id
    number: str
    patient: str
    patient_number: str
    department: str
    state: BillState
    total: Money
    opened_at: Moment
    receipt_no: str


class ListBills(Query[tuple[BillRow, ...]]):
    """Open bills, oldest first, or the day's paid ones; by patient as in FindPatients or number."""

    method: ClassVar[str] = "billing.bills"
    state: BillState = BillState.OPEN
    text: SearchText = ""
    limit: int = Field(default=50, ge=1, le=100)


class LoadBill(Query[Bill]):
    """One bill with its lines."""

    method: ClassVar[str] = "billing.load"
    bill_id: Id


class PayCash(Command[Bill]):
    """Settle a bill in cash: `received` is what the patient hands over; the change is computed."""

    method: ClassVar[str] = "billing.pay_cash"
    bill_id: Id
    version: Version
    received: Annotated[int, Field(ge=0, le=10**11)]


class StartGatewayPayment(Command[Bill]):
    """Ask the gateway for a code to scan. The bill is frozen until the payment succeeds or is given
    up."""

    method: ClassVar[str] = "billing.start_gateway_payment"
    bill_id: Id
    version: Version
    tender: GatewayTender


class GiveUpGatewayPayment(Command[Bill]):
    """Close the waiting payment so that the bill can be settled otherwise; money that comes late is
    refunded."""

    method: ClassVar[str] = "billing.give_up_gateway_payment"
    bill_id: Id


class NoticeReply(Message):
    """What the sidecar answers the gateway."""

    status: int
    content_type: str
    body: str


class ReceivePaymentNotice(Command[NoticeReply]):
    """A gateway's notice, raw, handed in by the sidecar; verified by the server, which alone holds
    the keys."""

    method: ClassVar[str] = "billing.payment_notice"
    gateway: GatewayTender
    headers: Annotated[dict[str, str], Field(max_length=60)]
    body: Annotated[str, Field(max_length=100_000)]
    """Base64 of the raw body."""


class BillSettled(Fault, code="billing.settled"):
    """The bill was settled meanwhile (DOMAIN FIN-02). `user`."""


class BillChanged(Fault, code="billing.changed"):
    """Charges were added since this bill was shown; look again. `total`."""


class NotEnoughMoney(Fault, code="billing.not_enough"):
    """Received less than is due (DOMAIN FIN-01). `due`, `paid`, `gap` in yuan."""


class PaymentPending(Fault, code="billing.payment_pending"):
    """A gateway payment of this bill is waiting (DOMAIN FIN-12). `order`."""


class NothingDue(Fault, code="billing.nothing_due"):
    """The bill has no charge that may be paid now."""


class NoPrice(Fault, code="billing.no_price"):
    """No price is in force (DOMAIN FIN-13). `item`, `date`."""


class GatewayOff(Fault, code="billing.gateway_off"):
    """This means of payment is not set up here."""
