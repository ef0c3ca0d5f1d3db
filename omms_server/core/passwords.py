"""Password hashes: bcrypt over an HMAC, so that 72 bytes is no limit, in a bounded number of
threads at once."""

import base64
import threading

import bcrypt

from omms_server.contract.faults import Busy

from .vault import Vault

COST = 12
AT_ONCE = 2
PATIENCE_SECONDS = 8


class Passwords:
    """Hashes and checks passwords. Each check costs about 0.3 s of one core on purpose."""

    def __init__(self, vault: Vault, cost: int = COST) -> None:
        self._vault = vault
        self._cost = cost
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = self.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """A new hash with its own salt."""
        return bcrypt.hashpw(self._prepared(password), bcrypt.gensalt(self._cost)).decode()

    def matches(self, password: str, stored: str | None) -> bool:
        """Whether the password fits. Takes the same time when there is no such account (`stored`
        None)."""
        if not self._places.acquire(timeout=PATIENCE_SECONDS):
            raise Busy(seconds=5)
        try:
            fits = bcrypt.checkpw(self._prepared(password), (stored or self._nobody).encode())
        finally:
            self._places.release()
        return fits and stored is not None

    def _prepared(self, password: str) -> bytes:
        return base64.b64encode(self._vault.digest("password", password))
