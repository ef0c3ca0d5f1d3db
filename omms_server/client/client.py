"""The one client of the application server: typed requests, repeated where that is safe."""

from __future__ import annotations

import random
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from omms_server.contract.faults import (
    Fault,
    InProgress,
    Internal,
    SignInNeeded,
    TooLarge,
    UnknownRequest,
    Unreachable,
    Waiting,
)
from omms_server.contract.messages import Command, Request
from omms_server.contract.wire import (
    MAX_FRAME_BYTES,
    MAX_FRAME_BYTES_BEFORE_SIGN_IN,
    Call,
    Consent,
    Outcome,
    SecondSignIn,
)

from .connection import Connection, ServerAddress, TlsFiles

A = TypeVar("A")

_COMMAND_REPEATS = 3
_FIRST_PAUSE_SECONDS = 0.1
_LINE_PAUSE_SECONDS = 0.05


class TokenSource(Protocol):
    """Where the client gets its access token. It must not use this same client to renew it, or it
    asks itself.
    """

    def access(self) -> str:
        """The access token; empty when nobody is signed in."""

    def renew(self) -> bool:
        """Get another access token after the server has refused the last one. False when a person
        must sign in.
        """


@dataclass(frozen=True)
class _Beside:
    """What travels beside a request."""

    key: str | None = None
    consents: tuple[Consent, ...] = ()
    second: SecondSignIn | None = None


class Client:
    """Thread-safe: each thread has a connection of its own, since RPyC's cannot be shared."""

    def __init__(
        self,
        address: ServerAddress,
        tls: TlsFiles,
        *,
        tokens: TokenSource | None = None,
        timeout: float = 30.0,
        told: Callable[[Fault], None] = lambda _: None,
    ) -> None:
        """`timeout`: seconds that one attempt may take. `told` hears the place of a call that
        stands in line (`Waiting`); the client waits there as long as it takes."""
        self._address = address
        self._tls = tls
        self._tokens = tokens
        self._timeout = timeout
        self._told = told
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: weakref.WeakSet[Connection] = weakref.WeakSet()
        self._closed = threading.Event()

    def send(
        self,
        request: Request[A],
        *,
        key: str | None = None,
        consents: Sequence[Consent] = (),
        second: SecondSignIn | None = None,
    ) -> A:
        """Ask the server and return the answer; raises the `Fault` it answers with, or
        `Unreachable`.

        A query is sent again once when an open connection turns out broken. A command has a key
        (`key`, or one made here) and is sent again under it, at most three times, when no answer
        came or its twin is still running. Consents answer `Confirm` faults, `second`
        a `SecondPerson`.
        """
        is_command = isinstance(request, Command)
        if is_command:
            return self._send_command(request, _Beside(key or uuid4().hex, tuple(consents), second))
        try:
            return self._send_signed_in(request, _Beside())
        except Unreachable as fault:
            if fault.params.get("reason") != "broken" or self._closed.is_set():
                raise
        return self._send_signed_in(request, _Beside())

    def close(self) -> None:
        """End all connections, also those on which other threads wait; they get `Unreachable`."""
        self._closed.set()
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            connection.abort()

    def _send_command(self, request: Request[A], beside: _Beside) -> A:
        for attempt in range(_COMMAND_REPEATS):
            try:
                return self._send_signed_in(request, beside)
            except (Unreachable, InProgress):
                pause = _FIRST_PAUSE_SECONDS * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311
                if self._closed.wait(pause):
                    raise
        return self._send_signed_in(request, beside)

    def _send_signed_in(self, request: Request[A], beside: _Beside) -> A:
        try:
            return self._send_once(request, beside)
        except SignInNeeded:
            if self._tokens is None or not self._tokens.renew():
                raise
        return self._send_once(request, beside)

    def _send_once(self, request: Request[A], beside: _Beside) -> A:
        call = Call(
            method=request.method,
            body=request.model_dump(mode="json"),
            token=self._tokens.access() if self._tokens else "",
            key=beside.key,
            consents=beside.consents,
            second=beside.second,
        )
        frame = call.model_dump_json()
        size = len(frame.encode())
        if size > MAX_FRAME_BYTES:
            raise TooLarge(limit=MAX_FRAME_BYTES)
        connection = self._connection()
        if size > MAX_FRAME_BYTES_BEFORE_SIGN_IN and not connection.signed_in:
            _introduce(connection, call.token)
        outcome = _outcome(connection.call(frame))
        while outcome.code == Waiting.code and not self._closed.wait(_LINE_PAUSE_SECONDS):
            self._told(_fault(outcome))
            outcome = _outcome(connection.call(frame))
        if outcome.code != "ok":
            raise _fault(outcome)
        connection.signed_in = connection.signed_in or bool(call.token)
        return _answer(request, outcome)

    def _connection(self) -> Connection:
        if self._closed.is_set():
            raise Unreachable(reason="closed")
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = Connection(self._address, self._tls, self._timeout)
            self._local.connection = connection
            with self._lock:
                self._connections.add(connection)
        elif connection.is_outdated:  # whoever shows the former certificate is sent away
            connection.close()
        return connection


def _introduce(connection: Connection, token: str) -> None:
    """Show the token in a small call that names no request: before that the server takes no large
    frame on a new connection."""
    outcome = _outcome(connection.call(Call(method="", body={}, token=token).model_dump_json()))
    if outcome.code != UnknownRequest.code:
        raise _fault(outcome)
    connection.signed_in = True


def _outcome(text: str) -> Outcome:
    try:
        return Outcome.model_validate_json(text)
    except ValidationError:
        # An answer that does not fit the contract is our mistake, and the error would show it.
        raise Internal(ref="unreadable-outcome") from None


def _fault(outcome: Outcome) -> Fault:
    params: dict[str, Any] = outcome.data if isinstance(outcome.data, dict) else {}
    return Fault.from_wire(outcome.code, params)


def _answer(request: Request[A], outcome: Outcome) -> A:
    adapter: TypeAdapter[A] = type(request).answer()
    try:
        return adapter.validate_python(outcome.data)
    except ValidationError:
        raise Internal(ref="unreadable-answer") from None
