"""A clinic's certificates, a handler that does as it is told, and a client that speaks raw RPyC."""

from __future__ import annotations

import contextlib
import itertools
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rpyc.core import brine, consts

from omms_server.client.connection import Connection, ServerAddress
from omms_server.client.tls import TlsFiles, client_context
from omms_server.core.peers import Parked, Peer
from omms_server.core.rpyc_limits import Limits
from omms_server.core.rpyc_server import RpycServer
from omms_server.core.tls import Issued, Kind, create_authority, issue, read_signed, server_context

SERVER_NAME = "omms.clinic.test"
ROOT = ("builtins.object", 1, 1)
CALL = ("builtins.function", 2, 1)
ON_ROOT = (consts.LABEL_LOCAL_REF, ROOT)
ON_CALL = (consts.LABEL_LOCAL_REF, CALL)
THEIRS = (consts.LABEL_REMOTE_REF, ("evil.Object", 5, 6))
QUICK = Limits(
    workers=4,
    handshake_seconds=0.4,
    sign_in_seconds=0.4,
    frame_seconds=0.4,
    send_seconds=0.4,
    connections_per_address=1000,
)


@dataclass(frozen=True)
class Clinic:
    server: Issued
    desk: Issued


def make_clinic(folder: Path) -> Clinic:
    create_authority(folder)
    server = issue(folder, "server", Kind.SERVER, alternatives=[SERVER_NAME, "127.0.0.1"])
    return Clinic(server, issue(folder, "desk-1", Kind.WORKSTATION))


def tls_files(issued: Issued) -> TlsFiles:
    return TlsFiles(issued.authority, issued.certificate, issued.key)


class Obedient:
    """A handler whose frames say what it shall do. Remembers who called."""

    def __init__(self) -> None:
        self.peers: dict[str, Peer] = {}
        self.parked: list[Parked] = []
        self.gone = threading.Semaphore(0)
        self.release = threading.Event()
        self.begun = threading.Semaphore(0)
        self.seen: list[str] = []

    def __call__(self, frame: str, peer: Peer) -> str | Parked:
        self.peers[peer.connection_id] = peer
        word, _, rest = frame.partition(" ")
        act: Callable[[str, Peer], str | Parked] = getattr(self, f"do_{word}", self.do_echo)
        self.seen.append(frame[:100])
        return act(rest, peer)

    def do_echo(self, rest: str, _peer: Peer) -> str:
        return rest

    def do_in(self, _rest: str, peer: Peer) -> str:
        peer.signed_in = True
        return "welcome"

    def do_dismiss(self, _rest: str, peer: Peer) -> str:
        peer.dismiss()
        return "farewell"

    def do_big(self, rest: str, _peer: Peer) -> str:
        return "x" * int(rest)

    def do_raise(self, rest: str, _peer: Peer) -> str:
        raise RuntimeError(f"no row with {rest}")

    def do_surrogate(self, _rest: str, _peer: Peer) -> str:
        return "\ud800"

    def do_hold(self, _rest: str, _peer: Peer) -> str:
        self.begun.release()
        assert self.release.wait(10)
        return "released"

    def do_park(self, rest: str, _peer: Peer) -> Parked:
        parked = Parked(float(rest or 30), "late", self.gone.release)
        self.parked.append(parked)
        return parked

    def do_wake(self, rest: str, _peer: Peer) -> str:
        return str(sum(parked.answer(rest) for parked in self.parked))


@contextlib.contextmanager
def serving(
    clinic: Clinic, handler: Any = None, limits: Limits = QUICK
) -> Iterator[tuple[RpycServer, ServerAddress]]:
    context = server_context(clinic.server)
    server = RpycServer(handler or Obedient(), context, "127.0.0.1", 0, limits)
    server.start()
    try:
        yield server, ServerAddress(*server.address, SERVER_NAME)
    finally:
        server.stop(2.0)


def as_peer(issued: Issued, kind: str = "workstation") -> Peer:
    """The machine that holds this certificate, as the front will name it."""
    fingerprint = read_signed(issued.certificate).fingerprint
    name = issued.certificate.stem.removeprefix(f"{kind}-")
    return Peer("0", "127.0.0.1", name=name, kind=kind, fingerprint=fingerprint)


@contextlib.contextmanager
def desk(clinic: Clinic, address: ServerAddress, timeout: float = 5.0) -> Iterator[Connection]:
    connection = Connection(address, tls_files(clinic.desk), timeout)
    try:
        yield connection
    finally:
        connection.close()


def until(condition: Callable[[], bool], seconds: float = 3.0) -> bool:
    """Wait for a condition; whether it came true in time."""
    give_up = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.005)
    return True


def own_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("rpyc-")]


class Hostile:
    """A TLS client that writes whatever it likes."""

    def __init__(self, clinic: Clinic, address: ServerAddress) -> None:
        plain = socket.create_connection((address.host, address.port), 5)
        self.tls = client_context(tls_files(clinic.desk)).wrap_socket(
            plain, server_hostname=address.name
        )
        self._numbers = itertools.count(1)

    def __enter__(self) -> Hostile:
        return self

    def __exit__(self, *_: object) -> None:
        self.tls.close()

    def send(self, data: bytes, *, compressed: int = 0, length: int | None = None) -> None:
        size = len(data) if length is None else length
        self.tls.sendall(size.to_bytes(4, "big") + bytes([compressed]) + data + b"\n")

    def ask(self, handler: int, *boxed: Any, label: int = consts.LABEL_TUPLE) -> tuple[int, Any]:
        """Send a request of RPyC and return its kind of answer and the answer."""
        request = brine.dump((next(self._numbers), (handler, (label, boxed))))
        self.send(bytes([consts.MSG_REQUEST]) + request)
        return self.read()

    def call(self, text: str) -> Any:
        kind, (_, value) = self.ask(consts.HANDLE_CALL, (3, CALL), (1, (text,)), (1, ()))
        assert kind == consts.MSG_REPLY
        return value

    def read(self) -> tuple[int, Any]:
        size = int.from_bytes(self._exactly(5)[:4], "big")
        message = self._exactly(size + 1)
        return message[0], brine.load(message[1:])[1]

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self.tls.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def is_dropped(self, seconds: float = 3.0) -> bool:
        """Whether the server ends the connection within the time."""
        self.tls.settimeout(seconds)
        try:
            while self.tls.recv(65536):
                pass
        except TimeoutError:
            return False
        except (OSError, ssl.SSLError):
            return True
        return True


def plain(value: Any) -> tuple[int, Any]:
    return consts.LABEL_VALUE, value


def call_of(text: str) -> bytes:
    request = (consts.HANDLE_CALL, (consts.LABEL_TUPLE, (ON_CALL, plain((text,)), plain(()))))
    return b"\x01" + brine.dump((5, request))


def nested(depth: int) -> bytes:
    return brine.TAG_TUP1 * depth + brine.TAG_NONE


Front = tuple[RpycServer, ServerAddress, Obedient]
