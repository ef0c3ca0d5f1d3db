"""One connection to the application server, kept open and made anew when it breaks."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rpyc.core import channel, protocol, service
from rpyc.core.stream import SocketStream

from omms_server.contract.faults import Unreachable

from .tls import TlsFiles, client_context

__all__ = ["Connection", "ServerAddress", "TlsFiles"]

CONNECT_SECONDS = 3.0
_UNACKNOWLEDGED_MILLISECONDS = 20_000
_CLOSED_PROTOCOL: dict[str, Any] = {
    "allow_safe_attrs": False,
    "allow_exposed_attrs": False,
    "allow_public_attrs": False,
    "allow_all_attrs": False,
    "allow_getattr": False,
    "allow_setattr": False,
    "allow_delattr": False,
    "allow_pickle": False,
    "import_custom_exceptions": False,
    "instantiate_custom_exceptions": False,
    "include_local_traceback": False,
    "include_local_version": False,
    "bind_threads": False,
}


@dataclass(frozen=True)
class ServerAddress:
    """Where the server listens, and the name its certificate must carry."""

    host: str
    port: int
    name: str


class _Stream(SocketStream):
    """RPyC's stream waits for the rest of a message for ever; this one as long as its socket."""

    __slots__ = ()

    def read(self, count: int) -> bytes:
        parts = []
        while count > 0:
            try:
                part = self.sock.recv(min(self.MAX_IO_CHUNK, count))
            except OSError as error:
                raise self._ended() from error
            if not part:
                raise self._ended()
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _ended(self) -> EOFError:
        # Else RPyC would say goodbye and wait for an answer.
        cast(Any, self).close()
        return EOFError()


# RPyC has no annotations.
_stream: Any = _Stream
_protocol: Any = protocol
_service: Any = service
_channel: Any = channel


class Connection:
    """For one thread alone, except `abort`. Connects at the first call and after a break."""

    def __init__(self, address: ServerAddress, tls: TlsFiles, timeout: float = 30.0) -> None:
        """`timeout`: seconds that one call may take."""
        self.signed_in = False
        """Whether the server has accepted a token on it; kept by the client, lost with a break."""
        self._address = address
        self._tls = tls
        self._timeout = timeout
        self._shown: tuple[int, ...] = ()
        self._stream: Any = None
        self._rpyc: Any = None
        self._method: Callable[[str], object] | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether the certificate was renewed since this connection showed it."""
        return self._stream is not None and self._shown != _version(self._tls.certificate)

    def call(self, frame: str) -> str:
        """Send one frame and return its answer.

        Raises `Unreachable(reason)`: "connecting" when no connection could be made, "certificate"
        when the server's is not that of the clinic's server (in both the frame was not sent),
        "timeout" when no answer came in time, "broken" when the connection broke (the frame may
        have been acted upon).
        """
        method = self._method or self._connect()
        try:
            answer = method(frame)
        # The server never raises; whatever comes out of RPyC means that this connection has ended.
        except Exception as error:
            self.close()
            reason = "timeout" if isinstance(error, TimeoutError) else "broken"
            raise Unreachable(reason=reason) from error
        if type(answer) is not str:
            self.close()
            raise Unreachable(reason="broken")
        return answer

    def close(self) -> None:
        """Drop the connection; a later call makes a new one."""
        stream, connection = self._stream, self._rpyc
        self._stream = self._rpyc = self._method = None
        self.signed_in = False
        # The stream first: RPyC would wait for the server's goodbye.
        if stream is not None:
            stream.close()
        if connection is not None:
            connection.close()

    def abort(self) -> None:
        """End the call that is under way; from any thread."""
        stream = self._stream
        if stream is not None:
            # Past the TLS object, which the other thread may be using.
            with contextlib.suppress(OSError, EOFError, TypeError):
                socket.socket.shutdown(stream.sock, socket.SHUT_RDWR)

    def __del__(self) -> None:
        self.close()

    def _connect(self) -> Callable[[str], object]:
        self._shown = _version(self._tls.certificate)
        try:
            self._stream = _stream(self._open())
            self._rpyc = _protocol.Connection(
                _service.VoidService(),
                _channel.Channel(self._stream, compress=False),
                {**_CLOSED_PROTOCOL, "sync_request_timeout": self._timeout},
            )
            self._method = cast(Callable[[str], object], self._rpyc.root.call)
        except Exception as error:
            self.close()
            mistrusted = isinstance(error, ssl.SSLCertVerificationError)
            raise Unreachable(reason="certificate" if mistrusted else "connecting") from error
        return self._method

    def _open(self) -> ssl.SSLSocket:
        """Raises OSError (ssl.SSLError is one)."""
        host, port = self._address.host, self._address.port
        refused = OSError("the server's name has no address")
        for family, kind, number, _, where in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        ):
            try:
                return self._secured(socket.socket(family, kind, number), where)
            except ssl.SSLError:
                raise
            except OSError as error:
                refused = error
        raise refused

    def _secured(self, plain: socket.socket, where: Any) -> ssl.SSLSocket:
        """Connect and shake hands. Wrapped before it connects: Python loses, unclosed, a socket
        whose peer goes away just before it is wrapped."""
        try:
            context = client_context(self._tls)
            secured = context.wrap_socket(plain, server_hostname=self._address.name)
        except BaseException:
            plain.close()
            raise
        try:
            secured.settimeout(min(CONNECT_SECONDS, self._timeout))
            secured.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            secured.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            if hasattr(socket, "TCP_USER_TIMEOUT"):
                secured.setsockopt(
                    socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MILLISECONDS
                )
            secured.connect(where)
            secured.settimeout(self._timeout)
        except BaseException:
            secured.close()
            raise
        return secured


def _version(file: Path) -> tuple[int, ...]:
    """Differs once another file has taken its place; empty when it cannot be told."""
    try:
        found = file.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns
