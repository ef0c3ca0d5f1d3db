"""A payment gateway that does as a test tells it, and a clinic that pays through it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from omms_server.bootstrap import Application
from omms_server.contract.billing import GatewayTender, NoticeReply, ReceivePaymentNotice
from omms_server.core.jobs import TaskRunner
from omms_server.domains.billing.gateway_tasks import GatewayTasks
from omms_server.models.billing import Payment
from omms_server.models.system import Task
from omms_server.payments.gateway import (
    Gateway,
    GatewayRefused,
    Notice,
    NoticeKind,
    NoticeRefused,
    OpenedOrder,
    Order,
    OrderState,
    OrderStatus,
    Refund,
    RefundState,
    RefundStatus,
)

from .clinic import Clinic


@dataclass
class FakeGateway:
    """Keeps orders in memory. `fail` holds what the next calls raise, before they take effect."""

    name: str = "wechat"
    simulated: bool = True
    fail: list[Exception] = field(default_factory=list)
    orders: dict[str, OrderState] = field(default_factory=dict)
    opened: list[Order] = field(default_factory=list)
    refunds: dict[str, Refund] = field(default_factory=dict)
    refund_status: RefundStatus = RefundStatus.SUCCEEDED
    calls: list[str] = field(default_factory=list)

    def open_order(self, order: Order) -> OpenedOrder:
        self._called("open", order.order_no)
        self.opened.append(order)
        self.orders.setdefault(order.order_no, OrderState(order.order_no, OrderStatus.WAITING))
        return OpenedOrder(order.order_no, f"fake://pay/{order.order_no}")

    def query(self, order_no: str) -> OrderState:
        self._called("query", order_no)
        return self.orders.get(order_no, OrderState(order_no, OrderStatus.ABSENT))

    def close(self, order_no: str) -> None:
        self._called("close", order_no)
        known = self.orders.get(order_no)
        if known is None:
            return
        if known.status is OrderStatus.PAID:
            raise GatewayRefused("ORDERPAID")
        self.orders[order_no] = OrderState(order_no, OrderStatus.CLOSED)

    def refund(self, refund: Refund) -> RefundState:
        self._called("refund", refund.refund_no)
        self.refunds[refund.refund_no] = refund
        return RefundState(refund.refund_no, self.refund_status, amount_fen=refund.amount_fen)

    def query_refund(self, refund: Refund) -> RefundState:
        status = self.refund_status if refund.refund_no in self.refunds else RefundStatus.ABSENT
        return RefundState(refund.refund_no, status)

    def read_notice(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Notice:
        if headers.get("signature") != "good":
            raise NoticeRefused("signature")
        told = json.loads(body)
        kind = NoticeKind(told.get("kind", "payment"))
        number = told["gateway_no"]
        return Notice(
            self.name, number, kind, told["order_no"], "", number, told["amount_fen"],
            told.get("succeeded", True), now,
        )  # fmt: skip

    def notice_reply(self, ok: bool) -> tuple[int, str, bytes]:
        return (200, "text/plain", b"OK") if ok else (500, "text/plain", b"AGAIN")

    def pay(self, order_no: str, amount_fen: int, gateway_no: str = "G1") -> None:
        """What a payer does with the code."""
        self.orders[order_no] = OrderState(order_no, OrderStatus.PAID, gateway_no, amount_fen)

    def _called(self, what: str, number: str) -> None:
        self.calls.append(f"{what} {number}")
        if self.fail:
            raise self.fail.pop(0)


def clinic_with(clinic: Clinic, gateways: Mapping[str, Gateway]) -> Clinic:
    """The same clinic with these gateways; its jobs are not started."""
    house = replace(clinic.app.house, gateways=dict(gateways))
    return replace(clinic, app=Application(house, password_cost=4), _people={})


def run_tasks(clinic: Clinic) -> None:
    """Do every task that is due, and those that follow from it."""
    house = clinic.app.house
    handlers = GatewayTasks(house, lambda: None).handlers()
    runner = TaskRunner(house.database, house.clock, handlers)
    while runner.run():
        pass


def payments_of(clinic: Clinic, bill_id: int) -> list[Payment]:
    """A bill's payments as stored, oldest first."""
    wanted = select(Payment).where(Payment.bill_id == bill_id).order_by(Payment.id)
    return clinic.app.house.database.read(lambda session: list(session.scalars(wanted)))


def open_tasks(clinic: Clinic) -> list[tuple[str, str]]:
    """Kind and last error of the tasks that are not done yet."""
    wanted = select(Task).where(Task.state == "due").order_by(Task.id)
    return clinic.app.house.database.read(
        lambda session: [(task.kind, task.last_error) for task in session.scalars(wanted)]
    )


def notify(
    clinic: Clinic,
    order_no: str,
    amount_fen: int,
    *,
    signature: str = "good",
    gateway_no: str = "G1",
    **told: Any,
) -> NoticeReply:
    """The fake gateway's notice, handed in by the sidecar."""
    content = {"order_no": order_no, "amount_fen": amount_fen, "gateway_no": gateway_no, **told}
    return hand_in(clinic, {"signature": signature}, json.dumps(content).encode())


def hand_in(
    clinic: Clinic,
    headers: dict[str, str],
    body: bytes,
    gateway: GatewayTender = GatewayTender.WECHAT,
) -> NoticeReply:
    """Give a raw notice to the server as the sidecar does."""
    text = base64.b64encode(body).decode()
    return clinic.sidecar.send(ReceivePaymentNotice(gateway=gateway, headers=headers, body=text))
