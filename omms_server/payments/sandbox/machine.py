"""What both SIMULATED gateways share: memory, keys, faults on demand and the courier."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import Request

from .book import Book
from .courier import Courier
from .keys import GatewayKeys
from .switches import Switches

T = TypeVar("T")
MAX_BODY_BYTES = 64 * 1024


class Spoilt(Exception):
    """This call is to be answered with the gateway's system error."""


class TooLong(Exception):
    """The request's body passes the bound."""


@dataclass(frozen=True)
class Machine:
    keys: GatewayKeys
    book: Book
    switches: Switches
    courier: Courier

    async def run(self, act: Callable[[], T]) -> T:
        """Let a call take effect, or spoil it the way the switches say."""
        if self.switches.take("system_errors"):
            raise Spoilt
        done = act()
        if self.switches.take("held_answers"):
            await asyncio.sleep(self.switches.hold_s)
        if self.switches.take("errors_after_effect"):
            raise Spoilt
        return done

    def answer_key(self, own: rsa.RSAPrivateKey) -> rsa.RSAPrivateKey:
        """The key to sign this answer with."""
        return _stranger() if self.switches.take("forged_answers") else own


async def body_of(request: Request) -> bytes:
    """The request's body, bounded."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise TooLong
    return bytes(body)


@cache
def _stranger() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
