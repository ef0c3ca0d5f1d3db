"""Which Alipay notices are believed."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1

from omms_server.payments.alipay_text import text_to_sign
from omms_server.payments.gateway import Gateway, NoticeKind, NoticeRefused
from omms_server.payments.sandbox.alipay import signed_form
from omms_server.payments.sandbox.keys import ALIPAY_APP_ID, SELLER_ID, GatewayKeys

AT = datetime(2026, 6, 5, 1, 2, 3, tzinfo=UTC)
NOT_SIGNED = frozenset({"sign", "sign_type"})
PAID = {
    "notify_type": "trade_status_sync",
    "notify_id": "n-1",
    "app_id": ALIPAY_APP_ID,
    "seller_id": SELLER_ID,
    "charset": "utf-8",
    "version": "1.0",
    "trade_no": "2026060522001",
    "out_trade_no": "ORDER-0001",
    "trade_status": "TRADE_SUCCESS",
    "total_amount": "1.00",
    "receipt_amount": "0.90",
    "subject": "门诊 & 挂号 = 100%+",
    "body": "",
    "gmt_payment": "2026-06-05 09:02:01",
    "fund_bill_list": '[{"amount":"1.00"}]',
}
REFUNDED = PAID | {
    "out_biz_no": "ORDER-0001R1",
    "refund_fee": "0.40",
    "gmt_refund": "2026-06-05 09:02:02.123",
}


@pytest.fixture
def alipay(gateways: dict[str, Gateway]) -> Gateway:
    return gateways["alipay"]


def why_refused(alipay: Gateway, body: bytes) -> str:
    with pytest.raises(NoticeRefused) as refused:
        alipay.read_notice({}, body, AT)
    return refused.value.reason


def test_a_payment_is_read(alipay: Gateway, keys: GatewayKeys) -> None:
    notice = alipay.read_notice({}, signed_form(keys.alipay_key, PAID, AT), AT)
    assert (notice.kind, notice.succeeded) == (NoticeKind.PAYMENT, True)
    assert (notice.order_no, notice.gateway_no) == ("ORDER-0001", "2026060522001")
    assert (notice.amount_fen, notice.notice_id) == (100, "n-1")
    assert notice.paid_at == AT - timedelta(seconds=2)


def test_a_refund_is_read(alipay: Gateway, keys: GatewayKeys) -> None:
    notice = alipay.read_notice({}, signed_form(keys.alipay_key, REFUNDED, AT), AT)
    assert (notice.kind, notice.refund_no) == (NoticeKind.REFUND, "ORDER-0001R1")
    assert (notice.amount_fen, notice.succeeded) == (40, True)


@pytest.mark.parametrize("status", ["TRADE_CLOSED", "WAIT_BUYER_PAY"])
def test_a_trade_without_payment_has_not_succeeded(
    alipay: Gateway, keys: GatewayKeys, status: str
) -> None:
    form = signed_form(keys.alipay_key, PAID | {"trade_status": status}, AT)
    notice = alipay.read_notice({}, form, AT)
    assert (notice.succeeded, notice.paid_at) == (False, None)


@pytest.mark.parametrize("name", sorted(PAID))
def test_a_changed_field_is_refused(alipay: Gateway, keys: GatewayKeys, name: str) -> None:
    form = dict(parse_qsl(signed_form(keys.alipay_key, PAID, AT).decode(), keep_blank_values=True))
    form[name] += "1"
    assert why_refused(alipay, urlencode(form).encode()) == "signature"


def test_an_added_field_is_refused(alipay: Gateway, keys: GatewayKeys) -> None:
    form = signed_form(keys.alipay_key, PAID, AT)
    assert why_refused(alipay, form + b"&refund_fee=1.00") == "signature"


def test_a_field_given_twice_is_refused(alipay: Gateway, keys: GatewayKeys) -> None:
    form = signed_form(keys.alipay_key, PAID, AT)
    assert why_refused(alipay, form + b"&total_amount=1.00") == "unreadable"


def test_a_notice_cannot_choose_a_weaker_signature(alipay: Gateway, keys: GatewayKeys) -> None:
    form = PAID | {"notify_time": "2026-06-05 09:02:03"}
    raw = keys.alipay_key.sign(text_to_sign(form, without=NOT_SIGNED), PKCS1v15(), SHA1())  # noqa: S303 - the attack
    weak = form | {"sign": base64.b64encode(raw).decode()}
    assert why_refused(alipay, urlencode(weak | {"sign_type": "RSA"}).encode()) == "signature_type"
    assert why_refused(alipay, urlencode(weak | {"sign_type": "RSA2"}).encode()) == "signature"
    assert why_refused(alipay, urlencode(weak).encode()) == "signature_type"


@pytest.mark.parametrize(("seconds", "is_fresh"), [(299, True), (300, False), (86_400, False)])
def test_a_replayed_notice_is_refused_when_it_is_old(
    alipay: Gateway, keys: GatewayKeys, seconds: int, is_fresh: bool
) -> None:
    form = signed_form(keys.alipay_key, PAID, AT)
    for late in (timedelta(seconds=seconds), timedelta(seconds=-seconds)):
        if is_fresh:
            assert alipay.read_notice({}, form, AT + late).amount_fen == 100
        else:
            with pytest.raises(NoticeRefused, match="stale"):
                alipay.read_notice({}, form, AT + late)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"app_id": "9021000000000002"}, "app"),
        ({"seller_id": "2088000000000002"}, "merchant"),
        ({"seller_id": ""}, "merchant"),
        ({"total_amount": "1.001"}, "unreadable"),
        ({"total_amount": "1e3"}, "unreadable"),
        ({"total_amount": "-1.00"}, "unreadable"),
        ({"total_amount": "１.00"}, "unreadable"),
        ({"gmt_payment": "yesterday"}, "unreadable"),
        ({"gmt_payment": ""}, "unreadable"),
    ],
)
def test_a_signed_notice_that_is_not_ours_or_not_whole_is_refused(
    alipay: Gateway, keys: GatewayKeys, change: dict[str, str], reason: str
) -> None:
    form = signed_form(keys.alipay_key, PAID | change, AT)
    assert why_refused(alipay, form) == reason


@pytest.mark.parametrize(
    "name", ["out_trade_no", "trade_no", "notify_id", "total_amount", "gmt_payment", "trade_status"]
)
def test_a_payment_that_lacks_a_field_is_refused(
    alipay: Gateway, keys: GatewayKeys, name: str
) -> None:
    fields = {key: value for key, value in PAID.items() if key != name}
    assert why_refused(alipay, signed_form(keys.alipay_key, fields, AT)) == "unreadable"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "signature_type"),
        (b"{}", "unreadable"),
        (b"\xff=1", "unreadable"),
        (b"a=%ff", "unreadable"),
        (b"&".join(b"a%d=1" % number for number in range(81)), "unreadable"),
        (b"a=1", "signature_type"),
        (b"sign_type=RSA2&sign=YWJj", "signature"),
        (b"a" * 65_537, "too_large"),
    ],
)
def test_a_body_that_is_no_notice_is_refused(alipay: Gateway, body: bytes, reason: str) -> None:
    assert why_refused(alipay, body) == reason


def test_the_replies_are_what_the_gateway_expects(alipay: Gateway) -> None:
    assert alipay.notice_reply(ok=True) == (200, "text/plain", b"success")
    assert alipay.notice_reply(ok=False)[2] != b"success"
