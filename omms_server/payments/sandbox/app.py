"""The SIMULATED gateways as one program: both interfaces, the payer's page, the switches."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from .alipay import AlipayGateway
from .book import Book, Refusal
from .courier import RETRY_AFTER_S, Courier
from .keys import GatewayKeys, gateway_keys
from .machine import Machine
from .page import no_such_code, pay_page
from .switches import Switches
from .wechat import Wechat


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


class Sandbox:
    """Both simulated gateways over one book; `switches` and `book` are for tests."""

    def __init__(
        self,
        keys: GatewayKeys,
        now: Callable[[], datetime] = utc_now,
        retry_after_s: tuple[float, ...] = RETRY_AFTER_S,
    ) -> None:
        self.switches = Switches()
        self.book = Book(now)
        self.courier = Courier(self.switches, retry_after_s)
        machine = Machine(keys, self.book, self.switches, self.courier)
        self._sides: dict[str, Wechat | AlipayGateway] = {
            "wechat": Wechat(machine),
            "alipay": AlipayGateway(machine),
        }
        self.app = self._app()

    def _app(self) -> FastAPI:
        app = FastAPI(
            title="SIMULATED payment gateways", docs_url=None, redoc_url=None, lifespan=self._life
        )
        for side in self._sides.values():
            app.include_router(side.router)
        app.add_api_route("/pay/{code}", self._show, methods=["GET"])
        app.add_api_route("/pay/{code}", self._pay, methods=["POST"])
        app.add_api_route("/sandbox/switches", self._set_switches, methods=["PUT"])
        app.add_api_route("/sandbox/settle-refunds", self._settle_refunds, methods=["POST"])
        app.middleware("http")(_say_simulated)
        return app

    @asynccontextmanager
    async def _life(self, _: FastAPI) -> AsyncIterator[None]:
        yield
        await self.courier.stop()

    async def _show(self, code: str) -> Response:
        try:
            return pay_page(self.book.scan(code))
        except Refusal:
            return no_such_code()

    async def _pay(self, code: str) -> Response:
        try:
            trade = self.book.pay(code)
        except Refusal:
            # Paid or closed meanwhile, or never there: the page says which.
            return RedirectResponse(f"/pay/{code}", 303)
        self._sides[trade.gateway].tell_payment(trade)
        return RedirectResponse(f"/pay/{code}", 303)

    async def _set_switches(self, wanted: Switches) -> Switches:
        for name in Switches.model_fields:
            setattr(self.switches, name, getattr(wanted, name))
        return self.switches

    async def _settle_refunds(self) -> dict[str, int]:
        """Let every slow refund succeed now."""
        settled = self.book.settle_refunds()
        for trade, repayment in settled:
            self._sides[trade.gateway].tell_refund(trade, repayment)
        return {"settled": len(settled)}


def serve(host: str, port: int, folder: Path, now: Callable[[], datetime] = utc_now) -> None:
    """Serve the simulated gateways with the keys in `folder` until stopped; this machine only.

    `now` is the clinic's clock: a demonstration that moves it must not outlive its own codes.
    """
    if not ip_address(host).is_loopback:
        raise ValueError("the simulated gateways listen on this machine only")
    app = Sandbox(gateway_keys(folder), now).app
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)


async def _say_simulated(
    request: Request, go_on: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await go_on(request)
    response.headers["X-Simulated"] = "OMMS sandbox; no real money moves"
    return response
