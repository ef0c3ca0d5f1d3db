"""Reads an Alipay notice and believes nothing it cannot prove."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from .alipay_text import fen_of, moment_of, text_to_sign
from .gateway import FRESH_FOR, MAX_NOTICE_BYTES, Notice, NoticeKind, NoticeRefused
from .signing import is_signed

_NOT_SIGNED = frozenset({"sign", "sign_type"})
_MAX_FIELDS = 80


def read_notice(
    app_id: str, seller_id: str, key: RSAPublicKey, body: bytes, now: datetime
) -> Notice:
    """The notice in the form `body`; raises `NoticeRefused` (DOMAIN FIN-R3)."""
    if len(body) > MAX_NOTICE_BYTES:
        raise NoticeRefused("too_large")
    try:
        fields = _fields(body)
        # The kind of signature is ours to say: a notice may not choose a weaker one.
        if fields.get("sign_type") != "RSA2":
            raise NoticeRefused("signature_type")
        if not is_signed(key, text_to_sign(fields, without=_NOT_SIGNED), fields.get("sign", "")):
            raise NoticeRefused("signature")
        if abs(now - moment_of(fields["notify_time"])) >= FRESH_FOR:
            raise NoticeRefused("stale")
        if fields.get("app_id") != app_id:
            raise NoticeRefused("app")
        if fields.get("seller_id") != seller_id:
            raise NoticeRefused("merchant")
        return _notice(fields)
    except (KeyError, TypeError, ValueError):
        raise NoticeRefused("unreadable") from None


def _fields(body: bytes) -> dict[str, str]:
    pairs = parse_qsl(
        body.decode("ascii"),
        keep_blank_values=True,
        strict_parsing=True,
        encoding="utf-8",
        errors="strict",
        max_num_fields=_MAX_FIELDS,
    )
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field is given twice")
    return fields


def _notice(fields: Mapping[str, str]) -> Notice:
    is_refund = bool(fields.get("refund_fee")) and bool(fields.get("gmt_refund"))
    succeeded = is_refund or fields["trade_status"] in ("TRADE_SUCCESS", "TRADE_FINISHED")
    moved = fields["gmt_refund" if is_refund else "gmt_payment"] if succeeded else None
    return Notice(
        gateway="alipay",
        notice_id=fields["notify_id"],
        kind=NoticeKind.REFUND if is_refund else NoticeKind.PAYMENT,
        order_no=fields["out_trade_no"],
        refund_no=fields.get("out_biz_no", "") if is_refund else "",
        gateway_no=fields["trade_no"],
        amount_fen=fen_of(fields["refund_fee" if is_refund else "total_amount"]),
        succeeded=succeeded,
        paid_at=moment_of(moved) if moved is not None else None,
    )
