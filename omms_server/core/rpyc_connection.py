"""One client's connection: handshake, bytes in and out, deadlines; it never waits."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import selectors
import ssl
from collections import deque
from typing import Any

from .peers import Parked, Peer
from .rpyc_frames import END, ENVELOPE_BYTES, HEADER
from .rpyc_limits import Limits

READ = selectors.EVENT_READ
WRITE = selectors.EVENT_WRITE
_CHUNK = 64 * 1024


class Left(Exception):
    """The client has gone."""


class Broken(Exception):
    """The client has crossed a bound and is dropped; the text says which."""


class ServerConnection:
    """Used by the front's own thread alone, except for `closed` and `peer`, which workers read."""

    def __init__(self, socket: ssl.SSLSocket, address: str, limits: Limits, now: float) -> None:
        self.socket = socket
        self.address = address
        self.peer = Peer(secrets.token_hex(8), address, name="", kind="", fingerprint="")
        self.established = False
        self.closed = False
        self.calls = 0
        """Queued, running or parked."""
        self.parked: set[Parked] = set()
        self.watched = 0
        """The events the selector watches for now."""
        self._limits = limits
        self._input = bytearray()
        self._output: deque[memoryview] = deque()
        self._unsent = 0
        self.backlog = False
        """Whether whole messages wait because other clients had their turn first."""
        self.tls_wants = READ
        """The event on which reading (or shaking hands) can go on."""
        self._refusals = 0
        self._opened = self._active = self._progress = now
        self._frame_since: float | None = None

    @property
    def is_full(self) -> bool:
        """Whether as many of its calls are in flight as one connection may have; none more of a
        dismissed client."""
        return self.dismissed or self.calls >= self._limits.calls_per_connection

    @property
    def dismissed(self) -> bool:
        """Whether it is to end."""
        return self.peer.dismissed_at is not None

    def overdue(self, now: float) -> list[Parked]:
        """Calls that wait no longer: their time is up, or the client is dismissed."""
        return [one for one in self.parked if self.dismissed or one.deadline <= now]

    @property
    def has_output(self) -> bool:
        return bool(self._output)

    def interest(self, *, reading: bool) -> int:
        """The events to watch for."""
        if not self.established:
            return self.tls_wants
        wants = WRITE if self._output else 0
        if reading and not self.is_full and not self.backlog:
            wants |= self.tls_wants
        return wants

    def shake_hands(self, now: float) -> None:
        """One step of the handshake; `established` tells whether it was the last."""
        try:
            self.socket.do_handshake()
        except ssl.SSLWantReadError:
            self.tls_wants = READ
            return
        except ssl.SSLWantWriteError:
            self.tls_wants = WRITE
            return
        except (OSError, ValueError) as error:
            raise Broken(f"handshake failed: {_reason(error)}") from None
        self.peer = _peer(self.socket, self.peer.connection_id, self.address)
        self.established = True
        self.tls_wants = READ
        self._opened = self._active = now

    def receive(self, now: float) -> None:
        """Take what has arrived, at most one TLS record."""
        try:
            data = self.socket.recv(_CHUNK)
        except ssl.SSLWantReadError:
            self.tls_wants = READ
            return
        except ssl.SSLWantWriteError:
            self.tls_wants = WRITE
            return
        except (OSError, ValueError):
            raise Left from None
        if not data:
            raise Left
        self.tls_wants = READ
        self._active = now
        self._input += data

    def next_message(self, now: float) -> bytes | None:
        """The next whole message; None when it has not all arrived. The size is judged before it
        arrives.
        """
        if len(self._input) < HEADER.size:
            self._note_incomplete(now)
            return None
        length, compressed = HEADER.unpack_from(self._input)
        if compressed:
            raise Broken("compressed frame")
        if length > self._largest():
            raise Broken("frame too large")
        end = HEADER.size + length
        if len(self._input) <= end:
            self._note_incomplete(now)
            return None
        if self._input[end : end + 1] != END:
            raise Broken("frame does not end")
        message = bytes(memoryview(self._input)[HEADER.size : end])
        del self._input[: end + 1]
        self._frame_since = None
        return message

    def _note_incomplete(self, now: float) -> None:
        if self._input and self._frame_since is None:
            self._frame_since = now

    def _largest(self) -> int:
        limits = self._limits
        text = limits.frame_bytes if self.peer.signed_in else limits.first_frame_bytes
        return text + ENVELOPE_BYTES

    def send(self, frame: bytes, now: float) -> None:
        """Queue an answer and send what the client takes at once. One frame never shares a TLS
        record with another: RPyC's client would not notice the second.
        """
        if self._unsent > self._limits.send_buffer_bytes:
            raise Broken("does not read its answers")
        if not self._output:
            self._progress = now
        self._output.append(memoryview(frame))
        self._unsent += len(frame)
        self.flush(now)

    def flush(self, now: float) -> None:
        """Send what the client takes."""
        while self._output:
            try:
                sent = self.socket.send(self._output[0][:_CHUNK])
            except (ssl.SSLWantWriteError, ssl.SSLWantReadError):
                return
            except (OSError, ValueError):
                raise Left from None
            self._progress = self._active = now
            self._unsent -= sent
            rest = self._output[0][sent:]
            if rest:
                self._output[0] = rest
            else:
                self._output.popleft()

    def refuse(self) -> None:
        """Count a refused request."""
        self._refusals += 1
        if self._refusals > self._limits.refusals:
            raise Broken("too many refused requests")

    def check_deadlines(self, now: float) -> None:
        """Raise `Broken` when the client is late."""
        limits = self._limits
        if not self.established:
            _check(now, self._opened, limits.handshake_seconds, "handshake too slow")
            return
        if self.peer.dismissed_at is not None:
            patience = limits.farewell_seconds if self.calls or self._output else 0.0
            _check(now, self.peer.dismissed_at, patience, "dismissed")
        if self._output:
            _check(now, self._progress, limits.send_seconds, "does not read its answers")
        self._check_frame(now)
        if self.calls or self._output:
            return
        if not self.peer.signed_in:
            since = max(self._opened, self.peer.heard_at)
            _check(now, since, limits.sign_in_seconds, "not signed in")
        _check(now, self._active, limits.idle_seconds, "idle")

    def _check_frame(self, now: float) -> None:
        if self._frame_since is None:
            return
        if self.is_full:
            self._frame_since = now  # The client is not to blame while we do not read.
        _check(now, self._frame_since, self._limits.frame_seconds, "frame too slow")

    def close(self) -> None:
        """Say goodbye if the client listens, and close."""
        self.closed = True
        self._output.clear()
        self._input.clear()
        if self.established:
            with contextlib.suppress(OSError, ValueError):
                self.socket.unwrap()
        self.socket.close()


def _check(now: float, since: float, seconds: float, reason: str) -> None:
    if now - since > seconds:
        raise Broken(reason)


def _reason(error: Exception) -> str:
    return getattr(error, "reason", None) or type(error).__name__


def _peer(socket: ssl.SSLSocket, connection_id: str, address: str) -> Peer:
    certificate = socket.getpeercert(binary_form=True)
    if certificate is None:
        raise Broken("no certificate")
    details: dict[str, Any] = socket.getpeercert() or {}
    subject = dict(pair for part in details.get("subject", ()) for pair in part)
    return Peer(
        connection_id,
        address,
        name=subject.get("commonName", ""),
        kind=subject.get("organizationalUnitName", ""),
        fingerprint=hashlib.sha256(certificate).hexdigest(),
    )
