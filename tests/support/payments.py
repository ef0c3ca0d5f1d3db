"""What the payment tests share beyond fixtures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from omms_server.payments.gateway import Order, Refund

Orders = Callable[..., Order]
Pay = Callable[[str], httpx.Response]


def now() -> datetime:
    return datetime.now(UTC)


def refund_of(order: Order, amount_fen: int, suffix: str = "R1") -> Refund:
    """A refund of `order` under its number and a suffix."""
    return Refund(order.order_no, order.order_no + suffix, order.amount_fen, amount_fen, "停诊退费")
