"""Which WeChat Pay notices are believed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from omms_server.payments.gateway import Gateway, NoticeKind, NoticeRefused
from omms_server.payments.sandbox.keys import MERCHANT_ID, WECHAT_APP_ID, GatewayKeys
from omms_server.payments.sandbox.wechat import sealed, signed_headers

AT = datetime(2026, 6, 5, 1, 2, 3, tzinfo=UTC)
PAID: dict[str, Any] = {
    "mchid": MERCHANT_ID,
    "appid": WECHAT_APP_ID,
    "out_trade_no": "ORDER-0001",
    "transaction_id": "4200000000",
    "trade_state": "SUCCESS",
    "success_time": "2026-06-05T09:02:01+08:00",
    "amount": {"total": 100, "payer_total": 90, "currency": "CNY"},
}
REFUNDED: dict[str, Any] = {
    "mchid": MERCHANT_ID,
    "out_trade_no": "ORDER-0001",
    "transaction_id": "4200000000",
    "out_refund_no": "ORDER-0001R1",
    "refund_id": "5000000000",
    "refund_status": "SUCCESS",
    "success_time": "2026-06-05T09:02:01+08:00",
    "amount": {"total": 100, "refund": 40, "payer_total": 90, "payer_refund": 36},
}


@pytest.fixture
def wechat(gateways: dict[str, Gateway]) -> Gateway:
    return gateways["wechat"]


def letter(
    keys: GatewayKeys, plain: Mapping[str, Any], original: str = "transaction"
) -> tuple[dict[str, str], bytes]:
    body = sealed(keys.api_key, original, "TRANSACTION.SUCCESS", plain, AT)
    return signed_headers(keys.platform_key, body, AT), body


def why_refused(wechat: Gateway, headers: Mapping[str, str], body: bytes) -> str:
    with pytest.raises(NoticeRefused) as refused:
        wechat.read_notice(headers, body, AT)
    return refused.value.reason


def test_a_payment_is_read(wechat: Gateway, keys: GatewayKeys) -> None:
    notice = wechat.read_notice(*letter(keys, PAID), AT)
    assert (notice.kind, notice.succeeded) == (NoticeKind.PAYMENT, True)
    assert (notice.order_no, notice.gateway_no) == ("ORDER-0001", "4200000000")
    assert notice.amount_fen == 100
    assert notice.paid_at == AT - timedelta(seconds=2)


@pytest.mark.parametrize("status", ["SUCCESS", "ABNORMAL", "CLOSED"])
def test_a_refund_is_read(wechat: Gateway, keys: GatewayKeys, status: str) -> None:
    plain = {**REFUNDED, "refund_status": status}
    notice = wechat.read_notice(*letter(keys, plain, "refund"), AT)
    assert (notice.kind, notice.refund_no) == (NoticeKind.REFUND, "ORDER-0001R1")
    assert notice.amount_fen == 40
    assert notice.succeeded is (status == "SUCCESS")
    assert (notice.paid_at is not None) is notice.succeeded


def test_header_names_may_come_in_any_case(wechat: Gateway, keys: GatewayKeys) -> None:
    headers, body = letter(keys, PAID)
    for change in (str.lower, str.upper):
        changed = {change(name): value for name, value in headers.items()}
        assert wechat.read_notice(changed, body, AT).amount_fen == 100


@pytest.mark.parametrize("at", range(0, 700, 37))
def test_one_changed_byte_is_refused(wechat: Gateway, keys: GatewayKeys, at: int) -> None:
    headers, body = letter(keys, PAID)
    at %= len(body)
    changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
    assert why_refused(wechat, headers, changed) == "signature"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("Wechatpay-Nonce", "another", "signature"),
        ("Wechatpay-Signature", "", "signature"),
        ("Wechatpay-Signature", "not base64!", "signature"),
        ("Wechatpay-Signature", "签名", "signature"),
        ("Wechatpay-Signature", "WECHATPAY/SIGNTEST/YWJj", "probe"),
        ("Wechatpay-Serial", "PUB_KEY_ID_OTHER", "serial"),
        ("Wechatpay-Serial", "", "serial"),
        ("Wechatpay-Timestamp", "", "timestamp"),
        ("Wechatpay-Timestamp", "١٢٣", "timestamp"),
        ("Wechatpay-Timestamp", "9" * 400, "timestamp"),
        ("Wechatpay-Timestamp", "1", "stale"),
        ("Wechatpay-Signature-Type", "WECHATPAY2-SM2-WITH-SM3", "signature_type"),
    ],
)
def test_a_changed_header_is_refused(
    wechat: Gateway, keys: GatewayKeys, name: str, value: str, reason: str
) -> None:
    headers, body = letter(keys, PAID)
    assert why_refused(wechat, headers | {name: value}, body) == reason


def test_a_probe_over_a_good_signature_is_refused(wechat: Gateway, keys: GatewayKeys) -> None:
    headers, body = letter(keys, PAID)
    headers["Wechatpay-Signature"] = "WECHATPAY/SIGNTEST/" + headers["Wechatpay-Signature"]
    assert why_refused(wechat, headers, body) == "probe"
    assert 400 <= wechat.notice_reply(ok=False)[0] < 500


@pytest.mark.parametrize(("seconds", "is_fresh"), [(299, True), (300, False), (86_400, False)])
def test_a_replayed_notice_is_refused_when_it_is_old(
    wechat: Gateway, keys: GatewayKeys, seconds: int, is_fresh: bool
) -> None:
    headers, body = letter(keys, PAID)
    for late in (timedelta(seconds=seconds), timedelta(seconds=-seconds)):
        if is_fresh:
            assert wechat.read_notice(headers, body, AT + late).amount_fen == 100
        else:
            with pytest.raises(NoticeRefused, match="stale"):
                wechat.read_notice(headers, body, AT + late)


def test_a_stranger_who_knows_our_key_for_sealing_is_refused(
    wechat: Gateway, keys: GatewayKeys
) -> None:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    _, body = letter(keys, PAID)
    assert why_refused(wechat, signed_headers(stranger, body, AT), body) == "signature"


def test_a_notice_sealed_with_another_key_is_refused(wechat: Gateway, keys: GatewayKeys) -> None:
    body = sealed(b"x" * 32, "transaction", "TRANSACTION.SUCCESS", PAID, AT)
    headers = signed_headers(keys.platform_key, body, AT)
    assert why_refused(wechat, headers, body) == "sealed"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"mchid": "1900000002"}, "merchant"),
        ({"appid": "wx0000000000000002"}, "app"),
        ({"amount": {"total": 100, "currency": "USD"}}, "currency"),
        ({"amount": {"total": 0}}, "unreadable"),
        ({"amount": {"total": -1}}, "unreadable"),
        ({"amount": {"total": 1.0}}, "unreadable"),
        ({"amount": {"total": True}}, "unreadable"),
        ({"amount": {"total": "100"}}, "unreadable"),
        ({"amount": []}, "unreadable"),
        ({"out_trade_no": ""}, "unreadable"),
        ({"out_trade_no": "x" * 65}, "unreadable"),
        ({"success_time": "2026-06-05T09:02:01"}, "unreadable"),
        ({"success_time": None}, "unreadable"),
    ],
)
def test_a_signed_notice_that_is_not_ours_or_not_whole_is_refused(
    wechat: Gateway, keys: GatewayKeys, change: dict[str, Any], reason: str
) -> None:
    assert why_refused(wechat, *letter(keys, PAID | change)) == reason


@pytest.mark.parametrize("name", sorted(PAID))
def test_a_payment_that_lacks_a_field_is_refused(
    wechat: Gateway, keys: GatewayKeys, name: str
) -> None:
    plain = {key: value for key, value in PAID.items() if key != name}
    assert why_refused(wechat, *letter(keys, plain)) == "unreadable"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "unreadable"),
        (b"[]", "unreadable"),
        (b"{}", "unreadable"),
        (b"\xff", "unreadable"),
        (b"[" * 60_000, "unreadable"),
        (b'{"resource": {"algorithm": "AEAD_SM4_GCM"}}', "algorithm"),
        (b'{"resource": {"algorithm": "AEAD_AES_256_GCM"}}', "sealed"),
        (b" " * 65_537, "too_large"),
    ],
)
def test_a_signed_body_that_is_no_notice_is_refused(
    wechat: Gateway, keys: GatewayKeys, body: bytes, reason: str
) -> None:
    assert why_refused(wechat, signed_headers(keys.platform_key, body, AT), body) == reason


def test_a_refund_cannot_pass_for_a_payment(wechat: Gateway, keys: GatewayKeys) -> None:
    assert why_refused(wechat, *letter(keys, REFUNDED, "transaction")) == "unreadable"
    assert why_refused(wechat, *letter(keys, PAID, "refund")) == "unreadable"
    assert why_refused(wechat, *letter(keys, PAID, "coupon")) == "unreadable"


def test_the_replies_are_what_the_gateway_expects(wechat: Gateway) -> None:
    assert wechat.notice_reply(ok=True)[0] == 200
    status, kind, body = wechat.notice_reply(ok=False)
    assert (status, kind) == (400, "application/json")
    assert json.loads(body)["code"] == "FAIL"
