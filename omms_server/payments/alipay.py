"""Alipay open API 1.0 with RSA2: precreated orders, queries, closing and refunds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from .alipay_notice import read_notice
from .alipay_text import beijing_of, fen_of, members, moment_of, text_to_sign, yuan_of
from .gateway import (
    GatewayRefused,
    GatewayUnknown,
    Notice,
    OpenedOrder,
    Order,
    OrderState,
    OrderStatus,
    Refund,
    RefundState,
    RefundStatus,
    require_number,
)
from .signing import is_signed, sign
from .transport import Answer, Endpoint

_UNSIGNED_REFUSALS = {"20001", "40001", "40002", "40003", "40006"}
"""Refused at the door (our signature, our rights, a bad argument): Alipay does not sign these."""
_NO_SUCH_TRADE = "ACQ.TRADE_NOT_EXIST"
_ALREADY_CLOSED = {_NO_SUCH_TRADE, "ACQ.TRADE_HAS_CLOSE"}


@dataclass(frozen=True)
class AlipayCredentials:
    """Who we are at Alipay, and by which key we know it."""

    app_id: str
    seller_id: str
    app_key: RSAPrivateKey = field(repr=False)
    alipay_key: RSAPublicKey = field(repr=False)


class Alipay:
    """The clinic's account at Alipay. Safe to share between threads."""

    name = "alipay"

    def __init__(
        self,
        credentials: AlipayCredentials,
        endpoint: Endpoint,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.simulated = endpoint.simulated
        self._who = credentials
        self._endpoint = endpoint
        self._now = now

    def open_order(self, order: Order) -> OpenedOrder:
        content = {
            "out_trade_no": order.order_no,
            "total_amount": yuan_of(order.amount_fen),
            "subject": order.description,
            "time_expire": beijing_of(order.expires_at),
        }
        said = self._call("alipay.trade.precreate", content, notify_url=self._endpoint.notify_url)
        _require_same(said, order.order_no)
        return OpenedOrder(order.order_no, _text(said, "qr_code"))

    def query(self, order_no: str) -> OrderState:
        require_number(order_no)
        try:
            said = self._call("alipay.trade.query", {"out_trade_no": order_no})
        except GatewayRefused as no:
            if no.code == _NO_SUCH_TRADE:
                return OrderState(order_no, OrderStatus.ABSENT)
            raise
        _require_same(said, order_no)
        status = _order_status(said)
        if status not in (OrderStatus.PAID, OrderStatus.REFUNDED):
            return OrderState(order_no, status)
        return OrderState(
            order_no, status, _text(said, "trade_no"), _fen(said, "total_amount"), _paid_at(said)
        )

    def close(self, order_no: str) -> None:
        # Not alipay.trade.cancel: it refunds a payment that came in between, unseen by our books.
        require_number(order_no)
        try:
            self._call("alipay.trade.close", {"out_trade_no": order_no})
        except GatewayRefused as no:
            if no.code not in _ALREADY_CLOSED:
                raise

    def refund(self, refund: Refund) -> RefundState:
        content = {
            "out_trade_no": refund.order_no,
            "out_request_no": refund.refund_no,
            "refund_amount": yuan_of(refund.amount_fen),
            "refund_reason": refund.reason,
        }
        said = self._call("alipay.trade.refund", content)
        _require_same(said, refund.order_no)
        if said.get("fund_change") == "Y":
            return RefundState(
                refund.refund_no,
                RefundStatus.SUCCEEDED,
                _text(said, "trade_no"),
                refund.amount_fen,
                self._now(),
            )
        # No money moved by this call: it is a repeat, or the money is still under way.
        state = self.query_refund(refund)
        if state.status is RefundStatus.ABSENT:
            return RefundState(refund.refund_no, RefundStatus.PROCESSING)
        return state

    def query_refund(self, refund: Refund) -> RefundState:
        content = {
            "out_trade_no": refund.order_no,
            "out_request_no": refund.refund_no,
            "query_options": ["gmt_refund_pay"],
        }
        absent = RefundState(refund.refund_no, RefundStatus.ABSENT)
        try:
            said = self._call("alipay.trade.fastpay.refund.query", content)
        except GatewayRefused as no:
            if no.code == _NO_SUCH_TRADE:
                return absent
            raise
        # 10000 says the question was answered; only this word says the money went back.
        if said.get("refund_status") != "REFUND_SUCCESS":
            return absent
        _require_same(said, refund.order_no)
        if said.get("out_request_no") != refund.refund_no:
            raise GatewayUnknown("mismatch")
        return RefundState(
            refund.refund_no,
            RefundStatus.SUCCEEDED,
            _text(said, "trade_no"),
            _fen(said, "refund_amount"),
            _moment(said, "gmt_refund_pay"),
        )

    def read_notice(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Notice:
        del headers  # all of it stands in the form
        return read_notice(self._who.app_id, self._who.seller_id, self._who.alipay_key, body, now)

    def notice_reply(self, ok: bool) -> tuple[int, str, bytes]:
        return (200, "text/plain", b"success") if ok else (400, "text/plain", b"fail")

    def _call(
        self, method: str, content: Mapping[str, object], notify_url: str = ""
    ) -> dict[str, Any]:
        fields = {
            "app_id": self._who.app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": beijing_of(self._now()),
            "version": "1.0",
            "notify_url": notify_url,
            "biz_content": json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        }
        fields = {name: value for name, value in fields.items() if value}
        fields["sign"] = sign(self._who.app_key, text_to_sign(fields, without=frozenset({"sign"})))
        url = self._endpoint.base_url + "/gateway.do?charset=utf-8"
        request = httpx.Request("POST", url, data=fields, headers={"User-Agent": "omms"})
        return self._judge(method, self._endpoint.exchange(request))

    def _judge(self, method: str, answer: Answer) -> dict[str, Any]:
        if answer.status != httpx.codes.OK:
            raise GatewayUnknown(f"HTTP_{answer.status}")
        try:
            found = members(answer.body.decode())
            name = method.replace(".", "_") + "_response"
            raw = found.get(name) or found["error_response"]
            said = json.loads(raw)
            signature = json.loads(found.get("sign", '""'))
            code = said["code"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise GatewayUnknown("unreadable") from None
        reason = str(said.get("sub_code") or code)[:60]
        if signature == "" and code in _UNSIGNED_REFUSALS and not reason.endswith("unknow-error"):
            raise GatewayRefused(reason)
        if not is_signed(self._who.alipay_key, raw.encode(), str(signature)):
            raise GatewayUnknown("answer_signature")
        return _decided(said, str(code), reason)


def _decided(said: dict[str, Any], code: str, reason: str) -> dict[str, Any]:
    if code == "10000":
        return said
    if code.startswith("4") and not reason.endswith(("SYSTEM_ERROR", "unknow-error")):
        raise GatewayRefused(reason)
    raise GatewayUnknown(reason)


def _order_status(said: Mapping[str, Any]) -> OrderStatus:
    word = said.get("trade_status")
    if word == "TRADE_CLOSED":
        # Closed without payment and refunded whole look alike but for the time of payment.
        return OrderStatus.REFUNDED if said.get("send_pay_date") else OrderStatus.CLOSED
    if word in ("TRADE_SUCCESS", "TRADE_FINISHED"):
        return OrderStatus.PAID
    if word == "WAIT_BUYER_PAY":
        return OrderStatus.WAITING
    raise GatewayUnknown("incomplete")


def _paid_at(said: Mapping[str, Any]) -> datetime | None:
    return _moment(said, "send_pay_date")


def _moment(said: Mapping[str, Any], name: str) -> datetime | None:
    try:
        return moment_of(said[name])
    except (KeyError, TypeError, ValueError):
        return None


def _require_same(said: Mapping[str, Any], order_no: str) -> None:
    if said.get("out_trade_no") != order_no:
        raise GatewayUnknown("mismatch")


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise GatewayUnknown("incomplete")
    return value


def _fen(said: Mapping[str, Any], name: str) -> int:
    try:
        return fen_of(said.get(name))
    except ValueError:
        raise GatewayUnknown("incomplete") from None
