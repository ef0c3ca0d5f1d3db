"""What every payment gateway can do, and the values and failures they share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

FRESH_FOR = timedelta(seconds=300)
"""A signed notice or answer is believed for less than this long before and after its time."""
MAX_NOTICE_BYTES = 64 * 1024
MAX_AMOUNT_FEN = 10**10
_NUMBER = re.compile(r"[0-9A-Za-z_-]{6,32}")


class GatewayRefused(Exception):
    """The gateway said a definite no to this call; `code` is its own word.

    From `query` and `query_refund` it means only that the question was refused, never that the
    payment failed.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class GatewayUnknown(Exception):
    """Time-out, broken line, 5xx, an unbelievable answer: nobody knows whether it took effect.

    Query under the same number; never create another order or refund for it (DOMAIN FIN-R3).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoticeRefused(Exception):
    """A notice that is not to be believed. `reason` is one word and holds nothing of the notice."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OrderStatus(StrEnum):
    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"
    FAILED = "failed"
    """The payer's attempt failed; the order may still be paid until it is closed."""
    REFUNDED = "refunded"
    """Was paid, and some or all of it went back."""
    ABSENT = "absent"
    """The gateway knows no such order. Alipay says so until the payer has scanned the code."""


class RefundStatus(StrEnum):
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    CLOSED = "closed"
    """The gateway gave up; the money stayed."""
    ABNORMAL = "abnormal"
    """The payer's account cannot take the money; finance must act at the gateway."""
    ABSENT = "absent"
    """The gateway holds no such refund: it may be sent again under the same number."""


class NoticeKind(StrEnum):
    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True)
class Order:
    """What is to be paid, in whole fen.

    `order_no` is ours, made before the call and unique for ever: 6 to 32 letters, digits, _ or -.
    """

    order_no: str
    amount_fen: int
    description: str
    expires_at: datetime

    def __post_init__(self) -> None:
        require_number(self.order_no)
        require_amount(self.amount_fen)
        if self.expires_at.tzinfo is None:
            raise ValueError("expires_at must be aware")
        if not 1 <= len(self.description) <= 40:
            raise ValueError("a description has 1 to 40 characters")


@dataclass(frozen=True)
class OpenedOrder:
    """An order the payer can pay by scanning `code_url` as a QR code."""

    order_no: str
    code_url: str


@dataclass(frozen=True)
class OrderState:
    """What the gateway knows of an order. Amount, number and time are empty until it is paid."""

    order_no: str
    status: OrderStatus
    gateway_no: str = ""
    amount_fen: int = 0
    paid_at: datetime | None = None


@dataclass(frozen=True)
class Refund:
    """Money to give back to the payer of `order_no`, once per `refund_no`."""

    order_no: str
    refund_no: str
    order_amount_fen: int
    amount_fen: int
    reason: str

    def __post_init__(self) -> None:
        require_number(self.order_no)
        require_number(self.refund_no)
        require_amount(self.order_amount_fen)
        require_amount(self.amount_fen)
        if self.amount_fen > self.order_amount_fen:
            raise ValueError("a refund cannot exceed its order")
        if not 1 <= len(self.reason) <= 40:
            raise ValueError("a reason has 1 to 40 characters")


@dataclass(frozen=True)
class RefundState:
    """What the gateway knows of a refund; `amount_fen` is this refund's own amount."""

    refund_no: str
    status: RefundStatus
    gateway_no: str = ""
    amount_fen: int = 0
    refunded_at: datetime | None = None


@dataclass(frozen=True)
class Notice:
    """A believed message from the gateway; the caller still compares order and amount.

    `notice_id` stays the same when the gateway repeats itself; `gateway_no` is its number of the
    payment. For a refund `amount_fen` is the refund's (WeChat Pay) or the sum refunded so far (at
    Alipay): ask `query_refund` before booking it. `paid_at` is when the money moved, if it did.
    """

    gateway: str
    notice_id: str
    kind: NoticeKind
    order_no: str
    refund_no: str
    gateway_no: str
    amount_fen: int
    succeeded: bool
    paid_at: datetime | None


class Gateway(Protocol):
    """One payment gateway.

    Every call may raise `GatewayRefused` or `GatewayUnknown`, and is safe to repeat unchanged.
    """

    @property
    def name(self) -> str:
        """`wechat` or `alipay`."""

    @property
    def simulated(self) -> bool:
        """True when no real money moves; whoever shows this gateway's code must say so."""

    def open_order(self, order: Order) -> OpenedOrder:
        """Make an order and the code that pays it."""

    def query(self, order_no: str) -> OrderState:
        """What became of the order; an unknown number is `ABSENT`, not a refusal."""

    def close(self, order_no: str) -> None:
        """Make the order unpayable; never moves money. A paid order is refused; query it then.

        An order that is closed already, or of which the gateway knows nothing, counts as closed.
        An Alipay code nobody has scanned is such a one: it can be paid until it expires, and such a
        payment is to be refunded.
        """

    def refund(self, refund: Refund) -> RefundState:
        """Give money back to the payer (DOMAIN 6.4, channel). Idempotent by `refund_no`."""

    def query_refund(self, refund: Refund) -> RefundState:
        """What became of the refund; one the gateway never got is `ABSENT`."""

    def read_notice(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Notice:
        """Verify and read; raises `NoticeRefused` unless surely the gateway's, fresh and ours."""

    def notice_reply(self, ok: bool) -> tuple[int, str, bytes]:
        """Status, content type and body of our answer; not ok makes the gateway try again."""


def require_number(number: str) -> None:
    """Raise `ValueError` unless both gateways accept the number and a path may hold it."""
    if not _NUMBER.fullmatch(number):
        raise ValueError("a number has 6 to 32 letters, digits, _ or -")


def require_amount(amount_fen: int) -> None:
    """Raise `ValueError` unless so many fen can be charged or refunded."""
    if not 0 < amount_fen <= MAX_AMOUNT_FEN:
        raise ValueError("an amount must be above 0 fen and at most 100 million yuan")
