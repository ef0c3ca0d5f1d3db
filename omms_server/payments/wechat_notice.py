"""Reads a WeChat Pay notice and believes nothing it cannot prove."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .gateway import MAX_NOTICE_BYTES, Notice, NoticeKind, NoticeRefused
from .wechat_signing import Unbelievable, WechatCredentials, require_signed, unseal

_KINDS = {"transaction": NoticeKind.PAYMENT, "refund": NoticeKind.REFUND}


def read_notice(
    who: WechatCredentials, headers: Mapping[str, str], body: bytes, now: datetime
) -> Notice:
    """The notice in `body`; raises `NoticeRefused` (DOMAIN FIN-R3, PROMISES "Payment notices")."""
    if len(body) > MAX_NOTICE_BYTES:
        raise NoticeRefused("too_large")
    try:
        require_signed(who.platform_keys, headers, body, now)
        outer = _object(body)
        resource = outer.get("resource")
        if not isinstance(resource, dict):
            raise NoticeRefused("unreadable")
        inner = _object(unseal(who.api_key, _strings(resource)))
        return _notice(who, outer, resource, inner)
    except Unbelievable as why:
        raise NoticeRefused(why.reason) from None
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NoticeRefused("unreadable") from None


def _notice(
    who: WechatCredentials,
    outer: Mapping[str, Any],
    resource: Mapping[str, Any],
    inner: Mapping[str, Any],
) -> Notice:
    kind = _KINDS[resource["original_type"]]
    if inner["mchid"] != who.merchant_id:
        raise NoticeRefused("merchant")
    # A refund's notice names no application.
    if kind is NoticeKind.PAYMENT and inner["appid"] != who.app_id:
        raise NoticeRefused("app")
    amount = inner["amount"]
    if not isinstance(amount, dict):
        raise TypeError("no amount")
    if amount.get("currency", "CNY") != "CNY":
        raise NoticeRefused("currency")
    is_payment = kind is NoticeKind.PAYMENT
    succeeded = (inner["trade_state"] if is_payment else inner["refund_status"]) == "SUCCESS"
    return Notice(
        gateway="wechat",
        notice_id=_word(outer["id"]),
        kind=kind,
        order_no=_word(inner["out_trade_no"]),
        refund_no="" if is_payment else _word(inner["out_refund_no"]),
        gateway_no=_word(inner["transaction_id"]),
        amount_fen=_fen(amount["total" if is_payment else "refund"]),
        succeeded=succeeded,
        paid_at=_moment(inner["success_time"]) if succeeded else None,
    )


def _object(body: bytes) -> dict[str, Any]:
    said = json.loads(body)
    if not isinstance(said, dict):
        raise TypeError("not an object")
    return said


def _strings(resource: Mapping[str, object]) -> dict[str, str]:
    return {name: value for name, value in resource.items() if isinstance(value, str)}


def _word(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 64:
        raise TypeError("not a word")
    return value


def _fen(value: object) -> int:
    if type(value) is not int or value <= 0:
        raise TypeError("not an amount")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment.astimezone(UTC)
