"""What the payment tests share: a sandbox on a loopback port, and an inbox for its callbacks."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import uvicorn

from omms_server.payments.gateway import Order, Refund
from omms_server.payments.sandbox.app import Sandbox
from omms_server.payments.sandbox.keys import GatewayKeys

Orders = Callable[..., Order]
Pay = Callable[[str], httpx.Response]


def now() -> datetime:
    return datetime.now(UTC)


def refund_of(order: Order, amount_fen: int, suffix: str = "R1") -> Refund:
    """A refund of `order` under its number and a suffix."""
    return Refund(order.order_no, order.order_no + suffix, order.amount_fen, amount_fen, "停诊退费")


@dataclass(frozen=True)
class Letter:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Inbox:
    """Receives callbacks; `reply` answers them."""

    url: str = ""
    letters: queue.Queue[Letter] = field(default_factory=queue.Queue)
    reply: Callable[[Letter], tuple[int, str, bytes]] = lambda _: (200, "text/plain", b"success")

    def next(self) -> Letter:
        return self.letters.get(timeout=5)


@dataclass(frozen=True)
class Running:
    sandbox: Sandbox
    url: str


@contextmanager
def running_sandbox(keys: GatewayKeys) -> Iterator[Running]:
    """The simulated gateways on a free loopback port; callbacks are tried thrice, quickly."""
    sandbox = Sandbox(keys, retry_after_s=(0.02, 0.02))
    config = uvicorn.Config(sandbox.app, port=0, log_level="critical", ws="none")
    server = uvicorn.Server(config)
    started = threading.Event()
    startup = server.startup

    async def start(sockets: object = None) -> None:
        await startup()
        started.set()

    server.startup = start  # type: ignore[assignment]
    thread = threading.Thread(target=server.run)
    thread.start()
    assert started.wait(10)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Running(sandbox, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(10)


@contextmanager
def open_inbox() -> Iterator[Inbox]:
    """A loopback address that gateways send their callbacks to."""
    box = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            letter = Letter(self.path, dict(self.headers.items()), body)
            status, kind, reply = box.reply(letter)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)
            box.letters.put(letter)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    box.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield box
    server.shutdown()
    thread.join()
    server.server_close()
