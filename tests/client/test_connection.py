"""The client's connection gives up in time, whatever the server does."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from rpyc.core import brine

from omms_server.client.connection import Connection, ServerAddress, TlsFiles
from omms_server.contract.faults import Unreachable
from omms_server.core import rpyc_frames as frames
from omms_server.core.tls import server_context
from tests.support.rpyc_front import SERVER_NAME, Clinic, desk, serving, tls_files


@contextlib.contextmanager
def odd_server(clinic: Clinic, behave: Callable[[ssl.SSLSocket], None]) -> Iterator[ServerAddress]:
    """A server that answers the first two requests properly and then does as it likes."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        plain, _ = listener.accept()
        with server_context(clinic.server).wrap_socket(plain, server_side=True) as tls:
            for _ in range(2):
                size = int.from_bytes(tls.recv(5)[:4], "big")
                tls.sendall(frames.reply(frames.read(tls.recv(size + 1)[:-1])))
            tls.recv(1000)
            behave(tls)
            over.wait(5)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield ServerAddress(*listener.getsockname(), SERVER_NAME)
    finally:
        over.set()
        thread.join()
        listener.close()


def silence(_tls: ssl.SSLSocket) -> None:
    return


def half_an_answer(tls: ssl.SSLSocket) -> None:
    tls.sendall(b"\0\0\1\0\0abc")


def another_type(tls: ssl.SSLSocket) -> None:
    message = b"\x02" + brine.dump((2, (1, 5)))
    tls.sendall(len(message).to_bytes(4, "big") + b"\0" + message + b"\n")


def garbage(tls: ssl.SSLSocket) -> None:
    tls.sendall(b"\0\0\0\4\0abcd\n")


@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        (silence, "timeout"),
        (half_an_answer, "broken"),
        (another_type, "broken"),
        (garbage, "broken"),
    ],
)
def test_a_server_that_misbehaves_is_unreachable_in_time(
    clinic: Clinic, behave: Callable[[ssl.SSLSocket], None], reason: str
) -> None:
    with odd_server(clinic, behave) as address:
        connection = Connection(address, tls_files(clinic.desk), 0.3)
        begun = time.monotonic()
        with pytest.raises(Unreachable) as caught:
            connection.call("hello")
        assert caught.value.params == {"reason": reason}
        assert time.monotonic() - begun < 1.5
        connection.close()


def test_a_server_that_accepts_and_says_nothing_is_unreachable_in_time(clinic: Clinic) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = ServerAddress(*listener.getsockname(), SERVER_NAME)
        with desk(clinic, address, timeout=0.3) as connection:
            begun = time.monotonic()
            with pytest.raises(Unreachable) as caught:
                connection.call("hello")
            assert caught.value.params == {"reason": "connecting"}
            assert time.monotonic() - begun < 1


def test_a_missing_certificate_file_is_told_as_unreachable(clinic: Clinic) -> None:
    files = tls_files(clinic.desk)
    missing = TlsFiles(files.authority, files.certificate, files.key.with_suffix(".none"))
    with serving(clinic) as (_, address):
        connection = Connection(address, missing)
        with pytest.raises(Unreachable):
            connection.call("hello")


def test_after_a_break_the_next_call_connects_again(clinic: Clinic) -> None:
    with serving(clinic) as (_, address), desk(clinic, address) as connection:
        assert connection.call("in") == "welcome"
        connection.abort()
        with pytest.raises(Unreachable):
            connection.call("echo lost")
        assert connection.call("echo back") == "back"


def test_a_forgotten_connection_closes_its_socket(clinic: Clinic) -> None:
    with serving(clinic) as (server, address):
        connection = Connection(address, tls_files(clinic.desk))
        connection.call("in")
        assert server.connections == 1
        del connection
        deadline = time.monotonic() + 3
        while server.connections and time.monotonic() < deadline:
            time.sleep(0.005)
        assert server.connections == 0


def test_the_client_offers_a_server_nothing(clinic: Clinic) -> None:
    """A server that asks back is refused: the client exposes no object."""
    with serving(clinic) as (_, address), desk(clinic, address) as connection:
        connection.call("in")
        permissions = {
            name: value
            for name, value in connection._rpyc._config.items()
            if name.startswith(("allow_", "import_", "instantiate_custom"))
        }
        assert permissions
        assert not any(permissions.values())
