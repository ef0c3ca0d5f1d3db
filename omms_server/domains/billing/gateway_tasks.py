"""What is done at a gateway after a commit: open, watch, close and refund orders. Each may run
twice."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session

from omms_server.contract.billing import PaymentState
from omms_server.contract.events import Topic
from omms_server.core.context import Context, House
from omms_server.core.system_actor import SYSTEM
from omms_server.models.billing import Payment
from omms_server.payments.gateway import (
    Gateway,
    GatewayRefused,
    Order,
    OrderStatus,
    Refund,
    RefundStatus,
)

from .repository import Bills
from .settling import (
    CLOSE_ORDER,
    LATE_MONEY,
    OPEN_ORDER,
    REFUND_ORDER,
    WAITING,
    WATCH_ORDER,
    abandon,
    money_arrived,
)

log = structlog.get_logger()
PAYABLE_FOR = timedelta(minutes=15)


class NotYet(Exception):
    """The gateway has no final word yet: ask again later."""


class GatewayTasks:
    """The gateway's side of payments, by payment id. `told` hears of commits that wrote events."""

    def __init__(self, house: House, told: Callable[[], None]) -> None:
        self._house = house
        self._told = told

    def handlers(self) -> Mapping[str, Callable[[int], None]]:
        """The tasks by kind."""
        return {
            OPEN_ORDER: self.open_order,
            WATCH_ORDER: self.watch_order,
            CLOSE_ORDER: self.close_order,
            REFUND_ORDER: self.refund_order,
        }

    def open_order(self, payment_id: int) -> None:
        """Get the code that the patient scans. A definite refusal frees the bill."""
        payment = self._payment(payment_id)
        if payment.state != PaymentState.STARTING.value:
            return
        order = Order(
            order_no=payment.order_no,
            amount_fen=payment.amount,
            description=self._house.settings.clinic.name[:40],
            expires_at=payment.at + PAYABLE_FOR,
        )
        try:
            opened = self._gateway(payment).open_order(order)
        except GatewayRefused as error:
            log.warning("gateway refused an order", gateway=payment.tender, code=error.code)
            self._write(lambda ctx: abandon(ctx, Bills(ctx.session), payment.bill_id, payment.id))
            return
        self._write(lambda ctx: self._show_code(ctx, payment, opened.code_url))

    def watch_order(self, payment_id: int) -> None:
        """Ask what became of an order: notices may be lost (DOMAIN FIN-R3)."""
        payment = self._payment(payment_id)
        if payment.state not in WAITING:
            return
        state = self._gateway(payment).query(payment.order_no)
        if state.status is OrderStatus.PAID:
            self._write(lambda ctx: money_arrived(ctx, payment, state.gateway_no, state.amount_fen))
        elif state.status is OrderStatus.CLOSED or self._is_over(payment):
            self._write(lambda ctx: self._give_up(ctx, payment))
        else:
            raise NotYet

    def close_order(self, payment_id: int) -> None:
        """Make an order unpayable; if it was paid meanwhile, book that instead."""
        payment = self._payment(payment_id)
        gateway = self._gateway(payment)
        try:
            gateway.close(payment.order_no)
        except GatewayRefused:
            state = gateway.query(payment.order_no)
            if state.status is not OrderStatus.PAID:
                raise
            self._write(lambda ctx: money_arrived(ctx, payment, state.gateway_no, state.amount_fen))

    def refund_order(self, payment_id: int) -> None:
        """Give late money back to its payer."""
        payment = self._payment(payment_id)
        if payment.state != PaymentState.REFUNDING.value:
            return
        refund = Refund(
            order_no=payment.order_no,
            refund_no=f"R{payment.id}",
            order_amount_fen=payment.amount,
            amount_fen=payment.amount,
            reason="账单已另行结清",
        )
        if self._gateway(payment).refund(refund).status is not RefundStatus.SUCCEEDED:
            raise NotYet
        self._write(lambda ctx: self._book_refund(ctx, payment))

    def _show_code(self, ctx: Context, payment: Payment, code_url: str) -> None:
        bills = Bills(ctx.session)
        starting = (PaymentState.STARTING.value,)
        values = {"state": PaymentState.WAITING.value, "code_url": code_url}
        if bills.change_payment(payment.id, starting, **values):
            ctx.later(WATCH_ORDER, payment.id)
            ctx.publish(Topic.BILLS, payment.bill_id)

    def _book_refund(self, ctx: Context, payment: Payment) -> None:
        bills = Bills(ctx.session)
        refunding = (PaymentState.REFUNDING.value,)
        if bills.change_payment(payment.id, refunding, state=PaymentState.REFUNDED.value):
            legs = {payment.tender: -payment.amount, LATE_MONEY: payment.amount}
            bills.post(legs, payment.bill_id, payment.id, ctx.now)

    def _give_up(self, ctx: Context, payment: Payment) -> None:
        if abandon(ctx, Bills(ctx.session), payment.bill_id, payment.id):
            ctx.later(CLOSE_ORDER, payment.id)

    def _is_over(self, payment: Payment) -> bool:
        return self._house.clock.now() > payment.at + PAYABLE_FOR

    def _gateway(self, payment: Payment) -> Gateway:
        return self._house.gateways[payment.tender]

    def _payment(self, payment_id: int) -> Payment:
        found = self._house.database.read(lambda session: Bills(session).payment(payment_id))
        if found is None:
            raise LookupError(payment_id)
        return found

    def _write(self, work: Callable[[Context], object]) -> None:
        def run(session: Session) -> None:
            work(Context(self._house, session, SYSTEM, self._house.clock.now()))

        self._house.database.write(run)
        self._told()
