"""The SIMULATED gateways' memory: orders, payments, refunds; bounded and gone with the process."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

MAX_ORDERS = 5000
"""The oldest order is forgotten when another comes."""
MAX_REFUNDS = 50
"""Per order, as at WeChat Pay."""


class No(StrEnum):
    """Why a gateway refuses; each gateway has its own word for it."""

    NO_ORDER = "no_order"
    NO_REFUND = "no_refund"
    PAID = "paid"
    CLOSED = "closed"
    CHANGED = "changed"
    NOT_PAID = "not_paid"
    TOO_MUCH = "too_much"
    REFUND_CHANGED = "refund_changed"
    TOO_MANY = "too_many"


class Refusal(Exception):
    def __init__(self, no: No) -> None:
        super().__init__(no)
        self.no = no


class Stage(StrEnum):
    OPEN = "open"
    PAID = "paid"
    CLOSED = "closed"


@dataclass
class Repayment:
    """A refund at the gateway."""

    refund_no: str
    refund_id: str
    amount_fen: int
    made_at: datetime
    done_at: datetime | None
    notify_url: str = ""


@dataclass
class Trade:
    """An order at the gateway.

    `seen`: the payer has scanned the code, which is when Alipay makes its trade.
    """

    gateway: str
    order_no: str
    amount_fen: int
    description: str
    notify_url: str
    expires_at: datetime
    code: str
    trade_no: str
    made_at: datetime
    stage: Stage = Stage.OPEN
    seen: bool = False
    paid_at: datetime | None = None
    repayments: dict[str, Repayment] = field(default_factory=dict)

    @property
    def refunded_fen(self) -> int:
        return sum(one.amount_fen for one in self.repayments.values())


class Book:
    """All trades of both gateways."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.now = now
        self._trades: OrderedDict[tuple[str, str], Trade] = OrderedDict()
        self._codes: dict[str, Trade] = {}

    def open(self, wanted: Trade) -> Trade:
        """Make a trade, or give the same open one again."""
        known = self._trades.get((wanted.gateway, wanted.order_no))
        if known is None:
            self._keep(wanted)
            return wanted
        self._expire(known)
        if known.stage is not Stage.OPEN:
            raise Refusal(No.PAID if known.stage is Stage.PAID else No.CLOSED)
        if (known.amount_fen, known.description) != (wanted.amount_fen, wanted.description):
            raise Refusal(No.CHANGED)
        return known

    def find(self, gateway: str, order_no: str) -> Trade:
        trade = self._trades.get((gateway, order_no))
        if trade is None:
            raise Refusal(No.NO_ORDER)
        self._expire(trade)
        return trade

    def scan(self, code: str) -> Trade:
        """The payer looks at the code."""
        trade = self._codes.get(code)
        if trade is None:
            raise Refusal(No.NO_ORDER)
        self._expire(trade)
        trade.seen = trade.seen or trade.stage is Stage.OPEN
        return trade

    def pay(self, code: str) -> Trade:
        trade = self.scan(code)
        if trade.stage is not Stage.OPEN:
            raise Refusal(No.PAID if trade.stage is Stage.PAID else No.CLOSED)
        trade.stage, trade.paid_at = Stage.PAID, self.now()
        return trade

    def close(self, trade: Trade) -> None:
        if trade.stage is Stage.PAID:
            raise Refusal(No.PAID)
        trade.stage = Stage.CLOSED

    def refund(
        self, trade: Trade, refund_no: str, amount_fen: int, *, done: bool
    ) -> tuple[Repayment, bool]:
        """Give money back once per number; the flag tells whether this very call did."""
        known = trade.repayments.get(refund_no)
        if known is not None:
            if known.amount_fen != amount_fen:
                raise Refusal(No.REFUND_CHANGED)
            return known, False
        if trade.stage is not Stage.PAID:
            raise Refusal(No.NOT_PAID)
        if trade.refunded_fen + amount_fen > trade.amount_fen:
            raise Refusal(No.TOO_MUCH)
        if len(trade.repayments) >= MAX_REFUNDS:
            raise Refusal(No.TOO_MANY)
        moment = self.now()
        made = Repayment(refund_no, f"50{secrets.randbelow(10**26):026}", amount_fen, moment, None)
        made.done_at = moment if done else None
        trade.repayments[refund_no] = made
        return made, True

    def find_refund(self, gateway: str, refund_no: str) -> tuple[Trade, Repayment]:
        for (owner, _), trade in self._trades.items():
            if owner == gateway and refund_no in trade.repayments:
                return trade, trade.repayments[refund_no]
        raise Refusal(No.NO_REFUND)

    def settle_refunds(self) -> list[tuple[Trade, Repayment]]:
        """Let every refund that is under way succeed; gives those it settled."""
        settled = []
        for trade in self._trades.values():
            for repayment in trade.repayments.values():
                if repayment.done_at is None:
                    repayment.done_at = self.now()
                    settled.append((trade, repayment))
        return settled

    def _keep(self, trade: Trade) -> None:
        if len(self._trades) >= MAX_ORDERS:
            _, oldest = self._trades.popitem(last=False)
            del self._codes[oldest.code]
        self._trades[trade.gateway, trade.order_no] = trade
        self._codes[trade.code] = trade

    def _expire(self, trade: Trade) -> None:
        if trade.stage is Stage.OPEN and trade.expires_at <= self.now():
            trade.stage = Stage.CLOSED


def new_trade(gateway: str, now: datetime, **known: object) -> Trade:
    """A trade with a fresh code and gateway number."""
    return Trade(
        gateway=gateway,
        code=secrets.token_urlsafe(12),
        trade_no=f"42{secrets.randbelow(10**26):026}",
        made_at=now,
        **known,  # type: ignore[arg-type]
    )
