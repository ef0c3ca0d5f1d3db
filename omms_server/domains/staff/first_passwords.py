"""One-time passwords: made for somebody else, read out once, changed at the first sign-in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from omms_server.core.context import Actor, House
from omms_server.core.passwords import Passwords

_LETTERS, _DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"
"""Without those that look alike on paper."""
_GROUPS, _SIZE = 4, 4


@dataclass(frozen=True)
class Made:
    """A one-time password with its hash."""

    password: str
    hashed: str


class FirstPasswords:
    """Makes one-time passwords before the transaction that gives them: hashing takes long."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords

    def make(self, _request: Any, _actor: Actor, _house: House) -> Made:
        """A fresh one of about 66 random bits, such as `Qk7m-x2pd-9hwa-t4vn`."""
        password = "-".join(_group() for _ in range(_GROUPS)).capitalize()
        return Made(password, self._passwords.hash(password))


def _group() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_SIZE - 1))
    return letters + secrets.choice(_DIGITS)
