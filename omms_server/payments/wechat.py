"""WeChat Pay API v3: native orders, queries, closing and refunds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx

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
from .transport import Answer, Endpoint
from .wechat_notice import read_notice
from .wechat_signing import Unbelievable, WechatCredentials, authorization, require_signed

ORDER_STATES = {
    "SUCCESS": OrderStatus.PAID,
    "REFUND": OrderStatus.REFUNDED,
    "NOTPAY": OrderStatus.WAITING,
    "USERPAYING": OrderStatus.WAITING,
    "CLOSED": OrderStatus.CLOSED,
    "REVOKED": OrderStatus.CLOSED,
    "PAYERROR": OrderStatus.FAILED,
}
REFUND_STATES = {
    "SUCCESS": RefundStatus.SUCCEEDED,
    "CLOSED": RefundStatus.CLOSED,
    "PROCESSING": RefundStatus.PROCESSING,
    "ABNORMAL": RefundStatus.ABNORMAL,
}
S = TypeVar("S")
_UNCERTAIN = {"SYSTEM_ERROR", "BANK_ERROR", "FREQUENCY_LIMITED", "RATELIMIT_EXCEEDED"}
_NO_SUCH_ORDER = {"ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS"}
_ALREADY_CLOSED = {"ORDER_CLOSED", *_NO_SUCH_ORDER}


class WechatPay:
    """The clinic's account at WeChat Pay. Safe to share between threads."""

    name = "wechat"

    def __init__(
        self,
        credentials: WechatCredentials,
        endpoint: Endpoint,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.simulated = endpoint.simulated
        self._who = credentials
        self._endpoint = endpoint
        self._now = now

    def open_order(self, order: Order) -> OpenedOrder:
        body = {
            "appid": self._who.app_id,
            "mchid": self._who.merchant_id,
            "description": order.description,
            "out_trade_no": order.order_no,
            "time_expire": order.expires_at.astimezone(UTC).isoformat(timespec="seconds"),
            "notify_url": self._endpoint.notify_url,
            "amount": {"total": order.amount_fen, "currency": "CNY"},
        }
        said = self._call("POST", "/v3/pay/transactions/native", body)
        return OpenedOrder(order.order_no, _text(said, "code_url"))

    def query(self, order_no: str) -> OrderState:
        require_number(order_no)
        path = f"/v3/pay/transactions/out-trade-no/{order_no}?mchid={self._who.merchant_id}"
        try:
            said = self._call("GET", path)
        except GatewayRefused as no:
            if no.code in _NO_SUCH_ORDER:
                return OrderState(order_no, OrderStatus.ABSENT)
            raise
        if (said.get("out_trade_no"), said.get("mchid")) != (order_no, self._who.merchant_id):
            raise GatewayUnknown("mismatch")
        status = _known(ORDER_STATES, said.get("trade_state"))
        if status not in (OrderStatus.PAID, OrderStatus.REFUNDED):
            return OrderState(order_no, status)
        return OrderState(
            order_no,
            status,
            _text(said, "transaction_id"),
            _fen(said, "total"),
            moment_of(said.get("success_time")),
        )

    def close(self, order_no: str) -> None:
        require_number(order_no)
        path = f"/v3/pay/transactions/out-trade-no/{order_no}/close"
        try:
            self._call("POST", path, {"mchid": self._who.merchant_id})
        except GatewayRefused as no:
            if no.code not in _ALREADY_CLOSED:
                raise

    def refund(self, refund: Refund) -> RefundState:
        body = {
            "out_trade_no": refund.order_no,
            "out_refund_no": refund.refund_no,
            "reason": refund.reason,
            "notify_url": self._endpoint.notify_url,
            "amount": {
                "refund": refund.amount_fen,
                "total": refund.order_amount_fen,
                "currency": "CNY",
            },
        }
        return _refund_state(refund, self._call("POST", "/v3/refund/domestic/refunds", body))

    def query_refund(self, refund: Refund) -> RefundState:
        try:
            said = self._call("GET", f"/v3/refund/domestic/refunds/{refund.refund_no}")
        except GatewayRefused as no:
            if no.code == "RESOURCE_NOT_EXISTS":
                return RefundState(refund.refund_no, RefundStatus.ABSENT)
            raise
        return _refund_state(refund, said)

    def read_notice(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Notice:
        return read_notice(self._who, headers, body, now)

    def notice_reply(self, ok: bool) -> tuple[int, str, bytes]:
        if ok:
            return 200, "application/json", b'{"code":"SUCCESS"}'
        return 400, "application/json", '{"code":"FAIL","message":"失败"}'.encode()

    def _call(
        self, method: str, target: str, body: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "omms",
            "Wechatpay-Serial": self._who.platform_serial,
            "Authorization": authorization(self._who, method, target, content, self._now()),
        }
        request = httpx.Request(
            method, self._endpoint.base_url + target, content=content, headers=headers
        )
        return self._judge(self._endpoint.exchange(request))

    def _judge(self, answer: Answer) -> dict[str, Any]:
        said = _object(answer.body)
        if 200 <= answer.status < 300:
            try:
                require_signed(self._who.platform_keys, answer.headers, answer.body, self._now())
            except Unbelievable as why:
                # It may well have taken effect: such an answer proves nothing either way.
                raise GatewayUnknown(f"answer_{why.reason}") from None
            return said
        code = str(said.get("code", "") or f"HTTP_{answer.status}")[:60]
        if code in _UNCERTAIN or not 400 <= answer.status < 500 or "code" not in said:
            raise GatewayUnknown(code)
        raise GatewayRefused(code)


def moment_of(text: object) -> datetime | None:
    """An aware UTC time from RFC 3339, nothing for anything else."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment and moment.tzinfo else None


def _refund_state(refund: Refund, said: Mapping[str, Any]) -> RefundState:
    if (said.get("out_refund_no"), said.get("out_trade_no")) != (
        refund.refund_no,
        refund.order_no,
    ):
        raise GatewayUnknown("mismatch")
    return RefundState(
        refund.refund_no,
        _known(REFUND_STATES, said.get("status")),
        _text(said, "refund_id"),
        _fen(said, "refund"),
        moment_of(said.get("success_time")),
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise GatewayUnknown("incomplete")
    return value


def _fen(said: Mapping[str, Any], name: str) -> int:
    amount = said.get("amount")
    value = amount.get(name) if isinstance(amount, dict) else None
    if type(value) is not int or value < 0:
        raise GatewayUnknown("incomplete")
    return value


def _known(states: Mapping[str, S], word: object) -> S:
    status = states.get(str(word))
    if status is None:
        raise GatewayUnknown("incomplete")
    return status
