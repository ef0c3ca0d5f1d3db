"""What other domains do to bills: charge acts, take charges back; and what a cashier sees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from omms_server.contract import billing as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import Busy, NotFound
from omms_server.contract.money import line_amount
from omms_server.contract.permissions import Permission
from omms_server.core.clock import at_local
from omms_server.core.context import Context
from omms_server.core.ids import new_id
from omms_server.core.series import next_in_series
from omms_server.domains.access import service as access
from omms_server.domains.patients import service as patients
from omms_server.models.billing import Bill, Payment

from .repository import OPEN, PAID, Bills, taken_by

RECEIVABLE = "receivable"
INCOME = "income"
BILL_NUMBER = re.compile(r"[Bb][0-9]+")


@dataclass(frozen=True)
class Act:
    """Something done that costs money. Charged once by its source (kind, id, item)."""

    source_kind: str
    source_id: int
    item_code: str
    name: str
    category: str
    quantity: int
    unit: str
    price: Decimal
    amount: int


def priced_acts(
    ctx: Context, codes: Sequence[str], source_kind: str, source_id: int
) -> tuple[Act, ...]:
    """Acts of the charge catalogue at today's price; `NoPrice` when none is in force (DOMAIN
    FIN-13)."""
    prices = Bills(ctx.session).prices(codes, ctx.today)
    acts = []
    for code in codes:
        if code not in prices:
            raise said.NoPrice(item=code, date=ctx.today.isoformat())
        item = prices[code]
        price, amount = item.price, line_amount(item.price, 1)
        acts.append(
            Act(source_kind, source_id, code, item.name, item.category, 1, item.unit, price, amount)
        )
    return tuple(acts)


def price_of(ctx: Context, codes: Sequence[str]) -> int:
    """What these items cost together today, fen."""
    prices = Bills(ctx.session).prices_only(codes, ctx.today)
    return sum(line_amount(prices[code], 1) for code in codes if code in prices)


def charge(ctx: Context, *, appointment_id: int, patient_id: int, acts: Sequence[Act]) -> int:
    """Put acts on the visit's open bill, making one if there is none; returns the bill's id."""
    bills = Bills(ctx.session)
    amount = sum(act.amount for act in acts)
    bill_id = bills.add_to_open(appointment_id, amount)
    if bill_id is None:
        bill_id = _open_bill(ctx, bills, appointment_id, patient_id, amount)
    rows = [
        {
            "id": new_id(),
            "bill_id": bill_id,
            "source_kind": act.source_kind,
            "source_id": act.source_id,
            "item_code": act.item_code,
            "name": act.name,
            "category": act.category,
            "quantity": act.quantity,
            "unit": act.unit,
            "price": act.price,
            "amount": act.amount,
        }
        for act in acts
    ]
    bills.add_charges(rows)
    bills.post({RECEIVABLE: amount, INCOME: -amount}, bill_id, None, ctx.now)
    ctx.publish(Topic.BILLS, bill_id)
    return bill_id


def reverse(ctx: Context, bill_id: int, source_kind: str, source_ids: Sequence[int]) -> None:
    """Take acts off an unpaid bill by reversing lines; nothing is deleted (ARCHITECTURE 2)."""
    bills = Bills(ctx.session)
    lines = bills.charges_of(bill_id, source_kind, source_ids)
    amount = sum(line.amount for line in lines)
    row = existing(bills, bill_id)
    refuse_closed(bills, row.Bill)
    left = row.Bill.total - amount
    values: dict[str, Any] = {"total": left}
    if left == 0:
        values |= {"state": said.BillState.VOIDED.value, "open_key": None}
    unchanged = (Bill.version == row.Bill.version, Bill.pending_payment_id.is_(None))
    if not bills.change(bill_id, unchanged, **values):
        raise Busy(seconds=1)
    bills.add_charges(
        [
            {
                "id": new_id(),
                "bill_id": bill_id,
                "source_kind": "reversal",
                "source_id": line.id,
                "item_code": line.item_code,
                "name": line.name,
                "category": line.category,
                "quantity": -line.quantity,
                "unit": line.unit,
                "price": line.price,
                "amount": -line.amount,
            }
            for line in lines
        ]
    )
    bills.post({RECEIVABLE: -amount, INCOME: amount}, bill_id, None, ctx.now)
    ctx.publish(Topic.BILLS, bill_id)


def list_bills(request: said.ListBills, ctx: Context) -> tuple[said.BillRow, ...]:
    """Open bills, oldest first; or those of today in another state, newest first."""
    conditions: list[Any] = [Bill.state == request.state.value, *_within(request.state, ctx)]
    order: Any = Bill.opened_at
    if request.state is not said.BillState.OPEN:
        start = at_local(ctx.today, time(0), ctx.house.clock.zone)
        since = Bill.paid_at if request.state is said.BillState.PAID else Bill.opened_at
        conditions.append(since >= start)
        order = since.desc()
    if BILL_NUMBER.fullmatch(request.text):
        conditions.append(Bill.number == request.text.upper())
    elif request.text:
        conditions.append(Bill.patient_id.in_(patients.ids_matching(request.text, ctx)))
    rows = Bills(ctx.session).page(conditions, order, request.limit)
    names = patients.names({row.Bill.patient_id for row in rows}, ctx)
    return tuple(_row(row, names) for row in rows)


def load(request: said.LoadBill, ctx: Context) -> said.Bill:
    """One bill with its lines."""
    return view_within(request.bill_id, ctx)


def view_within(bill_id: int, ctx: Context) -> said.Bill:
    """A bill as it stands now, or `NotFound` when it is beyond the actor's reach."""
    refuse_beyond(existing(Bills(ctx.session), bill_id).Bill, ctx)
    return view(bill_id, ctx)


