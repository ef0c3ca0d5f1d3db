"""The last step before the network: refuses the GUI thread, which must never wait."""

import threading
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from omms_server.contract.messages import Request
from omms_server.contract.wire import Consent, SecondSignIn

A = TypeVar("A")


class Sender(Protocol):
    """Sends and waits for the answer; raises the fault it gets. The `Client` is one."""

    def send(
        self,
        request: Request[A],
        *,
        key: str | None = None,
        consents: Sequence[Consent] = (),
        second: SecondSignIn | None = None,
    ) -> A:
        """Ask the server."""

    def close(self) -> None:
        """End all connections; calls under way end with `Unreachable`."""


class OffGuiThread:
    """A sender that refuses to be used on the thread that draws."""

    def __init__(self, inner: Sender, is_gui_thread: Callable[[], bool] | None = None) -> None:
        self._inner = inner
        self._is_gui_thread = is_gui_thread or _is_main

    def send(
        self,
        request: Request[A],
        *,
        key: str | None = None,
        consents: Sequence[Consent] = (),
        second: SecondSignIn | None = None,
    ) -> A:
        """Ask the server; RuntimeError on the GUI thread."""
        if self._is_gui_thread():
            raise RuntimeError(f"{request.method} would block the screen; use Tasks.run")
        return self._inner.send(request, key=key, consents=consents, second=second)

    def close(self) -> None:
        """End all connections."""
        self._inner.close()


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
