"""A sandbox on a loopback port, our clients to it, and an inbox for its callbacks."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

import httpx
import pytest
import uvicorn

from omms_server.payments import signing
from omms_server.payments.gateway import Gateway, Order
from omms_server.payments.registry import gateways_from, simulated_settings
from omms_server.payments.sandbox.app import Sandbox
from omms_server.payments.sandbox.keys import GatewayKeys, gateway_keys, sandbox_keys
from omms_server.payments.sandbox.switches import Switches
from omms_server.payments.transport import Timeouts, http_client

_numbers = count(1)


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


@pytest.fixture(scope="session", autouse=True)
def _keys_are_read_once() -> Iterator[None]:
    """Reading a private key checks its primes, which takes longer than most tests here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signing, "private_key", cache(signing.private_key))
        yield


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sandbox")
    sandbox_keys(made)
    return made


@pytest.fixture(scope="session")
def keys(folder: Path) -> GatewayKeys:
    return gateway_keys(folder)


@pytest.fixture(scope="session")
def _running(keys: GatewayKeys) -> Iterator[Running]:
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


@pytest.fixture
def sandbox_url(_running: Running) -> str:
    return _running.url


@pytest.fixture
def switches(_running: Running) -> Iterator[Switches]:
    yield _running.sandbox.switches
    for name, off in Switches().model_dump().items():
        setattr(_running.sandbox.switches, name, off)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
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


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with http_client() as client:
        yield client


@pytest.fixture
def gateways(
    folder: Path, sandbox_url: str, inbox: Inbox, http: httpx.Client
) -> dict[str, Gateway]:
    settings = simulated_settings(folder, sandbox_url, inbox.url)
    quick = Timeouts(connect=1, read=0.5, whole=2)
    return gateways_from(type(settings)(True, settings.wechat, settings.alipay, quick), http)


@pytest.fixture(params=["wechat", "alipay"])
def gateway(gateways: dict[str, Gateway], request: pytest.FixtureRequest) -> Gateway:
    return gateways[request.param]


@pytest.fixture
def make_order() -> Callable[..., Order]:
    def make(amount_fen: int = 1234, expires_in: timedelta = timedelta(minutes=5)) -> Order:
        return Order(
            f"OMMS-{next(_numbers):08}",
            amount_fen,
            '门诊挂号费 {"}\\',
            datetime.now(UTC) + expires_in,
        )

    return make


@pytest.fixture
def pay(http: httpx.Client) -> Callable[[str], httpx.Response]:
    """What a payer does: scan the code, press the button, see what became of it."""

    def press(code_url: str) -> httpx.Response:
        http.get(code_url)
        http.post(code_url)
        return http.get(code_url)

    return press


@pytest.fixture
def paid(
    gateway: Gateway, make_order: Callable[..., Order], pay: Callable[[str], httpx.Response]
) -> Order:
    order: Order = make_order()
    pay(gateway.open_order(order).code_url)
    return order
