"""Alipay open API 1.0, SIMULATED: precreated trades, queries, closing, refunds, callbacks."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
from fastapi import APIRouter, Request, Response

from omms_server.payments.alipay_text import BEIJING, beijing_of, fen_of, text_to_sign, yuan_of
from omms_server.payments.signing import is_signed, sign

from .book import No, Refusal, Repayment, Stage, Trade, new_trade
from .courier import Letter, is_allowed
from .keys import ALIPAY_APP_ID, SELLER_ID
from .machine import Machine, Spoilt, TooLong, body_of

WORDS = {
    No.NO_ORDER: "ACQ.TRADE_NOT_EXIST",
    No.NO_REFUND: "ACQ.TRADE_NOT_EXIST",
    No.PAID: "ACQ.TRADE_HAS_SUCCESS",
    No.CLOSED: "ACQ.TRADE_HAS_CLOSE",
    No.CHANGED: "ACQ.CONTEXT_INCONSISTENT",
    No.NOT_PAID: "ACQ.TRADE_STATUS_ERROR",
    No.TOO_MUCH: "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
    No.REFUND_CHANGED: "ACQ.DISCORDANT_REPEAT_REQUEST",
    No.TOO_MANY: "ACQ.TRADE_STATUS_ERROR",
}
Said = dict[str, Any]


class AlipayGateway:
    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.router = APIRouter()
        self.router.add_api_route("/gateway.do", self._serve, methods=["GET", "POST"])
        self._methods: dict[str, Callable[[Said, Mapping[str, str], str], Said]] = {
            "alipay.trade.precreate": self._precreate,
            "alipay.trade.query": self._query,
            "alipay.trade.close": self._close,
            "alipay.trade.refund": self._refund,
            "alipay.trade.fastpay.refund.query": self._query_refund,
        }

    def tell_payment(self, trade: Trade) -> None:
        """Send the callback of a payment."""
        amount = yuan_of(trade.amount_fen + self._machine.switches.wrong_amount_fen)
        self._send(trade, {"total_amount": amount, "receipt_amount": amount})

    def tell_refund(self, trade: Trade, repayment: Repayment) -> None:
        """Send the callback of a refund; its amount is all that was given back so far."""
        amount = yuan_of(trade.amount_fen)
        told = {
            "total_amount": amount,
            "out_biz_no": repayment.refund_no,
            "refund_fee": yuan_of(trade.refunded_fen),
            "gmt_refund": beijing_of(repayment.done_at or self._machine.book.now()),
        }
        self._send(trade, told)

    async def _serve(self, request: Request) -> Response:
        method = "error"
        try:
            body = await body_of(request)
            fields = dict(request.query_params) | dict(parse_qsl(body.decode()))
            method = fields["method"]
            base = str(request.base_url).rstrip("/")
            if not self._is_ours(fields):
                return self._answer(method, _no("40002", "isv.invalid-signature"), is_signed=False)
            act = self._methods[method]
            content = json.loads(fields["biz_content"])
            said = await self._machine.run(lambda: act(content, fields, base))
        except Refusal as why:
            return self._answer(method, _no("40004", WORDS[why.no]))
        except Spoilt:
            return self._answer(method, _no("20000", "aop.unknow-error"))
        except (TooLong, ValueError, KeyError, TypeError, AttributeError):
            said = _no("40002", "isv.invalid-parameter")
            return self._answer(method, said, is_signed=False)
        return self._answer(method, {"code": "10000", "msg": "Success"} | said)

    def _is_ours(self, fields: Mapping[str, str]) -> bool:
        text = text_to_sign(fields, without=frozenset({"sign"}))
        return (
            fields.get("app_id") == ALIPAY_APP_ID
            and fields.get("sign_type") == "RSA2"
            and is_signed(self._machine.keys.app_key, text, fields.get("sign", ""))
        )

    def _answer(self, method: str, said: Said, *, is_signed: bool = True) -> Response:
        # Alipay writes slashes escaped, which is one reason why the raw text must be verified.
        inner = _json(said).replace("/", "\\/")
        key = self._machine.answer_key(self._machine.keys.alipay_key)
        end = f',"sign":"{sign(key, inner.encode())}"' if is_signed else ""
        body = f'{{"{method.replace(".", "_")}_response":{inner}{end}}}'
        return Response(body, media_type="application/json")

    def _precreate(self, content: Said, fields: Mapping[str, str], base: str) -> Said:
        url = fields.get("notify_url", "")
        if url and not is_allowed(url):
            raise ValueError("notify_url")
        now = self._machine.book.now()
        expires = content.get("time_expire")
        wanted = new_trade(
            "alipay",
            now,
            order_no=content["out_trade_no"],
            amount_fen=_fen(content["total_amount"]),
            description=content["subject"],
            notify_url=url,
            expires_at=_moment(expires) if expires else now + timedelta(hours=2),
        )
        trade = self._machine.book.open(wanted)
        return {"out_trade_no": trade.order_no, "qr_code": f"{base}/pay/{trade.code}"}

    def _query(self, content: Said, _: Mapping[str, str], __: str) -> Said:
        trade = self._trade(content)
        said = {
            "trade_no": trade.trade_no,
            "out_trade_no": trade.order_no,
            "trade_status": _status(trade),
            "total_amount": yuan_of(trade.amount_fen),
            "buyer_logon_id": "SIM***@{example}",
        }
        if trade.paid_at:
            said["send_pay_date"] = beijing_of(trade.paid_at)
        return said

    def _close(self, content: Said, _: Mapping[str, str], __: str) -> Said:
        trade = self._trade(content)
        if trade.stage is Stage.CLOSED:
            raise Refusal(No.CLOSED)
        self._machine.book.close(trade)
        return {"trade_no": trade.trade_no, "out_trade_no": trade.order_no}

    def _refund(self, content: Said, _: Mapping[str, str], __: str) -> Said:
        trade = self._trade(content)
        is_done = not self._machine.switches.take("slow_refunds")
        number = content.get("out_request_no") or trade.order_no
        made, is_new = self._machine.book.refund(
            trade, number, _fen(content["refund_amount"]), done=is_done
        )
        if is_new:
            made.notify_url = trade.notify_url
            if is_done:
                self.tell_refund(trade, made)
        return {
            "trade_no": trade.trade_no,
            "out_trade_no": trade.order_no,
            "fund_change": "Y" if is_new and is_done else "N",
            "refund_fee": yuan_of(trade.refunded_fen),
        }

    def _query_refund(self, content: Said, _: Mapping[str, str], __: str) -> Said:
        trade = self._trade(content)
        made = trade.repayments.get(content["out_request_no"])
        if made is None or made.done_at is None:
            return {}
        return {
            "trade_no": trade.trade_no,
            "out_trade_no": trade.order_no,
            "out_request_no": made.refund_no,
            "total_amount": yuan_of(trade.amount_fen),
            "refund_amount": yuan_of(made.amount_fen),
            "refund_status": "REFUND_SUCCESS",
            "gmt_refund_pay": beijing_of(made.done_at),
        }

    def _trade(self, content: Said) -> Trade:
        trade = self._machine.book.find("alipay", content["out_trade_no"])
        if not trade.seen:
            # The code exists, the trade does not until the payer has scanned it.
            raise Refusal(No.NO_ORDER)
        return trade

    def _send(self, trade: Trade, told: Mapping[str, str]) -> None:
        if not trade.notify_url or trade.paid_at is None:
            return
        keys, book = self._machine.keys, self._machine.book
        fields = {
            "notify_type": "trade_status_sync",
            "notify_id": secrets.token_hex(17),
            "app_id": ALIPAY_APP_ID,
            "charset": "utf-8",
            "version": "1.0",
            "trade_no": trade.trade_no,
            "out_trade_no": trade.order_no,
            "seller_id": SELLER_ID,
            "trade_status": _status(trade),
            "subject": trade.description,
            "gmt_create": beijing_of(trade.made_at),
            "gmt_payment": beijing_of(trade.paid_at),
            "fund_bill_list": _json([{"amount": told["total_amount"], "fundChannel": "SIMULATED"}]),
            **told,
        }

        def write() -> tuple[Mapping[str, str], bytes]:
            form = signed_form(keys.alipay_key, fields, book.now())
            return {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}, form

        self._machine.courier.send(Letter(trade.notify_url, write, _is_success))


def signed_form(key: Any, fields: Mapping[str, str], now: datetime) -> bytes:
    """A callback's body: sign and sign_type are no part of what is signed."""
    form = dict(fields) | {"notify_time": beijing_of(now)}
    signature = sign(key, text_to_sign(form, without=frozenset({"sign", "sign_type"})))
    return urlencode(form | {"sign_type": "RSA2", "sign": signature}).encode()


def _is_success(answer: httpx.Response) -> bool:
    return answer.content == b"success"


def _status(trade: Trade) -> str:
    if trade.stage is Stage.OPEN:
        return "WAIT_BUYER_PAY"
    if trade.stage is Stage.CLOSED or trade.refunded_fen == trade.amount_fen:
        return "TRADE_CLOSED"
    return "TRADE_SUCCESS"


def _no(code: str, sub_code: str) -> Said:
    return {"code": code, "msg": "SIMULATED", "sub_code": sub_code, "sub_msg": "SIMULATED"}


def _fen(value: object) -> int:
    amount = fen_of(str(value))
    if amount <= 0:
        raise ValueError("amount")
    return amount


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING).astimezone(UTC)


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
