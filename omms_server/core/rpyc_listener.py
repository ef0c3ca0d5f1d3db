"""The front's listening socket: accepts a bounded number a turn, on the front's thread."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable

from .rpyc_connection import READ
from .rpyc_loop import Loop

log = logging.getLogger(__name__)

_ACCEPTS_A_TURN = 64


class Listener:
    """Hands every accepted socket and its address to `admit`."""

    def __init__(self, loop: Loop, admit: Callable[[socket.socket, str], None]) -> None:
        self._loop = loop
        self._admit = admit
        self._socket: socket.socket | None = None
        self._watched = 0

    def open(self, wanted: tuple[str, int]) -> tuple[str, int]:
        """Listen; returns the address it got."""
        family = socket.AF_INET6 if ":" in wanted[0] else socket.AF_INET
        self._socket = socket.create_server(wanted, family=family, backlog=512)
        self._socket.setblocking(False)
        host, port = self._socket.getsockname()[:2]
        return host, port

    def watch(self) -> None:
        """Accept again, after a pause too."""
        self._watch(READ)

    def close(self) -> None:
        """Accept nobody any more."""
        if self._socket is not None:
            self._watch(0)
            self._socket.close()
            self._socket = None

    def _watch(self, events: int) -> None:
        if self._socket is not None:
            self._loop.watch(self._socket, self._watched, events, self._accept)
            self._watched = events

    def _accept(self, _events: int) -> None:
        for _ in range(_ACCEPTS_A_TURN):
            if self._socket is None:
                return
            try:
                plain, address = self._socket.accept()
            except BlockingIOError:
                return
            except OSError as error:
                # Out of file descriptors, most likely: the next tick tries again.
                log.warning("cannot accept: %s", type(error).__name__)
                self._watch(0)
                return
            self._admit(plain, address[0])
