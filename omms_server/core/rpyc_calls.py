"""The calls in flight: from a message to a worker, perhaps parked, and back to the client."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial

from omms_server.contract.wire import Outcome

from .peers import Parked, Peer
from .rpyc_connection import ServerConnection
from .rpyc_frames import Asked, answer
from .rpyc_loop import Loop
from .rpyc_workers import Workers, log_unforeseen

Handler = Callable[[str, Peer], "str | Parked"]
"""Answers one call, on a worker. It should raise nothing; what it raises all the same never reaches
the client.
"""

_BUSY = Outcome(
    code="busy", message="The server is busy; try again.", data={"seconds": 1}
).model_dump_json()


class Calls:
    """Used by the front's thread, except where a method says otherwise."""

    def __init__(
        self,
        handler: Handler,
        most: int,
        workers: Workers,
        loop: Loop,
        proceed: Callable[[ServerConnection, Callable[[float], None]], None],
    ) -> None:
        self.running = 0
        """Queued or running; parked ones are not counted."""
        self._handler = handler
        self._most = most
        self._workers = workers
        self._loop = loop
        self._proceed = proceed
        self._may_park = True

    def begin(self, connection: ServerConnection, asked: Asked, now: float) -> None:
        """Queue a call for the workers, or answer that the server is busy."""
        if self.running >= self._most:
            connection.send(answer(asked.number, _BUSY), now)
            return
        connection.calls += 1
        self.running += 1
        self._workers.submit(partial(self._run, connection, asked))

    def park_no_more(self) -> None:
        """From now on whoever would wait gets the late answer at once."""
        self._may_park = False

    def expire(self, parked: Parked) -> None:
        """Give the late answer."""
        if parked.answer(parked.late) and parked.on_gone is not None:
            self._workers.submit(parked.on_gone)

    def abandon(self, parked: Parked) -> None:
        """The client has left."""
        if parked.abandon() and parked.on_gone is not None:
            self._workers.submit(parked.on_gone)

    def _run(self, connection: ServerConnection, asked: Asked) -> None:
        """On a worker. A call whose client has left meanwhile is not begun: it comes again if it
        matters.
        """
        outcome: str | Parked = ""
        if not connection.closed:
            try:
                outcome = self._handler(asked.text, connection.peer)
            except Exception as error:
                outcome = _internal(error)
        result = outcome if isinstance(outcome, Parked) else _frame(asked.number, outcome)
        self._loop.post(partial(self._finish, connection, asked.number, result))

    def _finish(self, connection: ServerConnection, number: bytes, result: bytes | Parked) -> None:
        self.running -= 1
        if isinstance(result, bytes):
            self._send(connection, result)
        elif connection.closed:
            self.abandon(result)
        else:
            connection.parked.add(result)
            result.bind(partial(self._deliver, connection, number, result))
            if not self._may_park:
                self.expire(result)

    def _deliver(
        self, connection: ServerConnection, number: bytes, parked: Parked, text: str
    ) -> None:
        """On any thread."""
        frame = _frame(number, text)
        self._loop.post(partial(self._unpark, connection, parked, frame))

    def _unpark(self, connection: ServerConnection, parked: Parked, frame: bytes) -> None:
        connection.parked.discard(parked)
        self._send(connection, frame)

    def _send(self, connection: ServerConnection, frame: bytes) -> None:
        connection.calls -= 1
        self._proceed(connection, partial(connection.send, frame))


def _internal(error: Exception) -> str:
    reference = secrets.token_hex(6)
    log_unforeseen(f"the dispatcher failed, reference {reference}", error)
    return Outcome(
        code="internal", message="Something went wrong.", data={"ref": reference}
    ).model_dump_json()


def _frame(number: bytes, text: str) -> bytes:
    """The answer's frame. A text that cannot be written (half a surrogate pair) becomes an internal
    error.
    """
    try:
        return answer(number, text)
    except Exception as error:
        return answer(number, _internal(error))
