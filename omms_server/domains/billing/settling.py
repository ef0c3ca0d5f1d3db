"""Paying a bill: in cash, or through a gateway whose payment is waited for."""

from omms_server.contract import billing as said
from omms_server.contract.events import Topic
from omms_server.contract.money import yuan
from omms_server.core.context import Context
from omms_server.core.ids import new_id
from omms_server.core.series import next_in_series
from omms_server.models.billing import Bill, Payment

from .repository import PAID, Bills
from .service import RECEIVABLE, existing, refuse_closed, view

WAITING = (said.PaymentState.STARTING.value, said.PaymentState.WAITING.value)
OPEN_ORDER, WATCH_ORDER = "open_order", "watch_order"
CLOSE_ORDER, REFUND_ORDER = "close_order", "refund_order"
LATE_MONEY = "late_money"


def pay_cash(request: said.PayCash, ctx: Context) -> said.Bill:
    """Settle in cash. The bill is settled only as it was shown: same version, still open."""
    bills = Bills(ctx.session)
    bill: Bill = existing(bills, request.bill_id).Bill
    _refuse_unpayable(bills, bill, request.version)
    if request.received < bill.total:
        gap = bill.total - request.received
        raise said.NotEnoughMoney(due=yuan(bill.total), paid=yuan(request.received), gap=yuan(gap))
    unchanged = (Bill.version == request.version, Bill.pending_payment_id.is_(None))
    settle(ctx, bills, bill, unchanged)
    payment_id = bills.add_payment(
        bill_id=bill.id,
        tender=said.Tender.CASH.value,
        state=said.PaymentState.SUCCEEDED.value,
        amount=bill.total,
        received=request.received,
        change=request.received - bill.total,
        order_no=f"C{new_id()}",
        code_url="",
        paid_key=bill.id,
        at=ctx.now,
        by_id=ctx.actor.id,
    )
    legs = {said.Tender.CASH.value: bill.total, RECEIVABLE: -bill.total}
    bills.post(legs, bill.id, payment_id, ctx.now)
    return view(bill.id, ctx)


def settle(ctx: Context, bills: Bills, bill: Bill, unchanged: tuple[object, ...]) -> None:
    """Mark a bill paid and number its receipt, if it is unchanged; else tell what happened."""
    settled = bills.change(
        bill.id,
        unchanged,
        state=PAID,
        paid_at=ctx.now,
        settled_by=ctx.actor.id,
        open_key=None,
        pending_payment_id=None,
    )
    if not settled:
        now: Bill = existing(bills, bill.id).Bill
        refuse_closed(bills, now)
        raise said.BillChanged(total=yuan(now.total))
    # Numbered by the winner alone: the series' row stays locked until the commit.
    receipt = f"{ctx.today:%Y}{next_in_series(ctx.session, f'receipt:{ctx.today:%Y}'):08d}"
    bills.number_receipt(bill.id, receipt)
    ctx.publish(Topic.BILLS, bill.id)
    ctx.publish(Topic.PRESCRIPTIONS)
    ctx.publish(Topic.QUEUE)


def start(request: said.StartGatewayPayment, ctx: Context) -> said.Bill:
    """Freeze the bill and have the gateway asked for a code after the commit (no remote call in a
    transaction)."""
    bills = Bills(ctx.session)
    tender = request.tender.value
    if tender not in ctx.house.gateways:
        raise said.GatewayOff
    bill: Bill = existing(bills, request.bill_id).Bill
    _refuse_unpayable(bills, bill, request.version)
    payment_id = bills.add_payment(
        bill_id=bill.id,
        tender=tender,
        state=said.PaymentState.STARTING.value,
        amount=bill.total,
        received=0,
        change=0,
        order_no=f"P{new_id()}",
        code_url="",
        at=ctx.now,
        by_id=ctx.actor.id,
    )
    unchanged = (Bill.version == request.version, Bill.pending_payment_id.is_(None))
    if not bills.change(bill.id, unchanged, pending_payment_id=payment_id, open_key=None):
        raise said.BillChanged(total=yuan(bill.total))
    ctx.later(OPEN_ORDER, payment_id)
    ctx.publish(Topic.BILLS, bill.id)
    return view(bill.id, ctx)


def give_up(request: said.GiveUpGatewayPayment, ctx: Context) -> said.Bill:
    """Free the bill; the order is closed at the gateway, and money that comes all the same is
    refunded."""
    bills = Bills(ctx.session)
    bill: Bill = existing(bills, request.bill_id).Bill
    if bill.pending_payment_id is None:
        refuse_closed(bills, bill)
        return view(bill.id, ctx)
    if abandon(ctx, bills, bill.id, bill.pending_payment_id):
        ctx.later(CLOSE_ORDER, bill.pending_payment_id)
    return view(bill.id, ctx)


def abandon(ctx: Context, bills: Bills, bill_id: int, payment_id: int) -> bool:
    """Close a payment that waits and let the bill be paid otherwise; False when it waits no
    more."""
    closed = said.PaymentState.CLOSED.value
    if not bills.change_payment(payment_id, WAITING, state=closed):
        return False
    bills.change(bill_id, (Bill.pending_payment_id == payment_id,), pending_payment_id=None)
    ctx.publish(Topic.BILLS, bill_id)
    return True


def money_arrived(ctx: Context, payment: Payment, gateway_no: str, amount: int) -> bool:
    """Book a payment that a gateway confirms. False when the amount is not ours: nothing is booked.

    A repeat changes nothing; money for a bill that no longer waits for it is given back by itself.
    """
    if amount != payment.amount:
        ctx.about(subject=f"payment:{payment.order_no}", amount=amount, expected=payment.amount)
        return False
    bills = Bills(ctx.session)
    bill: Bill = existing(bills, payment.bill_id).Bill
    ctx.about(bill.patient_id, f"payment:{payment.order_no}")
    succeeded = said.PaymentState.SUCCEEDED.value
    values = {"state": succeeded, "gateway_no": gateway_no, "paid_key": bill.id}
    if bill.pending_payment_id == payment.id and bills.change_payment(
        payment.id, WAITING, **values
    ):
        settle(ctx, bills, bill, (Bill.pending_payment_id == payment.id,))
        legs = {payment.tender: amount, RECEIVABLE: -amount}
        bills.post(legs, bill.id, payment.id, ctx.now)
        return True
    _give_back(ctx, bills, payment, gateway_no)
    return True


def _give_back(ctx: Context, bills: Bills, payment: Payment, gateway_no: str) -> None:
    unbooked = (*WAITING, said.PaymentState.CLOSED.value)
    refunding = said.PaymentState.REFUNDING.value
    if bills.change_payment(payment.id, unbooked, state=refunding, gateway_no=gateway_no):
        legs = {payment.tender: payment.amount, LATE_MONEY: -payment.amount}
        bills.post(legs, payment.bill_id, payment.id, ctx.now)
        ctx.later(REFUND_ORDER, payment.id)


def _refuse_unpayable(bills: Bills, bill: Bill, version: int) -> None:
    refuse_closed(bills, bill)
    if bill.version != version:
        raise said.BillChanged(total=yuan(bill.total))
    if bill.total <= 0:
        raise said.NothingDue
