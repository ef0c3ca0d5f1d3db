"""When a call goes wrong its outcome is unknown, and a query settles it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from omms_server.payments.gateway import (
    Gateway,
    GatewayUnknown,
    Order,
    OrderStatus,
    RefundStatus,
)
from omms_server.payments.registry import gateways_from, simulated_settings
from omms_server.payments.sandbox.switches import Switches
from tests.support.payments import refund_of


def test_a_time_out_leaves_the_outcome_unknown_and_a_query_settles_it(
    gateway: Gateway, paid: Order, switches: Switches
) -> None:
    switches.held_answers, switches.hold_s = 1, 0.8
    refund = refund_of(paid, 100)
    with pytest.raises(GatewayUnknown, match="time_out"):
        gateway.refund(refund)
    assert gateway.query_refund(refund).status is RefundStatus.SUCCEEDED
    assert gateway.refund(refund).amount_fen == 100


@pytest.mark.parametrize(
    ("switch", "outcome"),
    [
        ("system_errors", RefundStatus.ABSENT),
        ("errors_after_effect", RefundStatus.SUCCEEDED),
        ("forged_answers", RefundStatus.SUCCEEDED),
    ],
)
def test_a_call_gone_wrong_is_unknown_until_it_is_asked_for(
    gateway: Gateway, paid: Order, switches: Switches, switch: str, outcome: RefundStatus
) -> None:
    setattr(switches, switch, 1)
    refund = refund_of(paid, 100)
    with pytest.raises(GatewayUnknown):
        gateway.refund(refund)
    assert gateway.query_refund(refund).status is outcome


@pytest.mark.parametrize("switch", ["system_errors", "forged_answers"])
def test_a_query_gone_wrong_says_nothing_about_the_order(
    gateway: Gateway, paid: Order, switches: Switches, switch: str
) -> None:
    setattr(switches, switch, 1)
    with pytest.raises(GatewayUnknown):
        gateway.query(paid.order_no)


@pytest.mark.parametrize("name", ["wechat", "alipay"])
def test_a_gateway_that_is_away_is_unknown(folder: Path, http: httpx.Client, name: str) -> None:
    settings = simulated_settings(folder, "http://127.0.0.1:9", "http://127.0.0.1:9")
    with pytest.raises(GatewayUnknown, match="connection"):
        gateways_from(settings, http)[name].query("ORDER-0001")


@pytest.mark.parametrize("name", ["wechat", "alipay"])
@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(502, text="<html>bad gateway</html>"),
        httpx.Response(404, text="<html>not found</html>"),
        httpx.Response(302, headers={"Location": "http://127.0.0.1:9/"}),
        httpx.Response(200, text="{}"),
        httpx.Response(200, text="[" * 20_000),
        httpx.Response(200, content=b"\xff\xfe"),
        httpx.Response(200, content=b"x" * 300_000),
    ],
)
def test_an_answer_nobody_signed_is_unknown(
    folder: Path, name: str, answer: httpx.Response
) -> None:
    settings = simulated_settings(folder, "http://127.0.0.1:9", "http://127.0.0.1:9")
    with (
        httpx.Client(transport=httpx.MockTransport(lambda _: answer)) as http,
        pytest.raises(GatewayUnknown),
    ):
        gateways_from(settings, http)[name].query("ORDER-0001")


def test_the_signed_answer_about_another_order_is_not_believed(
    gateway: Gateway, folder: Path, sandbox_url: str, paid: Order
) -> None:
    taken: list[httpx.Response] = []

    def replay(request: httpx.Request) -> httpx.Response:
        if not taken:
            with httpx.Client() as real:
                taken.append(
                    real.send(
                        httpx.Request(
                            request.method,
                            request.url,
                            headers=request.headers,
                            content=request.content,
                        )
                    )
                )
        return httpx.Response(200, content=taken[0].content, headers=taken[0].headers)

    settings = simulated_settings(folder, sandbox_url, "http://127.0.0.1:9")
    with httpx.Client(transport=httpx.MockTransport(replay)) as http:
        lying = gateways_from(settings, http)[gateway.name]
        assert lying.query(paid.order_no).status is OrderStatus.PAID
        with pytest.raises(GatewayUnknown, match="mismatch"):
            lying.query("ANOTHER-ORDER")
