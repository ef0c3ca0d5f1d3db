"""What keeps the sidecar small and alive: deadlines, shared work, rates, bounded memory."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from omms_server.contract import booking as online
from omms_server.contract.faults import Busy
from omms_server.web.app import create_app
from omms_server.web.backend import Asker
from omms_server.web.deadline import DeadlineProtocol
from omms_server.web.done import Done, DoneBookings
from omms_server.web.flights import Flights
from omms_server.web.rates import Rate
from omms_server.web.serve import server_config
from tests.support.clinic import TODAY
from tests.support.web import DEPARTMENT, FakeBackend, a_booking, a_settings

Address = tuple[str, int]


class Impatient(DeadlineProtocol):
    header_seconds = 0.3
    body_seconds = 0.3


@contextmanager
def listening(backend: FakeBackend, folder: Path) -> Iterator[Address]:
    """The sidecar on a port of its own, with short deadlines."""
    config = server_config(create_app(backend, a_settings(folder)))
    config.http = Impatient
    config.timeout_keep_alive = 1
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
        thread.start()
        try:
            yield listener.getsockname()
        finally:
            server.should_exit = True
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture
def address(backend: FakeBackend, tmp_path: Path) -> Iterator[Address]:
    with listening(backend, tmp_path) as found:
        yield found


def send(address: Address, *parts: bytes, pause: float = 0.0) -> bytes:
    """Write the parts and read until the server ends the connection."""
    with socket.create_connection(address, 5) as client:
        answer = b""
        try:
            for part in parts:
                client.sendall(part)
                select.select([client], [], [], pause)  # the next part, unless it was dropped
            while data := client.recv(65536):
                answer += data
        except (ConnectionResetError, BrokenPipeError):
            pass
        return answer


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /payments/notices/wechat HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
        b"POST /payments/notices/wechat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5",
    ],
)
def test_half_a_request_is_dropped(address: Address, backend: FakeBackend, half: bytes) -> None:
    started = time.monotonic()
    assert b"200 OK" not in send(address, half)
    assert time.monotonic() - started < 3
    assert not backend.asked


def test_a_trickle_does_not_hold_the_clock(address: Address) -> None:
    started = time.monotonic()
    send(address, b"GET / HTTP/1.1\r\n", *[b"X: y\r\n"] * 60, pause=0.05)
    assert time.monotonic() - started < 2.5


def test_half_a_second_request_is_dropped_too(address: Address) -> None:
    whole = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = send(address, whole + b"GET /hea")
    assert answer.count(b"HTTP/1.1 200") == 1


def test_requests_on_one_connection_are_all_answered(address: Address) -> None:
    whole = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = send(address, whole, whole, whole + whole, pause=0.4)
    assert answer.count(b"HTTP/1.1 200") == 4


def test_a_slow_answer_is_waited_for(address: Address, backend: FakeBackend) -> None:
    release = threading.Event()
    plain = backend.send
    backend.send = lambda request, key=None: (release.wait(5), plain(request, key))[1]  # type: ignore[method-assign]
    timer = threading.Timer(0.8, release.set)
    timer.start()
    answer = send(address, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    timer.join()
    assert b"HTTP/1.1 200" in answer


def test_a_header_that_never_ends_is_refused(address: Address) -> None:
    answer = send(address, b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000)
    assert b"200 OK" not in answer


def test_the_server_does_not_tell_what_it_is(address: Address) -> None:
    answer = send(address, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").lower()
    assert b"\r\nserver:" not in answer


def test_many_readers_at_once_ask_the_server_once(address: Address, backend: FakeBackend) -> None:
    async def read() -> bytes:
        reader, writer = await asyncio.open_connection(*address)
        path = f"/api/v1/departments/11/slots?on={TODAY}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        return answer

    async def all_read() -> list[bytes]:
        return await asyncio.gather(*(read() for _ in range(100)))

    started = time.monotonic()
    answers = asyncio.run(all_read())
    assert all(b"HTTP/1.1 200" in answer for answer in answers)
    quarters = (time.monotonic() - started) / 0.25
    assert len(backend.of(online.ListOfferedSlots)) <= quarters + 2


class Gate:
    """Work that begins, waits to be let go, and fails the first time if told so."""

    def __init__(self, *, fails_first: bool = False) -> None:
        self.begun, self.open = asyncio.Event(), asyncio.Event()
        self.made = 0
        self._fails_first = fails_first

    async def __call__(self) -> int:
        self.made += 1
        self.begun.set()
        await self.open.wait()
        if self._fails_first and self.made == 1:
            raise LookupError
        return 7


def test_a_failed_flight_is_shared_and_not_kept() -> None:
    async def run() -> None:
        flights, gate = Flights[int](60, 2), Gate(fails_first=True)
        asking = [asyncio.ensure_future(flights.get("a", gate)) for _ in range(3)]
        await gate.begun.wait()
        gate.open.set()
        failed = await asyncio.gather(*asking, return_exceptions=True)
        assert [type(one) for one in failed] == [LookupError] * 3
        assert await flights.get("a", gate) == 7
        assert gate.made == 2

    asyncio.run(run())


def test_a_reader_who_leaves_does_not_end_the_flight_of_others() -> None:
    async def run() -> None:
        flights, gate = Flights[int](60, 2), Gate()
        first, second = (asyncio.ensure_future(flights.get("a", gate)) for _ in range(2))
        await gate.begun.wait()
        first.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await first
        gate.open.set()
        assert await second == 7

    asyncio.run(run())


def test_a_cache_holds_no_more_than_its_bound() -> None:
    flights: Flights[int] = Flights(60, 2)
    for number in range(5):
        flights.keep(number, number)
    assert [flights.fresh(number) for number in range(5)] == [None, None, None, 3, 4]


def test_a_link_to_a_booking_carries_it_and_says_nothing_in_the_open() -> None:
    links = DoneBookings(b"s" * 32)
    done = Done(a_booking(), DEPARTMENT)
    first, second = links.keep(done), links.keep(done)
    assert first != second
    assert [links.find(name) for name in (first, second)] == [done, done]
    assert done.booking.patient_masked.encode() not in base64.urlsafe_b64decode(first + "==")


def test_a_link_that_is_old_changed_or_not_ours_opens_nothing() -> None:
    links, done = DoneBookings(b"s" * 32), Done(a_booking(), DEPARTMENT)
    name = links.keep(done)
    other = "A" if name[40] != "A" else "B"
    for wrong in ("", "a", "unknown", "=", "\u4e2d", name[:-4], name[:40] + other + name[41:]):
        assert links.find(wrong) is None
    assert links.find(name * 9) is None
    assert DoneBookings(b"t" * 32).find(name) is None
    old = DoneBookings(b"s" * 32, seconds=0).keep(done)
    assert links.find(old) is None


def test_a_rate_counts_each_address_and_remembers_so_many() -> None:
    rate = Rate(2, names=2)
    assert [rate.allows("10.0.0.1") for _ in range(3)] == [True, True, False]
    assert rate.allows("10.0.0.2")
    assert not rate.allows("10.0.0.1")
    assert rate.allows("10.0.0.3")
    assert rate.allows("10.0.0.2")  # forgotten when the third came


def test_a_house_with_many_ipv6_addresses_is_one() -> None:
    rate = Rate(1)
    assert rate.allows("2001:db8:1:2::1")
    assert not rate.allows("2001:db8:1:2:ffff::9")
    assert rate.allows("2001:db8:1:3::1")


def test_more_requests_than_may_wait_are_told_to_come_again() -> None:
    release = threading.Event()

    class Held(FakeBackend):
        def send(self, request: object, key: str | None = None) -> object:
            assert release.wait(5)
            return super().send(request, key)

    async def run() -> list[object]:
        asker = Asker(Held(), threads=1, waiting=1)
        asking = [asyncio.ensure_future(asker.ask(online.ListOfferedDays())) for _ in range(3)]
        await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
        release.set()
        found = await asyncio.gather(*asking, return_exceptions=True)
        asker.close()
        return list(found)

    kinds = [type(one) for one in asyncio.run(run())]
    assert kinds == [tuple, tuple, Busy]
