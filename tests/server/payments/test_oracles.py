"""Two independent SDKs against the same sandbox: they must understand it as our clients do."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3.utils import build_authorization, rsa_verify

from omms_server.payments import signing
from omms_server.payments.alipay_text import text_to_sign
from omms_server.payments.gateway import Gateway
from omms_server.payments.sandbox import keys as names
from omms_server.payments.sandbox.keys import GatewayKeys
from omms_server.payments.sandbox.switches import Switches
from tests.support.payments import Orders, Pay

with pytest.MonkeyPatch.context() as _patch:
    # Its import sends its log to the console; ours stays as it was.
    _patch.setattr("logging.config.dictConfig", lambda _: None)
    from alipay import AliPay
    from alipay.exceptions import AliPayValidationError
    from alipay.utils import AliPayConfig


@pytest.fixture(autouse=True)
def _direct_and_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDKs take proxies from the environment, and one logs bodies."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(logging.getLogger("python-alipay-sdk"), "disabled", True)


@pytest.fixture
def wechat_oracle(folder: Path, sandbox_url: str, inbox: Any) -> WeChatPay:
    clinic = folder / "clinic"
    serial, _ = signing.certificate(clinic / "wechat_merchant_certificate.pem")
    oracle = WeChatPay(
        wechatpay_type=WeChatPayType.NATIVE,
        mchid=names.MERCHANT_ID,
        private_key=(clinic / "wechat_merchant_key.pem").read_text(),
        cert_serial_no=serial,
        appid=names.WECHAT_APP_ID,
        apiv3_key=(clinic / "wechat_api_key").read_text(),
        notify_url=f"{inbox.url}/wechat",
        timeout=5,
        public_key=(clinic / "wechat_platform_public.pem").read_text(),
        public_key_id=names.PLATFORM_SERIAL,
    )
    oracle._core._gate_way = sandbox_url
    return oracle


@pytest.fixture
def alipay_oracle(folder: Path, sandbox_url: str, inbox: Any) -> AliPay:
    clinic = folder / "clinic"
    oracle = AliPay(
        appid=names.ALIPAY_APP_ID,
        app_notify_url=f"{inbox.url}/alipay",
        app_private_key_string=(clinic / "alipay_app_key.pem").read_text(),
        alipay_public_key_string=(clinic / "alipay_public.pem").read_text(),
        config=AliPayConfig(timeout=5),
    )
    oracle._gateway = f"{sandbox_url}/gateway.do"
    return oracle


def test_the_wechat_sdk_walks_the_whole_way_and_we_read_what_it_made(
    wechat_oracle: WeChatPay, gateways: dict[str, Gateway], pay: Pay, inbox: Any
) -> None:
    ask = {"description": "挂号", "amount": {"total": 321, "currency": "CNY"}}
    status, text = wechat_oracle.pay(out_trade_no="ORACLE-W-1", **ask)
    assert status == 200
    pay(json.loads(text)["code_url"])
    status, text = wechat_oracle.query(out_trade_no="ORACLE-W-1")
    said = json.loads(text)
    state = gateways["wechat"].query("ORACLE-W-1")
    assert (status, said["trade_state"]) == (200, "SUCCESS")
    assert (state.amount_fen, state.gateway_no) == (321, said["transaction_id"])

    letter = inbox.next()
    theirs = wechat_oracle.callback(letter.headers, letter.body)["resource"]
    ours = gateways["wechat"].read_notice(letter.headers, letter.body, datetime.now(UTC))
    assert (theirs["out_trade_no"], theirs["amount"]["total"]) == (ours.order_no, ours.amount_fen)

    status, text = wechat_oracle.refund(
        out_refund_no="ORACLE-W-1R",
        out_trade_no="ORACLE-W-1",
        amount={"refund": 21, "total": 321, "currency": "CNY"},
    )
    assert (status, json.loads(text)["status"]) == (200, "SUCCESS")
    assert json.loads(wechat_oracle.query_refund("ORACLE-W-1R")[1])["amount"]["refund"] == 21


def test_the_wechat_sdk_closes_an_order(wechat_oracle: WeChatPay) -> None:
    wechat_oracle.pay(
        description="挂号", out_trade_no="ORACLE-W-2", amount={"total": 1, "currency": "CNY"}
    )
    assert wechat_oracle.close("ORACLE-W-2")[0] == 204
    said = json.loads(wechat_oracle.query(out_trade_no="ORACLE-W-2")[1])
    assert said["trade_state"] == "CLOSED"


def test_the_wechat_sdk_refuses_what_we_refuse(
    wechat_oracle: WeChatPay,
    switches: Switches,
    inbox: Any,
    pay: Pay,
    gateways: dict[str, Gateway],
    make_order: Orders,
) -> None:
    order = make_order()
    pay(gateways["wechat"].open_order(order).code_url)
    letter = inbox.next()
    assert wechat_oracle.callback(letter.headers, letter.body + b" ") is None
    switches.forged_answers = 1
    with pytest.raises(Exception, match="verify"):
        wechat_oracle.query(out_trade_no=order.order_no)


def test_our_wechat_signature_is_one_the_sdk_verifies(
    gateways: dict[str, Gateway], keys: GatewayKeys, make_order: Orders
) -> None:
    sent: list[httpx.Request] = []
    with _overheard(gateways["wechat"], sent):
        gateways["wechat"].open_order(make_order())
    request = sent[0]
    part = dict(
        piece.split("=", 1)
        for piece in request.headers["Authorization"].split(" ", 1)[1].split(",")
    )
    part = {name: value.strip('"') for name, value in part.items()}
    first = f"{request.method}\n{request.url.raw_path.decode()}\n{part['timestamp']}"
    body = request.content.decode()
    # The SDK verifies three lines; method and path stand before our first.
    assert rsa_verify(first, part["nonce_str"], body, part["signature"], keys.merchant_key)
    assert not rsa_verify(first, "x", body, part["signature"], keys.merchant_key)


def test_the_sdk_s_wechat_signature_is_one_we_verify(folder: Path, keys: GatewayKeys) -> None:
    private = signing.private_key(folder / "clinic" / "wechat_merchant_key.pem")
    said = build_authorization("/v3/x?mchid=1", "POST", "1", "S", private, data='{"a":"值"}')
    part = dict(piece.split("=", 1) for piece in said.split(" ", 1)[1].split(","))
    part = {name: value.strip('"') for name, value in part.items()}
    text = f"POST\n/v3/x?mchid=1\n{part['timestamp']}\n{part['nonce_str']}\n" + '{"a":"值"}\n'
    assert signing.is_signed(keys.merchant_key, text.encode(), part["signature"])


def test_the_alipay_sdk_walks_the_whole_way_and_we_read_what_it_made(
    alipay_oracle: AliPay, gateways: dict[str, Gateway], pay: Pay, inbox: Any
) -> None:
    made = alipay_oracle.api_alipay_trade_precreate("挂号", "ORACLE-A-1", "3.21")
    pay(made["qr_code"])
    said = alipay_oracle.api_alipay_trade_query(out_trade_no="ORACLE-A-1")
    state = gateways["alipay"].query("ORACLE-A-1")
    assert (said["code"], said["trade_status"]) == ("10000", "TRADE_SUCCESS")
    assert (state.amount_fen, state.gateway_no) == (321, said["trade_no"])

    letter = inbox.next()
    form = dict(parse_qsl(letter.body.decode()))
    signature = form.pop("sign")
    ours = gateways["alipay"].read_notice(letter.headers, letter.body, datetime.now(UTC))
    assert alipay_oracle.verify(form, signature)
    assert not alipay_oracle.verify(form | {"total_amount": "0.01"}, signature)
    assert ours.order_no == form["out_trade_no"]

    refunded = alipay_oracle.api_alipay_trade_refund(
        "0.21", out_trade_no="ORACLE-A-1", out_request_no="ORACLE-A-1R"
    )
    assert (refunded["fund_change"], refunded["refund_fee"]) == ("Y", "0.21")
    found = alipay_oracle.api_alipay_trade_fastpay_refund_query(
        "ORACLE-A-1R", out_trade_no="ORACLE-A-1"
    )
    assert found["refund_status"] == "REFUND_SUCCESS"


def test_the_alipay_sdk_closes_a_scanned_trade(alipay_oracle: AliPay, http: httpx.Client) -> None:
    http.get(alipay_oracle.api_alipay_trade_precreate("挂号", "ORACLE-A-2", "0.01")["qr_code"])
    assert alipay_oracle.api_alipay_trade_close(out_trade_no="ORACLE-A-2")["code"] == "10000"
    said = alipay_oracle.api_alipay_trade_query(out_trade_no="ORACLE-A-2")
    assert said["trade_status"] == "TRADE_CLOSED"


def test_the_alipay_sdk_refuses_a_forged_answer(alipay_oracle: AliPay, switches: Switches) -> None:
    switches.forged_answers = 1
    with pytest.raises(AliPayValidationError):
        alipay_oracle.api_alipay_trade_query(out_trade_no="NEVER-OPENED")


def test_our_alipay_signature_is_one_the_sdk_verifies(
    gateways: dict[str, Gateway], folder: Path, make_order: Orders
) -> None:
    clinic, gateway = folder / "clinic", folder / "gateway"
    other_side = AliPay(
        appid=names.ALIPAY_APP_ID,
        app_private_key_string=(clinic / "alipay_app_key.pem").read_text(),
        alipay_public_key_string=(gateway / "alipay_app_public.pem").read_text(),
    )
    sent: list[httpx.Request] = []
    with _overheard(gateways["alipay"], sent):
        gateways["alipay"].open_order(make_order())
    form = dict(parse_qsl(sent[0].content.decode()))
    signature = form.pop("sign")
    text = "&".join(f"{name}={value}" for name, value in sorted(form.items()))
    assert other_side._verify(text, signature)
    assert not other_side._verify(text + "x", signature)


def test_the_sdk_s_alipay_signature_is_one_we_verify(
    alipay_oracle: AliPay, keys: GatewayKeys
) -> None:
    signed = alipay_oracle.client_api("alipay.trade.query", {"out_trade_no": "订单 +&="})
    form = dict(parse_qsl(signed))
    text = text_to_sign(form, without=frozenset({"sign"}))
    assert signing.is_signed(keys.app_key, text, form["sign"])
    assert len(base64.b64decode(form["sign"])) == 256


@contextmanager
def _overheard(gateway: Any, sent: list[httpx.Request]) -> Iterator[None]:
    """Keep what the client of `gateway` sends."""
    hooks = gateway._endpoint.http.event_hooks
    gateway._endpoint.http.event_hooks = {"request": [sent.append]}
    yield
    gateway._endpoint.http.event_hooks = hooks
