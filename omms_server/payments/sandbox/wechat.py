"""WeChat Pay API v3, SIMULATED: native orders, queries, closing, refunds and sealed callbacks."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import APIRouter, Request, Response

from omms_server.payments.signing import is_signed, sign

from .book import No, Refusal, Repayment, Stage, Trade, new_trade
from .courier import Letter, is_allowed
from .keys import MERCHANT_ID, PLATFORM_SERIAL, WECHAT_APP_ID
from .machine import Machine, Spoilt, TooLong, body_of

SCHEME = "WECHATPAY2-SHA256-RSA2048"
WORDS = {
    No.NO_ORDER: (404, "ORDER_NOT_EXIST"),
    No.NO_REFUND: (404, "RESOURCE_NOT_EXISTS"),
    No.PAID: (400, "ORDERPAID"),
    No.CLOSED: (400, "ORDER_CLOSED"),
    No.CHANGED: (403, "OUT_TRADE_NO_USED"),
    No.NOT_PAID: (400, "INVALID_REQUEST"),
    No.TOO_MUCH: (400, "INVALID_REQUEST"),
    No.REFUND_CHANGED: (400, "INVALID_REQUEST"),
    No.TOO_MANY: (403, "REQUEST_BLOCKED"),
}
_NUMBER = re.compile(r"[0-9A-Za-z_*|-]{6,32}")
_PART = re.compile(r'(\w+)="([^"]*)"')
Said = dict[str, Any]


class Wechat:
    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.router = APIRouter(prefix="/v3")
        add = self.router.add_api_route
        add("/pay/transactions/native", self._open, methods=["POST"])
        add("/pay/transactions/out-trade-no/{number}", self._query, methods=["GET"])
        add("/pay/transactions/out-trade-no/{number}/close", self._close, methods=["POST"])
        add("/refund/domestic/refunds", self._refund, methods=["POST"])
        add("/refund/domestic/refunds/{number}", self._query_refund, methods=["GET"])

    def tell_payment(self, trade: Trade) -> None:
        """Send the callback of a payment."""
        plain = _transaction(trade)
        plain["amount"] = _paid(trade.amount_fen + self._machine.switches.wrong_amount_fen)
        self._send(trade.notify_url, "transaction", "TRANSACTION.SUCCESS", plain)

    def tell_refund(self, trade: Trade, repayment: Repayment) -> None:
        """Send the callback of a refund."""
        plain = _repayment(trade, repayment)
        plain |= {"mchid": MERCHANT_ID, "refund_status": plain.pop("status")}
        self._send(repayment.notify_url, "refund", "REFUND.SUCCESS", plain)

    async def _open(self, request: Request) -> Response:
        base = str(request.base_url).rstrip("/")

        def act(said: Said) -> Said:
            _require_ours(said)
            now = self._machine.book.now()
            expires = said.get("time_expire")
            wanted = new_trade(
                "wechat",
                now,
                order_no=said["out_trade_no"],
                amount_fen=_fen(said["amount"]["total"]),
                description=said["description"],
                notify_url=said["notify_url"],
                expires_at=datetime.fromisoformat(expires) if expires else _default_expiry(now),
            )
            trade = self._machine.book.open(wanted)
            return {"code_url": f"{base}/pay/{trade.code}"}

        return await self._serve(request, act)

    async def _query(self, request: Request, number: str) -> Response:
        def act(_: Said) -> Said:
            if request.query_params.get("mchid") != MERCHANT_ID:
                raise ValueError("mchid")
            return _transaction(self._machine.book.find("wechat", number))

        return await self._serve(request, act)

    async def _close(self, request: Request, number: str) -> Response:
        def act(said: Said) -> None:
            if said["mchid"] != MERCHANT_ID:
                raise ValueError("mchid")
            self._machine.book.close(self._machine.book.find("wechat", number))

        return await self._serve(request, act)

    async def _refund(self, request: Request) -> Response:
        def act(said: Said) -> Said:
            trade = self._machine.book.find("wechat", said["out_trade_no"])
            if _fen(said["amount"]["total"]) != trade.amount_fen:
                raise ValueError("total")
            if not _NUMBER.fullmatch(said["out_refund_no"]):
                raise ValueError("out_refund_no")
            amount = _fen(said["amount"]["refund"])
            is_done = not self._machine.switches.take("slow_refunds")
            made, is_new = self._machine.book.refund(
                trade, said["out_refund_no"], amount, done=is_done
            )
            if is_new:
                made.notify_url = said.get("notify_url", "")
                if is_done:
                    self.tell_refund(trade, made)
            return _repayment(trade, made)

        return await self._serve(request, act)

    async def _query_refund(self, request: Request, number: str) -> Response:
        return await self._serve(
            request, lambda _: _repayment(*self._machine.book.find_refund("wechat", number))
        )

    async def _serve(self, request: Request, act: Callable[[Said], Said | None]) -> Response:
        try:
            body = await body_of(request)
            if not self._is_signed(request, body):
                return self._answer(401, {"code": "SIGN_ERROR", "message": "SIMULATED: signature"})
            said = json.loads(body) if body else {}
            done = await self._machine.run(lambda: act(said))
        except Refusal as why:
            status, code = WORDS[why.no]
            return self._answer(status, {"code": code, "message": f"SIMULATED: {why.no}"})
        except Spoilt:
            return self._answer(500, {"code": "SYSTEM_ERROR", "message": "SIMULATED"})
        except (TooLong, ValueError, KeyError, TypeError, AttributeError) as why:
            return self._answer(400, {"code": "PARAM_ERROR", "message": f"SIMULATED: {why}"})
        return self._answer(204 if done is None else 200, done)

    def _is_signed(self, request: Request, body: bytes) -> bool:
        scheme, _, rest = request.headers.get("authorization", "").partition(" ")
        part = dict(_PART.findall(rest))
        path = request.scope["raw_path"].decode()
        query = request.scope["query_string"].decode()
        target = f"{path}?{query}" if query else path
        stamp, nonce = part.get("timestamp", ""), part.get("nonce_str", "")
        signed = f"{request.method}\n{target}\n{stamp}\n{nonce}\n".encode() + body + b"\n"
        keys, now = self._machine.keys, self._machine.book.now()
        return (
            scheme == SCHEME
            and part.get("mchid") == MERCHANT_ID
            and part.get("serial_no") == keys.merchant_serial
            and stamp.isdigit()
            and abs(now.timestamp() - int(stamp)) < 300
            and is_signed(keys.merchant_key, signed, part.get("signature", ""))
        )

    def _answer(self, status: int, said: Said | None) -> Response:
        body = b"" if said is None else _json(said)
        key = self._machine.answer_key(self._machine.keys.platform_key)
        headers = signed_headers(key, body, self._machine.book.now())
        headers["Request-ID"] = secrets.token_hex(12)
        return Response(body, status, headers, media_type="application/json" if body else None)

    def _send(self, url: str, original: str, event: str, plain: Mapping[str, Any]) -> None:
        if not url:
            return
        keys, book = self._machine.keys, self._machine.book
        body = sealed(keys.api_key, original, event, plain, book.now())

        def write() -> tuple[Mapping[str, str], bytes]:
            headers = signed_headers(keys.platform_key, body, book.now())
            return headers | {"Content-Type": "application/json"}, body

        self._machine.courier.send(Letter(url, write, lambda answer: answer.is_success))


def signed_headers(key: Any, body: bytes, now: datetime) -> dict[str, str]:
    """The headers that sign an answer or a callback."""
    stamp, nonce = str(int(now.timestamp())), secrets.token_hex(16)
    return {
        "Wechatpay-Timestamp": stamp,
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Serial": PLATFORM_SERIAL,
        "Wechatpay-Signature": sign(key, f"{stamp}\n{nonce}\n".encode() + body + b"\n"),
        "Wechatpay-Signature-Type": SCHEME,
    }


def sealed(
    api_key: bytes, original: str, event: str, plain: Mapping[str, Any], now: datetime
) -> bytes:
    """The body of a callback, its content sealed with the APIv3 key."""
    nonce = secrets.token_hex(6)
    text = AESGCM(api_key).encrypt(nonce.encode(), _json(plain), original.encode())
    return _json(
        {
            "id": secrets.token_hex(16),
            "create_time": now.isoformat(timespec="seconds"),
            "resource_type": "encrypt-resource",
            "event_type": event,
            "summary": "SIMULATED",
            "resource": {
                "original_type": original,
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": base64.b64encode(text).decode(),
                "associated_data": original,
                "nonce": nonce,
            },
        }
    )


def _transaction(trade: Trade) -> Said:
    if trade.paid_at is None:
        state = "CLOSED" if trade.stage is Stage.CLOSED else "NOTPAY"
    else:
        state = "REFUND" if trade.repayments else "SUCCESS"
    said: Said = {
        "mchid": MERCHANT_ID,
        "appid": WECHAT_APP_ID,
        "out_trade_no": trade.order_no,
        "trade_state": state,
        "trade_state_desc": "SIMULATED",
        "amount": {"total": trade.amount_fen, "currency": "CNY"},
    }
    if trade.paid_at is not None:
        said |= {
            "transaction_id": trade.trade_no,
            "trade_type": "NATIVE",
            "bank_type": "OTHERS",
            "attach": "",
            "success_time": trade.paid_at.isoformat(timespec="seconds"),
            "payer": {"openid": "SIMULATED"},
            "amount": _paid(trade.amount_fen),
        }
    return said


def _repayment(trade: Trade, made: Repayment) -> Said:
    said: Said = {
        "refund_id": made.refund_id,
        "out_refund_no": made.refund_no,
        "transaction_id": trade.trade_no,
        "out_trade_no": trade.order_no,
        "channel": "ORIGINAL",
        "user_received_account": "SIMULATED",
        "create_time": made.made_at.isoformat(timespec="seconds"),
        "status": "SUCCESS" if made.done_at else "PROCESSING",
        "amount": {
            "total": trade.amount_fen,
            "refund": made.amount_fen,
            "payer_total": trade.amount_fen,
            "payer_refund": made.amount_fen,
            "currency": "CNY",
        },
    }
    if made.done_at:
        said["success_time"] = made.done_at.isoformat(timespec="seconds")
    return said


def _paid(amount_fen: int) -> Said:
    return {
        "total": amount_fen,
        "payer_total": amount_fen,
        "currency": "CNY",
        "payer_currency": "CNY",
    }


def _require_ours(said: Said) -> None:
    if (said["mchid"], said["appid"]) != (MERCHANT_ID, WECHAT_APP_ID):
        raise ValueError("mchid or appid")
    if not _NUMBER.fullmatch(said["out_trade_no"]):
        raise ValueError("out_trade_no")
    if not is_allowed(said["notify_url"]):
        raise ValueError("notify_url")


def _fen(value: object) -> int:
    if type(value) is not int or value <= 0:
        raise ValueError("amount")
    return value


def _json(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _default_expiry(now: datetime) -> datetime:
    return now + timedelta(hours=2)
