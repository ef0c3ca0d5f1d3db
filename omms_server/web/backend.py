"""The sidecar's way to the application server: typed requests, sent as its service account."""

from __future__ import annotations

import asyncio
import logging
import os
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from omms_server.client.client import Client
from omms_server.client.connection import ServerAddress, TlsFiles
from omms_server.contract.faults import Busy, Fault, SignInNeeded, Unreachable
from omms_server.contract.messages import Request
from omms_server.contract.signing_in import RenewSignIn, SignedIn, SignIn

A = TypeVar("A")
USERNAME = "sidecar"
CALL_SECONDS = 6.0
THREADS = 16
WAITING = 512
_PAUSE_AFTER_REFUSAL_SECONDS = 60.0
"""Wrong passwords lock the account after five tries; so the sidecar does not insist."""

log = logging.getLogger("omms.web")


class Backend(Protocol):
    """Whatever answers requests; blocks the calling thread."""

    def send(self, request: Request[A], key: str | None = None) -> A:
        """The answer, or the fault raised. `key`: a command's idempotency key."""
        ...


class Asker:
    """Asks a backend from asyncio: so many threads, so many requests waiting, then `Busy`."""

    def __init__(self, backend: Backend, threads: int = THREADS, waiting: int = WAITING) -> None:
        self._backend = backend
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="ask")
        self._free = threads + waiting

    async def ask(self, request: Request[A], key: str | None = None) -> A:
        """The answer, or the fault raised."""
        if self._free <= 0:
            raise Busy(seconds=2)
        self._free -= 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, self._backend.send, request, key)
        finally:
            self._free += 1

    def close(self) -> None:
        """Let no further request begin."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class RpycBackend:
    """The application server over RPyC and TLS."""

    def __init__(self, address: ServerAddress, tls: TlsFiles, password_file: Path) -> None:
        self._account = ServiceAccount(address, tls, password_file)
        self._client = Client(address, tls, tokens=self._account, timeout=CALL_SECONDS)

    def send(self, request: Request[A], key: str | None = None) -> A:
        """The answer, or the fault raised; `Unreachable` when the account cannot sign in."""
        try:
            return self._client.send(request, key=key)
        except SignInNeeded:
            raise Unreachable(reason="sign_in") from None

    def close(self) -> None:
        """End all connections."""
        self._client.close()


class ServiceAccount:
    """Holds the service account's tokens (the client's `TokenSource`); signs in when there are
    none."""

    def __init__(self, address: ServerAddress, tls: TlsFiles, password_file: Path) -> None:
        self._address, self._tls, self._password_file = address, tls, password_file
        self._signed_in: SignedIn | None = None
        self._lock = threading.Lock()
        self._used = threading.local()
        self._not_before = 0.0

    def access(self) -> str:
        """The access token; empty before the first sign-in."""
        now = self._signed_in
        token = now.access_token if now else ""
        self._used.token = token
        return token

    def renew(self) -> bool:
        """Trade the refresh token, or sign in with the password; False when neither is accepted."""
        with self._lock:
            now = self._signed_in
            if now is not None and now.access_token != getattr(self._used, "token", ""):
                return True  # another thread was faster
            if time.monotonic() < self._not_before:
                return False
            client = Client(self._address, self._tls, timeout=CALL_SECONDS)
            try:
                self._signed_in = self._renewed(client) or self._fresh(client)
            finally:
                client.close()
            return self._signed_in is not None

    def _renewed(self, client: Client) -> SignedIn | None:
        if self._signed_in is None:
            return None
        try:
            return client.send(RenewSignIn(refresh_token=self._signed_in.refresh_token))
        except (Unreachable, Busy):
            raise
        except Fault:
            return None

    def _fresh(self, client: Client) -> SignedIn | None:
        password = read_password(self._password_file)
        try:
            return client.send(SignIn(username=USERNAME, password=password))
        except (Unreachable, Busy):
            raise
        except Fault as fault:
            self._not_before = time.monotonic() + _PAUSE_AFTER_REFUSAL_SECONDS
            log.error("the service account could not sign in: %s", fault.code)
            return None


def read_password(path: Path) -> str:
    """The password in a file that its owner alone may read; `PermissionError` when others may."""
    with path.open(encoding="utf-8") as file:
        if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise PermissionError(f"{path} must be readable by its owner alone (chmod 600)")
        return file.read(400).strip()
