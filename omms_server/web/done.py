"""The link to a booking just made: it carries the booking itself, so nothing is kept here.

A restart loses no confirmation, and of several sidecars with one secret any can show it. The link
is encrypted, because addresses are written into logs.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
import zlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import TypeAdapter

from omms_server.contract.booking import OnlineBooking
from omms_server.contract.scheduling import Department

SECONDS = 15 * 60
LONGEST = 2000
"""Characters of a link that are looked at."""
_NONCE = 12
_WHEN = 8


@dataclass(frozen=True)
class Done:
    """A booking with the department in both languages."""

    booking: OnlineBooking
    department: Department


_DONE: TypeAdapter[Done] = TypeAdapter(Done)


class DoneBookings:
    """Writes and reads the links; each is good for fifteen minutes and cannot be guessed."""

    def __init__(self, secret: bytes, seconds: float = SECONDS) -> None:
        """`secret`: what signs the forms; the links have a key of their own made from it."""
        self._box = AESGCM(hmac.digest(secret, b"booking done", "sha256"))
        self._seconds = seconds

    def keep(self, done: Done) -> str:
        """The name under which it is found again."""
        until = int((time.time() + self._seconds) * 1000).to_bytes(_WHEN, "big")
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._box.encrypt(nonce, until + zlib.compress(_DONE.dump_json(done)), None)
        return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")

    def find(self, name: str) -> Done | None:
        """The booking; None when the link is not ours or too old."""
        if len(name) > LONGEST:
            return None
        try:
            sealed = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4))
            opened = self._box.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
            done = _DONE.validate_json(zlib.decompress(opened[_WHEN:]))
        except (ValueError, InvalidTag):
            return None
        return done if int.from_bytes(opened[:_WHEN], "big") > time.time() * 1000 else None
