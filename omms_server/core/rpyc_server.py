"""The RPyC front: one thread accepts, speaks TLS and reads frames; a few workers run calls."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from . import rpyc_frames as frames
from .rpyc_calls import Calls, Handler
from .rpyc_connection import WRITE, Broken, Left, ServerConnection
from .rpyc_limits import Limits
from .rpyc_listener import Listener
from .rpyc_loop import Loop
from .rpyc_workers import Workers, log_unforeseen

log = logging.getLogger(__name__)

_MESSAGES_A_TURN = 16
_LAST_WORDS_SECONDS = 1.0
_LINUX_OPTIONS = {
    "TCP_KEEPIDLE": 30,
    "TCP_KEEPINTVL": 10,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": 20_000,
}


class RpycServer:
    """Serves `handler` to RPyC clients that hold a certificate of the clinic's authority."""

    def __init__(
        self,
        handler: Handler,
        context: ssl.SSLContext,
        host: str,
        port: int,
        limits: Limits | None = None,
    ) -> None:
        self._context = context
        self._wanted = (host, port)
        self._limits = limits or Limits()
        self._workers = Workers(self._limits.workers)
        self._loop = Loop(self._tick, self._is_done)
        self._calls = Calls(handler, self._limits.calls, self._workers, self._loop, self._continue)
        self._listener = Listener(self._loop, self._admit)
        self._thread: threading.Thread | None = None
        self._connections: set[ServerConnection] = set()
        self._by_address: Counter[str] = Counter()
        self._stop_by: float | None = None

    @property
    def address(self) -> tuple[str, int]:
        """Host and port it listens on."""
        return self._wanted

    @property
    def connections(self) -> int:
        """How many clients are connected, shaking hands included."""
        return len(self._connections)

    @property
    def calls(self) -> int:
        """How many calls are queued or running; parked ones are not."""
        return self._calls.running

    def start(self) -> None:
        """Listen and serve; returns when clients can connect."""
        self._wanted = self._listener.open(self._wanted)
        self._workers.start()
        self._thread = threading.Thread(target=self._run_loop, name="rpyc-front", daemon=True)
        self._thread.start()

    def stop(self, grace_seconds: float = 5.0) -> None:
        """Take no more calls, let those in flight finish within the grace, send their answers,
        close everything.

        Parked calls get their late answer. May be called again.
        """
        thread, self._thread = self._thread, None
        if thread is None:
            return
        until = time.monotonic() + grace_seconds
        self._loop.post(partial(self._begin_stop, until))
        thread.join()
        self._workers.stop(max(_LAST_WORDS_SECONDS, until - time.monotonic()))

    # The rest runs on the front's thread, except where it says "on a worker".

    def _run_loop(self) -> None:
        try:
            self._loop.run()
        finally:
            self._listener.close()
            for connection in list(self._connections):
                self._drop(connection)
            self._loop.close()

    def _begin_stop(self, until: float) -> None:
        self._stop_by = until
        self._listener.close()
        self._calls.park_no_more()
        for connection in self._connections:
            for parked in list(connection.parked):
                self._calls.expire(parked)
            self._watch(connection)

    def _is_done(self, now: float) -> bool:
        if self._stop_by is None or now >= self._stop_by:
            return self._stop_by is not None
        return not self._calls.running and not any(
            c.calls or c.has_output for c in self._connections
        )

    def _tick(self, now: float) -> None:
        self._listener.watch()
        for connection in list(self._connections):
            for parked in connection.overdue(now):
                self._calls.expire(parked)
            self._step(connection, connection.check_deadlines)

    # One connection

    def _admit(self, plain: socket.socket, address: str) -> None:
        limits = self._limits
        if len(self._connections) >= limits.connections or (
            self._by_address[address] >= limits.connections_per_address
        ):
            log.warning("too many connections, refused one from %s", address)
            plain.close()
            return
        try:
            _set_options(plain)
            secured = self._context.wrap_socket(
                plain, server_side=True, do_handshake_on_connect=False
            )
        except (OSError, ValueError):
            plain.close()
            return
        connection = ServerConnection(secured, address, limits, time.monotonic())
        self._connections.add(connection)
        self._by_address[address] += 1
        self._watch(connection)

    def _watch(self, connection: ServerConnection) -> None:
        events = connection.interest(reading=self._stop_by is None)
        serve = partial(self._serve, connection)
        self._loop.watch(connection.socket, connection.watched, events, serve)
        connection.watched = events

    def _serve(self, connection: ServerConnection, events: int) -> None:
        self._step(connection, partial(self._advance, connection, events))

    def _step(self, connection: ServerConnection, step: Callable[[float], None]) -> None:
        """Do something with a connection; drop it when that shows it gone or misbehaving."""
        if connection.closed:
            return
        try:
            step(time.monotonic())
        except Left:
            self._drop(connection)
        except (Broken, frames.Malformed) as reason:
            peer = connection.peer
            log.info("dropped %s %r at %s: %s", peer.connection_id, peer.name, peer.address, reason)
            self._drop(connection)
        except Exception as error:
            log_unforeseen("the front failed on a connection", error)
            self._drop(connection)
        else:
            self._watch(connection)

    def _drop(self, connection: ServerConnection) -> None:
        self._loop.watch(connection.socket, connection.watched, 0, _never)
        connection.close()
        self._connections.discard(connection)
        self._by_address[connection.address] -= 1
        if not self._by_address[connection.address]:
            del self._by_address[connection.address]
        for parked in connection.parked:
            self._calls.abandon(parked)
        connection.parked.clear()

    def _advance(self, connection: ServerConnection, events: int, now: float) -> None:
        if not connection.established:
            connection.shake_hands(now)
            return
        if events & WRITE:
            connection.flush(now)
        if events & connection.tls_wants:
            connection.receive(now)
        self._read_messages(connection, now)

    def _read_messages(self, connection: ServerConnection, now: float) -> None:
        for _ in range(_MESSAGES_A_TURN):
            message = None
            if not connection.is_full and self._stop_by is None:
                message = connection.next_message(now)
            if message is None:
                return
            self._handle(connection, frames.read(message), now)
        if not connection.backlog:
            connection.backlog = True
            self._loop.post(partial(self._resume, connection))

    def _continue(self, connection: ServerConnection, step: Callable[[float], None]) -> None:
        """Do `step`, which ends a call, and read on: the client may have asked for more."""

        def both(now: float) -> None:
            step(now)
            self._read_messages(connection, now)

        self._step(connection, both)

    def _resume(self, connection: ServerConnection) -> None:
        connection.backlog = False
        self._step(connection, partial(self._read_messages, connection))

    def _handle(self, connection: ServerConnection, asked: frames.Asked, now: float) -> None:
        match asked.kind:
            case frames.Kind.CALL:
                self._calls.begin(connection, asked, now)
            case frames.Kind.CLOSE:
                raise Left
            case frames.Kind.REFUSED:
                connection.refuse()
                connection.send(frames.refusal(asked.number), now)
            case _:
                connection.send(frames.reply(asked), now)


def _never(_events: int) -> None:
    """The callback of a socket that is watched no more."""


def _set_options(plain: socket.socket) -> None:
    plain.setblocking(False)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _LINUX_OPTIONS.items():
        option = getattr(socket, name, None)
        if option is not None:
            plain.setsockopt(socket.IPPROTO_TCP, option, value)