def view(bill_id: int, ctx: Context) -> said.Bill:
    """A bill as it stands now; every command on bills answers with it."""
    bills = Bills(ctx.session)
    row = existing(bills, bill_id)
    bill: Bill = row.Bill
    payment = bills.payment_of(bill)
    ctx.about(bill.patient_id, f"bill:{bill.number}")
    return said.Bill(
        id=bill.id,
        number=bill.number,
        patient_id=bill.patient_id,
        patient=patients.names({bill.patient_id}, ctx)[bill.patient_id],
        patient_number=row.patient_number,
        department=row.department,
        doctor=row.doctor,
        state=said.BillState(bill.state),
        opened_at=bill.opened_at,
        paid_at=bill.paid_at,
        charges=tuple(_charge(line) for line in bills.charges(bill.id)),
        total=bill.total,
        payment=_payment(payment, ctx) if payment else None,
        receipt_no=bill.receipt_no or "",
        version=bill.version,
    )


def _open_bill(
    ctx: Context, bills: Bills, appointment_id: int, patient_id: int, amount: int
) -> int:
    day = f"{ctx.today:%y%m%d}"
    fresh_id = new_id()
    bill = {
        "id": fresh_id,
        "number": f"B{day}{next_in_series(ctx.session, f'bill:{day}'):05d}",
        "patient_id": patient_id,
        "appointment_id": appointment_id,
        "state": OPEN,
        "open_key": appointment_id,
        "total": amount,
        "opened_at": ctx.now,
        "version": 1,
    }
    if bills.open(bill):
        return fresh_id
    bill_id = bills.add_to_open(appointment_id, amount)
    if bill_id is None:
        raise Busy(seconds=1)
    return bill_id


def refuse_closed(bills: Bills, bill: Bill) -> None:
    """Raise when the bill is settled or a gateway payment of it waits."""
    if bill.state != OPEN:
        raise said.BillSettled(user=bills.settled_by(bill))
    if bill.pending_payment_id is not None:
        payment = bills.payment(bill.pending_payment_id)
        raise said.PaymentPending(order=payment.order_no if payment else "")


def refuse_beyond(bill: Bill, ctx: Context) -> None:
    """Raise `NotFound` for a bill that somebody else settled: a shift sees its own."""
    own_only = bill.state == PAID and access.of_shift(ctx, Permission.BILLS_READ)
    if own_only and not Bills(ctx.session).taken_by(bill.id, ctx.actor.id):
        raise NotFound(what="bill")


def _within(state: said.BillState, ctx: Context) -> list[Any]:
    """The conditions that keep a list of bills within the actor's reach."""
    if state is not said.BillState.PAID or not access.of_shift(ctx, Permission.BILLS_READ):
        return []
    return [taken_by(ctx.actor.id)]


def existing(bills: Bills, bill_id: int) -> Any:
    """The bill with its names, or `NotFound`."""
    row = bills.load(bill_id)
    if row is None:
        raise NotFound(what="bill")
    return row


def _charge(line: Any) -> said.Charge:
    return said.Charge(
        id=line.id,
        item_code=line.item_code,
        name=line.name,
        category=line.category,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        amount=line.amount,
    )


def _payment(payment: Payment, ctx: Context) -> said.Payment:
    gateway = ctx.house.gateways.get(payment.tender)
    return said.Payment(
        id=payment.id,
        tender=said.Tender(payment.tender),
        state=said.PaymentState(payment.state),
        amount=payment.amount,
        received=payment.received,
        change=payment.change,
        order_no=payment.order_no,
        code_url=payment.code_url,
        simulated=gateway.simulated if gateway else False,
    )


def _row(row: Any, names: dict[int, str]) -> said.BillRow:
    bill: Bill = row.Bill
    return said.BillRow(
        id=bill.id,
        number=bill.number,
        patient=names[bill.patient_id],
        patient_number=row.patient_number,
        department=row.department,
        state=said.BillState(bill.state),
        total=bill.total,
        opened_at=bill.opened_at,
        receipt_no=bill.receipt_no or "",
    )
