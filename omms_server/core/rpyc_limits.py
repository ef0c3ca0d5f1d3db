"""Every bound of the RPyC front, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from omms_server.contract.wire import MAX_FRAME_BYTES, MAX_FRAME_BYTES_BEFORE_SIGN_IN


@dataclass(frozen=True)
class Limits:
    """The front's bounds. Times are seconds on the monotonic clock, sizes bytes.

    What happens at a bound: a connection over the count is closed at once; one that is late, too
    large or does not read is dropped; a connection with all its calls in flight is not read until
    one is answered; a call over `calls` is answered with `Busy`.
    """

    workers: int = 8
    """Threads that run calls. More than the database has cores for makes everyone slower."""
    handshake_seconds: float = 5.0
    sign_in_seconds: float = 10.0
    """From the handshake until a call has authenticated. The clock stands while a call is in
    flight, and begins anew whenever the client is told its place in the line.
    """
    frame_seconds: float = 10.0
    """From a frame's first byte to its last."""
    idle_seconds: float = 900.0
    """Without any traffic and without a call in flight. The client reconnects by itself."""
    send_seconds: float = 10.0
    """How long an answer may wait for a client that takes no byte of it."""
    farewell_seconds: float = 3.0
    """How long the last answers to a dismissed client may take."""
    frame_bytes: int = MAX_FRAME_BYTES
    """Of the text of a call."""
    first_frame_bytes: int = MAX_FRAME_BYTES_BEFORE_SIGN_IN
    """The same before sign-in."""
    send_buffer_bytes: int = 4 * 1024 * 1024
    """Answers waiting to be read by one client; a further one drops it."""
    connections: int = 2000
    connections_per_address: int = 64
    """Raise it where many workstations come from one address (a proxy, an address translation, a
    load test).
    """
    calls: int = 512
    """Queued or running, parked ones not counted."""
    calls_per_connection: int = 4
    """Queued, running or parked."""
    refusals: int = 20
    """Requests other than those allowed, in the life of one connection."""
