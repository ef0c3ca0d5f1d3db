"""The sandbox says that it is one, keeps its bounds and its keys."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from omms_server.payments.gateway import Gateway, GatewayRefused, Order
from omms_server.payments.registry import gateways_from, simulated_settings
from omms_server.payments.sandbox import book as books
from omms_server.payments.sandbox.app import serve
from omms_server.payments.sandbox.book import Book, No, Refusal, Trade, new_trade
from omms_server.payments.sandbox.courier import Courier, Letter, is_allowed
from omms_server.payments.sandbox.keys import sandbox_keys
from omms_server.payments.sandbox.switches import Switches
from tests.support.payments import Orders


def trade(order_no: str, amount_fen: int = 100) -> Trade:
    now = datetime.now(UTC)
    return new_trade(
        "wechat",
        now,
        order_no=order_no,
        amount_fen=amount_fen,
        description="挂号",
        notify_url="",
        expires_at=now + timedelta(minutes=5),
    )


def test_every_page_and_answer_says_that_it_is_simulated(
    gateway: Gateway, make_order: Orders, http: httpx.Client, sandbox_url: str
) -> None:
    page = http.get(gateway.open_order(make_order()).code_url)
    assert "模拟支付" in page.text
    assert "pay (simulated)" in page.text
    for answer in (page, http.get(f"{sandbox_url}/v3/x"), http.get(f"{sandbox_url}/pay/x")):
        assert "no real money" in answer.headers["X-Simulated"]


def test_a_description_cannot_write_into_the_page(gateway: Gateway, http: httpx.Client) -> None:
    expires = datetime.now(UTC) + timedelta(minutes=5)
    order = Order(f"ESCAPE-{gateway.name}", 1, "<script>alert(1)</script>", expires)
    page = http.get(gateway.open_order(order).code_url)
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_a_code_nobody_made_cannot_be_paid(http: httpx.Client, sandbox_url: str) -> None:
    assert http.get(f"{sandbox_url}/pay/nothing").status_code == 404
    answer = http.post(f"{sandbox_url}/pay/nothing", follow_redirects=True)
    assert answer.status_code == 404


def test_a_second_press_pays_nothing_more(
    gateway: Gateway, make_order: Orders, http: httpx.Client, inbox: Any
) -> None:
    order = make_order()
    code_url = gateway.open_order(order).code_url
    for _ in range(3):
        assert http.post(code_url).status_code == 303
    inbox.next()
    assert gateway.query(order.order_no).amount_fen == order.amount_fen
    assert inbox.letters.empty()


def test_switches_are_set_over_http_and_nothing_unknown_is_taken(
    http: httpx.Client, sandbox_url: str, switches: Switches
) -> None:
    url = f"{sandbox_url}/sandbox/switches"
    assert http.put(url, json={"system_errors": 2}).json()["system_errors"] == 2
    assert switches.take("system_errors")
    assert switches.system_errors == 1
    assert http.put(url, json={"sytem_errors": 2}).status_code == 422
    assert http.put(url, json={}).json()["system_errors"] == 0


@pytest.mark.parametrize("name", ["wechat", "alipay"])
def test_a_client_with_other_keys_is_refused(
    name: str, sandbox_url: str, http: httpx.Client, tmp_path: Path, make_order: Orders
) -> None:
    sandbox_keys(tmp_path)
    stranger = gateways_from(simulated_settings(tmp_path, sandbox_url, sandbox_url), http)[name]
    with pytest.raises(GatewayRefused, match=r"SIGN_ERROR|isv\.invalid-signature"):
        stranger.open_order(make_order())


def test_an_oversized_or_broken_request_is_refused(http: httpx.Client, sandbox_url: str) -> None:
    for path in ("/v3/pay/transactions/native", "/gateway.do"):
        for body in (b"x" * 70_000, b"\xff", b""):
            answer = http.post(f"{sandbox_url}{path}", content=body)
            assert answer.status_code < 500
            assert "code_url" not in answer.text


@pytest.mark.parametrize(
    ("url", "is_here"),
    [
        ("http://127.0.0.1:8000/n", True),
        ("http://[::1]:8000/n", True),
        ("http://127.0.0.1:8000/n?a=1", False),
        ("http://169.254.169.254/n", False),
        ("http://localhost/n", False),
        ("ftp://127.0.0.1/n", False),
        ("", False),
    ],
)
def test_callbacks_go_to_this_machine_only(url: str, is_here: bool) -> None:
    assert is_allowed(url) is is_here


def test_the_sandbox_serves_this_machine_only(folder: Path) -> None:
    with pytest.raises(ValueError, match="this machine"):
        serve("0.0.0.0", 0, folder)  # noqa: S104 - what must not be


def test_the_oldest_order_is_forgotten_when_the_book_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(books, "MAX_ORDERS", 2)
    book = Book()
    opened = [book.open(trade(f"ORDER-{number}")) for number in range(3)]
    with pytest.raises(Refusal, match=No.NO_ORDER):
        book.scan(opened[0].code)
    assert [book.find("wechat", one.order_no) for one in opened[1:]] == opened[1:]


def test_an_order_has_a_bounded_number_of_refunds() -> None:
    book = Book()
    opened = book.open(trade("ORDER-1"))
    book.pay(opened.code)
    for number in range(books.MAX_REFUNDS):
        book.refund(opened, f"REFUND-{number}", 1, done=True)
    with pytest.raises(Refusal, match=No.TOO_MANY):
        book.refund(opened, "ONE-MORE", 1, done=True)


def test_callbacks_under_way_are_bounded_and_given_up_at_the_end() -> None:
    async def send(letters: int) -> tuple[int, int]:
        courier = Courier(Switches(callback_delay_s=60))
        for _ in range(letters):
            courier.send(Letter("http://127.0.0.1:9/", lambda: ({}, b""), lambda _: True))
        under_way = len(asyncio.all_tasks()) - 1
        await courier.stop()
        return under_way, len(asyncio.all_tasks()) - 1

    assert asyncio.run(send(500)) == (200, 0)


def test_the_key_files_are_for_their_owner_only_and_stay(tmp_path: Path) -> None:
    sandbox_keys(tmp_path)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len(files) == 12
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o700}
    sandbox_keys(tmp_path)
    assert {path: path.read_bytes() for path in files} == files


def test_neither_side_holds_the_other_s_private_keys(folder: Path) -> None:
    def private(side: str) -> set[bytes]:
        texts = [path.read_bytes() for path in (folder / side).iterdir()]
        return {text for text in texts if b"PRIVATE KEY" in text}

    assert len(private("clinic")) == len(private("gateway")) == 2
    assert not private("clinic") & private("gateway")
