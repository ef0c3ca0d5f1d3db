"""HTTP/1.1 with a deadline for what a client sends: uvicorn alone waits for ever for half a
header."""

from __future__ import annotations

import asyncio
import socket

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 5.0
BODY_SECONDS = 10.0


class DeadlineProtocol(H11Protocol):
    """Drops a connection whose request header, then whose body, is not complete in time.

    The clock starts with the connection, or with the first byte of a later request, and does not
    start again with every byte that trickles in.
    """

    header_seconds = HEADER_SECONDS
    body_seconds = BODY_SECONDS
    _deadline: asyncio.TimerHandle | None = None
    _waits_for: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection must send a header."""
        super().connection_made(transport)
        # asyncio does this only for sockets that were opened with a protocol number; without it
        # the second half of an answer waits 40 ms for the first to be acknowledged.
        own = transport.get_extra_info("socket")
        if own is not None and own.family in (socket.AF_INET, socket.AF_INET6):
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._start(h11.IDLE, self.header_seconds)

    def handle_events(self) -> None:
        """Look, after what came in, what is still missing."""
        super().handle_events()
        state = self.conn.their_state
        if state is h11.SEND_BODY:
            self._start(h11.SEND_BODY, self.body_seconds)
        elif state is h11.IDLE and self.timeout_keep_alive_task is None:
            self._start(h11.IDLE, self.header_seconds)
        else:
            self._stop()

    def timeout_keep_alive_handler(self) -> None:
        """An idle client that does not read its last answer either is dropped with it."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            super().timeout_keep_alive_handler()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock."""
        self._stop()
        super().connection_lost(exc)

    def _start(self, waits_for: object, seconds: float) -> None:
        if self._waits_for is waits_for:
            return
        self._stop()
        self._waits_for = waits_for
        self._deadline = self.loop.call_later(seconds, self._drop)

    def _stop(self) -> None:
        self._waits_for = None
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _drop(self) -> None:
        self._stop()
        self.transport.abort()
