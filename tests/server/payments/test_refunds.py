"""Refunds at both gateways, shown against the sandbox."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from omms_server.payments.gateway import (
    Gateway,
    GatewayRefused,
    NoticeKind,
    Order,
    OrderStatus,
    RefundStatus,
)
from omms_server.payments.sandbox.switches import Switches
from tests.support.payments import Orders, now, refund_of


def test_a_refund_pays_once_however_often_it_is_sent(
    gateway: Gateway, paid: Order, inbox: Any
) -> None:
    inbox.next()
    refund = refund_of(paid, 1000)
    for _ in range(3):
        state = gateway.refund(refund)
        assert (state.status, state.amount_fen) == (RefundStatus.SUCCEEDED, 1000)
    assert gateway.query_refund(refund).amount_fen == 1000
    letter = inbox.next()
    notice = gateway.read_notice(letter.headers, letter.body, now())
    assert (notice.kind, notice.order_no) == (NoticeKind.REFUND, paid.order_no)
    assert (notice.refund_no, notice.amount_fen) == (refund.refund_no, 1000)
    assert notice.succeeded
    assert inbox.letters.empty()


def test_refunds_never_pass_what_was_paid(gateway: Gateway, paid: Order) -> None:
    gateway.refund(refund_of(paid, paid.amount_fen - 1, "R1"))
    with pytest.raises(GatewayRefused):
        gateway.refund(refund_of(paid, 2, "R2"))
    assert gateway.query_refund(refund_of(paid, 2, "R2")).status is RefundStatus.ABSENT
    assert gateway.refund(refund_of(paid, 1, "R3")).status is RefundStatus.SUCCEEDED
    assert gateway.query(paid.order_no).status is OrderStatus.REFUNDED


def test_one_refund_number_cannot_stand_for_two_amounts(gateway: Gateway, paid: Order) -> None:
    gateway.refund(refund_of(paid, 1))
    with pytest.raises(GatewayRefused):
        gateway.refund(refund_of(paid, 2))


def test_an_unpaid_order_cannot_be_refunded(
    gateway: Gateway, make_order: Orders, http: httpx.Client
) -> None:
    order = make_order()
    http.get(gateway.open_order(order).code_url)
    with pytest.raises(GatewayRefused):
        gateway.refund(refund_of(order, 1))


def test_a_slow_refund_is_not_taken_for_done(
    gateway: Gateway, paid: Order, switches: Switches, http: httpx.Client, sandbox_url: str
) -> None:
    switches.slow_refunds = 1
    refund = refund_of(paid, 5)
    assert gateway.refund(refund).status is RefundStatus.PROCESSING
    assert gateway.refund(refund).status is RefundStatus.PROCESSING
    assert gateway.query_refund(refund).status in (RefundStatus.PROCESSING, RefundStatus.ABSENT)
    assert http.post(f"{sandbox_url}/sandbox/settle-refunds").json() == {"settled": 1}
    assert gateway.query_refund(refund).status is RefundStatus.SUCCEEDED


def test_a_refund_cannot_exceed_its_order(make_order: Orders) -> None:
    with pytest.raises(ValueError, match="exceed"):
        refund_of(make_order(amount_fen=5), 6)
