"""Orders and their notices at both gateways, shown against the sandbox."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from omms_server.payments.gateway import (
    Gateway,
    GatewayRefused,
    NoticeKind,
    NoticeRefused,
    Order,
    OrderStatus,
)
from omms_server.payments.sandbox.switches import Switches
from tests.support.payments import Orders, Pay, now, refund_of


def test_an_order_is_paid_once_its_code_is_paid(
    gateway: Gateway, make_order: Orders, pay: Pay
) -> None:
    order = make_order(amount_fen=1)
    opened = gateway.open_order(order)
    assert gateway.query(order.order_no).status in (OrderStatus.WAITING, OrderStatus.ABSENT)
    assert "已付款" in pay(opened.code_url).text
    state = gateway.query(order.order_no)
    assert (state.status, state.amount_fen) == (OrderStatus.PAID, 1)
    assert state.gateway_no
    assert state.paid_at
    assert abs(now() - state.paid_at) < timedelta(seconds=10)


def test_a_scanned_code_waits_for_its_payer(
    gateway: Gateway, make_order: Orders, http: httpx.Client
) -> None:
    order = make_order()
    http.get(gateway.open_order(order).code_url)
    assert gateway.query(order.order_no).status is OrderStatus.WAITING


def test_alipay_knows_no_trade_before_the_code_is_scanned(
    gateways: dict[str, Gateway], make_order: Orders
) -> None:
    order = make_order()
    gateways["alipay"].open_order(order)
    assert gateways["alipay"].query(order.order_no).status is OrderStatus.ABSENT


def test_opening_the_same_order_again_gives_the_same_code(
    gateway: Gateway, make_order: Orders
) -> None:
    order = make_order()
    assert gateway.open_order(order) == gateway.open_order(order)


def test_one_number_cannot_stand_for_two_amounts(gateway: Gateway, make_order: Orders) -> None:
    order = make_order()
    gateway.open_order(order)
    with pytest.raises(GatewayRefused):
        gateway.open_order(replace(order, amount_fen=order.amount_fen + 1))


def test_the_notice_of_a_payment_is_read_and_accepted(
    gateway: Gateway, paid: Order, inbox: Any
) -> None:
    letter = inbox.next()
    notice = gateway.read_notice(letter.headers, letter.body, now())
    assert letter.path == f"/{gateway.name}"
    assert (notice.gateway, notice.kind) == (gateway.name, NoticeKind.PAYMENT)
    assert (notice.order_no, notice.amount_fen) == (paid.order_no, paid.amount_fen)
    assert notice.succeeded
    assert notice.gateway_no == gateway.query(paid.order_no).gateway_no
    assert notice.paid_at == gateway.query(paid.order_no).paid_at


def test_a_notice_is_sent_again_until_it_is_accepted(
    gateway: Gateway, make_order: Orders, pay: Pay, inbox: Any
) -> None:
    answers = iter([False, True])
    inbox.reply = lambda _: gateway.notice_reply(next(answers))
    pay(gateway.open_order(make_order()).code_url)
    first, second = (
        gateway.read_notice(one.headers, one.body, now()) for one in (inbox.next(), inbox.next())
    )
    assert first == second
    assert next(answers, None) is None


def test_repeated_notices_carry_one_id(
    gateway: Gateway, make_order: Orders, pay: Pay, inbox: Any, switches: Switches
) -> None:
    switches.duplicate_callbacks = 2
    pay(gateway.open_order(make_order()).code_url)
    letters = [inbox.next() for _ in range(3)]
    notices = {gateway.read_notice(one.headers, one.body, now()) for one in letters}
    assert len(notices) == 1


def test_a_notice_with_another_amount_shows_it(
    gateway: Gateway, make_order: Orders, pay: Pay, inbox: Any, switches: Switches
) -> None:
    switches.wrong_amount_fen = -34
    order = make_order(amount_fen=1234)
    pay(gateway.open_order(order).code_url)
    letter = inbox.next()
    assert gateway.read_notice(letter.headers, letter.body, now()).amount_fen == 1200
    assert gateway.query(order.order_no).amount_fen == 1234


@pytest.mark.parametrize("minutes", [-6, -5, 5, 6])
def test_a_notice_is_believed_for_less_than_five_minutes(
    gateway: Gateway, paid: Order, inbox: Any, minutes: int
) -> None:
    letter = inbox.next()
    # Some seconds more: on a busy machine the notice was written that long ago.
    at = now() + timedelta(minutes=minutes, seconds=2 * minutes)
    with pytest.raises(NoticeRefused, match="stale"):
        gateway.read_notice(letter.headers, letter.body, at)


def test_a_lost_notice_is_made_good_by_a_query(
    gateway: Gateway, make_order: Orders, pay: Pay, inbox: Any, switches: Switches
) -> None:
    switches.lost_callbacks = 1
    order = make_order()
    pay(gateway.open_order(order).code_url)
    assert gateway.query(order.order_no).status is OrderStatus.PAID
    assert switches.lost_callbacks == 0
    assert inbox.letters.empty()


def test_a_closed_order_cannot_be_paid(
    gateway: Gateway, make_order: Orders, pay: Pay, http: httpx.Client
) -> None:
    order = make_order()
    code_url = gateway.open_order(order).code_url
    http.get(code_url)
    gateway.close(order.order_no)
    gateway.close(order.order_no)
    assert "已关闭" in pay(code_url).text
    assert gateway.query(order.order_no).status is OrderStatus.CLOSED
    with pytest.raises(GatewayRefused):
        gateway.open_order(order)


def test_an_expired_order_cannot_be_paid(gateway: Gateway, make_order: Orders, pay: Pay) -> None:
    order = make_order(expires_in=timedelta(seconds=-1))
    assert "已关闭" in pay(gateway.open_order(order).code_url).text


def test_a_paid_order_cannot_be_closed(gateway: Gateway, paid: Order) -> None:
    with pytest.raises(GatewayRefused):
        gateway.close(paid.order_no)
    assert gateway.query(paid.order_no).status is OrderStatus.PAID


def test_an_order_nobody_opened_is_absent_and_counts_as_closed(gateway: Gateway) -> None:
    assert gateway.query("NEVER-OPENED").status is OrderStatus.ABSENT
    gateway.close("NEVER-OPENED")


def test_no_log_line_holds_a_number_a_signature_or_a_body(
    gateway: Gateway, paid: Order, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        gateway.query(paid.order_no)
        gateway.refund(refund_of(paid, 1))
    assert paid.order_no not in caplog.text
    assert "ignature" not in caplog.text


def test_a_client_shows_none_of_its_secrets(gateway: Gateway, folder: Path) -> None:
    shown = f"{vars(gateway)!r}"
    assert (folder / "clinic" / "wechat_api_key").read_text() not in shown
    assert "PrivateKey" not in shown
    assert gateway.simulated


@pytest.mark.parametrize("number", ["short", "a" * 33, "with space", "a/../../b", "号码号码号码"])
def test_a_number_that_could_change_the_path_is_not_sent(gateway: Gateway, number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        gateway.query(number)


@pytest.mark.parametrize("amount_fen", [0, -1, 10**10 + 1])
def test_an_order_has_a_sensible_amount(make_order: Orders, amount_fen: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        make_order(amount_fen=amount_fen)
