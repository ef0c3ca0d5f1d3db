"""The port on which machines without a certificate ask for one: a line in, a line out, bounded."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable

import structlog
from pydantic import ValidationError

from omms_server.contract.enrolling import LONGEST_LINE, EnrolmentAnswered, EnrolmentAsked

from .tls import Issued, open_context

Answer = Callable[[EnrolmentAsked, str], EnrolmentAnswered]
"""What a machine asked, and from which address."""
AT_ONCE = 8
"""Further machines wait in the system's queue."""
SECONDS = 5.0
"""For everything that one connection may take, its handshake included."""
INVALID = "invalid"
log = structlog.get_logger()


class EnrolmentFront:
    """Apart from the calls' front, which shakes hands with nobody who has no certificate."""

    def __init__(self, answer: Answer, files: Issued, host: str, port: int) -> None:
        self._answer = answer
        self._context = open_context(files)
        self._wanted = (host, port)
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._stopping = False

    @property
    def address(self) -> tuple[str, int]:
        """Host and port it listens on."""
        return self._wanted

    def start(self) -> None:
        """Listen; OSError when the port is taken."""
        family = socket.AF_INET6 if ":" in self._wanted[0] else socket.AF_INET
        self._socket = socket.create_server(self._wanted, family=family)
        self._wanted = self._socket.getsockname()[:2]
        self._thread = threading.Thread(target=self._run, name="enrolment", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Accept nobody any more, and let those inside finish."""
        if self._socket is None or self._thread is None:
            return
        self._stopping = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        for _ in range(AT_ONCE):
            self._room.acquire(timeout=SECONDS)

    def _run(self) -> None:
        while self._socket is not None:
            self._room.acquire()
            try:
                plain, address = self._socket.accept()
            except OSError as error:
                self._room.release()
                if not self._stopping:
                    log.warning("no machine can enrol any more", error=str(error))
                return
            threading.Thread(target=self._serve, args=(plain, address[0]), daemon=True).start()

    def _serve(self, plain: socket.socket, address: str) -> None:
        try:
            with plain:
                self._talk(plain, address)
        except (OSError, ValueError) as error:
            log.info("enrolment broken off", error=type(error).__name__)
        except Exception:
            log.exception("enrolment failed")
        finally:
            self._room.release()

    def _talk(self, plain: socket.socket, address: str) -> None:
        ends = time.monotonic() + SECONDS
        plain.settimeout(SECONDS)
        with self._context.wrap_socket(plain, server_side=True) as secured:
            line = _read_line(secured, ends)
            try:
                asked = EnrolmentAsked.model_validate_json(line)
            except ValidationError:
                answer = EnrolmentAnswered(fault=INVALID)
            else:
                answer = self._answer(asked, address)
            secured.sendall(answer.model_dump_json().encode() + b"\n")


def _read_line(secured: ssl.SSLSocket, ends: float) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        left = ends - time.monotonic()
        if left <= 0 or len(line) > LONGEST_LINE:
            raise TimeoutError if left <= 0 else ValueError("too long")
        secured.settimeout(left)
        part = secured.recv(4096)
        if not part:
            raise ValueError("half a line")
        line += part
    return line
