"""One bounded HTTP exchange with a gateway; what goes wrong on the way is an unknown outcome."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from .gateway import GatewayUnknown

MAX_ANSWER_BYTES = 256 * 1024

# httpx logs addresses, httpcore headers with our signature: neither belongs in a log.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True)
class Timeouts:
    """Seconds to connect, to wait for a piece of the answer, and for the whole exchange."""

    connect: float = 5.0
    read: float = 10.0
    whole: float = 20.0


@dataclass(frozen=True)
class Answer:
    """A gateway's answer, read whole."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Endpoint:
    """Where a gateway is, where its notices come to, and how it is spoken to.

    `base_url` is scheme and host without path or closing slash. `simulated`: no real money moves.
    """

    base_url: str
    notify_url: str
    http: httpx.Client = field(repr=False)
    timeouts: Timeouts = Timeouts()
    simulated: bool = False

    def exchange(self, request: httpx.Request) -> Answer:
        """Send one request; raises `GatewayUnknown` when no complete answer came in time."""
        limits = self.timeouts
        request.extensions["timeout"] = {
            "connect": limits.connect,
            "read": limits.read,
            "write": limits.read,
            "pool": limits.connect,
        }
        try:
            return self._read(request, time.monotonic() + limits.whole)
        except httpx.TimeoutException:
            raise GatewayUnknown("time_out") from None
        except httpx.HTTPError:
            raise GatewayUnknown("connection") from None

    def _read(self, request: httpx.Request, deadline: float) -> Answer:
        response = self.http.send(request, stream=True)
        try:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > MAX_ANSWER_BYTES:
                    raise GatewayUnknown("too_large")
                if time.monotonic() > deadline:
                    raise GatewayUnknown("time_out")
            return Answer(response.status_code, response.headers, bytes(body))
        finally:
            response.close()


def http_client() -> httpx.Client:
    """A client that takes nothing from the environment (proxies, .netrc); follows no redirect."""
    return httpx.Client(trust_env=False, follow_redirects=False, timeout=Timeouts.read)
