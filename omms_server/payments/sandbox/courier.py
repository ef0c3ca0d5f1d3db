"""Brings the SIMULATED gateways' callbacks to the clinic, a bounded number of times each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from .switches import Switches

MAX_UNDER_WAY = 200
"""Further callbacks are dropped, as real ones may be."""
RETRY_AFTER_S = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Shorter than the real schedules, which end after a day."""


@dataclass(frozen=True)
class Letter:
    """A callback, written anew for every attempt: each has its own time and signature."""

    url: str
    write: Callable[[], tuple[Mapping[str, str], bytes]]
    is_accepted: Callable[[httpx.Response], bool]


class Courier:
    def __init__(
        self, switches: Switches, retry_after_s: tuple[float, ...] = RETRY_AFTER_S
    ) -> None:
        self._switches = switches
        self._retry_after_s = retry_after_s
        self._under_way: set[asyncio.Task[None]] = set()

    def send(self, letter: Letter) -> None:
        """Send in the background."""
        if len(self._under_way) >= MAX_UNDER_WAY or self._switches.take("lost_callbacks"):
            return
        task = asyncio.get_running_loop().create_task(self._deliver(letter))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self) -> None:
        """Give up what is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _deliver(self, letter: Letter) -> None:
        await asyncio.sleep(self._switches.callback_delay_s)
        async with httpx.AsyncClient(trust_env=False, timeout=5.0) as http:
            for wait in (*self._retry_after_s, None):
                if await _attempt(http, letter):
                    break
                if wait is None:
                    return
                await asyncio.sleep(wait)
            for _ in range(self._switches.duplicate_callbacks):
                await _attempt(http, letter)


def is_allowed(notify_url: str) -> bool:
    """Callbacks go to this machine only and, as in reality, to no address with a query."""
    url = urlsplit(notify_url)
    try:
        is_here = ip_address(url.hostname or "").is_loopback
    except ValueError:
        return False
    return is_here and url.scheme in ("http", "https") and not (url.query or url.fragment)


async def _attempt(http: httpx.AsyncClient, letter: Letter) -> bool:
    headers, body = letter.write()
    try:
        answer = await http.post(letter.url, content=body, headers=dict(headers))
    except httpx.HTTPError:
        return False
    return letter.is_accepted(answer)
