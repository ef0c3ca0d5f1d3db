"""Password hashes: bcrypt over an HMAC, so that 72 bytes is no limit; hashing yields to all other
work."""

import base64
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import bcrypt

from .vault import Vault

COST = 12
AT_ONCE = 2
_NICE = 10


class Passwords:
    """Hashes and checks passwords. Each check costs about 0.3 s of one core on purpose.

    It holds the calling thread, so only those call it that may wait: whatever is `in_line`, and
    tools. At most two hash at once, on threads that the machine runs when nobody else wants to.
    """

    def __init__(self, vault: Vault, cost: int = COST) -> None:
        self._vault = vault
        self._cost = cost
        self._pool = ThreadPoolExecutor(AT_ONCE, "hash", initializer=_step_back)
        self._nobody = self.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """A new hash with its own salt."""
        prepared, salt = self._prepared(password), bcrypt.gensalt(self._cost)
        return self._pool.submit(bcrypt.hashpw, prepared, salt).result().decode()

    def matches(self, password: str, stored: str | None) -> bool:
        """Whether the password fits. Takes the same time when there is no such account (`stored`
        None)."""
        prepared, known = self._prepared(password), (stored or self._nobody).encode()
        fits = self._pool.submit(bcrypt.checkpw, prepared, known).result()
        return fits and stored is not None

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()

    def _prepared(self, password: str) -> bytes:
        return base64.b64encode(self._vault.digest("password", password))


def _step_back() -> None:
    """Let every other thread of the machine go first; where that cannot be asked for, go on."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
