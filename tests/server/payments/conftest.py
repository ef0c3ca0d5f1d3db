"""A sandbox on a loopback port, our clients to it, and an inbox for its callbacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

import httpx
import pytest

from omms_server.payments import signing
from omms_server.payments.gateway import Gateway, Order
from omms_server.payments.registry import gateways_from, simulated_settings
from omms_server.payments.sandbox.keys import GatewayKeys, gateway_keys, sandbox_keys
from omms_server.payments.sandbox.switches import Switches
from omms_server.payments.transport import Timeouts, http_client
from tests.support.payments import Inbox, Running, open_inbox, running_sandbox

_numbers = count(1)


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
    with running_sandbox(keys) as running:
        yield running


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
    with open_inbox() as box:
        yield box


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
