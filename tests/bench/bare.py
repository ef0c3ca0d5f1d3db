"""The bare limits of this machine: a command's own SQL through PyMySQL alone, and an RPyC echo.

The SQL is what the server really sends for a booking: some bookings are made inside this process
while their statements are recorded, then each is replayed with fresh ids, keys and numbers.
"""

from __future__ import annotations

import itertools
import multiprocessing
import re
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pymysql
from pymysql.cursors import Cursor
from structlog.testing import capture_logs

from omms_server.bootstrap import Application
from omms_server.client.connection import Connection, ServerAddress
from omms_server.client.tls import TlsFiles
from omms_server.contract.messages import Request
from omms_server.contract.permissions import Permission
from omms_server.contract.signing_in import Person
from omms_server.contract.wire import Call
from omms_server.core.context import Actor, House
from omms_server.core.dispatcher import Dispatcher
from omms_server.core.ids import new_id
from omms_server.core.peers import Peer
from omms_server.core.rpyc_limits import Limits
from omms_server.core.rpyc_server import RpycServer
from omms_server.core.tls import Issued, server_context
from omms_server.routes import all_routes

from .measuring import Caller

ANSWER_BYTES = 600
FIRST_NUMBER = 1_500_000_000
"""Above every number that the server gives out in a run."""
_LONG = re.compile(r"\d{15,}")
Statement = tuple[str, Mapping[str, Any]]


class _Idle:
    def poke(self, *, tasks: bool) -> None:
        """Nobody reads events here."""


def in_process(house: House) -> Callable[[Request[Any]], str]:
    """A door of this house that anybody may go through, and its answers as text."""
    application = Application(house)
    person = Person(id=1, staff_no="1", name="x", title="", posts=())
    actor = Actor(1, 1, person, frozenset(Permission), frozenset(), "desk")
    routes = all_routes(application.sign_ins, application.hub)
    dispatcher = Dispatcher(
        house, routes, lambda *_: actor, _Idle(), lambda *_: actor, lambda _: None
    )
    peer = Peer("1", "127.0.0.1", name="desk", kind="workstation", fingerprint="")

    def send(request: Request[Any]) -> str:
        body = request.model_dump(mode="json")
        call = Call(method=request.method, body=body, token="t", key=uuid.uuid4().hex)
        return str(dispatcher.handle(call.model_dump_json(), peer))

    return send


def record(house: House, requests: Sequence[Request[Any]]) -> list[list[Statement]]:
    """Do these commands in this process and give back the statements of each."""
    dispatch = in_process(house)
    scripts: list[list[Statement]] = []

    send = Cursor.execute

    def hear(cursor: Any, sql: str, values: Any = None) -> int:
        if isinstance(values, dict):  # else it sets up a new connection
            scripts[-1].append((sql, values))
        return send(cursor, sql, values)

    with patch.object(Cursor, "execute", hear):
        for request in requests:
            scripts.append([])
            with capture_logs():
                answer = dispatch(request)
            if not answer.startswith('{"code":"ok"'):
                raise RuntimeError(f"a recorded command was refused: {answer[:200]}")
    return scripts


class Replay:
    """One recorded booking, run again as another one."""

    def __init__(self, script: Sequence[Statement], since: int) -> None:
        """`since`: ids from this on were made by the booking itself."""
        self._since = since
        self._script = script

    def run(self, cursor: Any, number: int) -> None:
        """Send every statement and read its answer; `number` is unique among the replays."""
        fresh: dict[int, int] = {}
        key = f"1:{secrets.token_hex(16)}"
        for sql, values in self._script:
            given = {name: self._changed(value, fresh, key) for name, value in values.items()}
            if sql.startswith("INSERT INTO appointment"):
                # No number twice, and no patient twice in a department on a day.
                given |= {"number": FIRST_NUMBER + number, "active_key": f"replay:{new_id()}"}
            cursor.execute(sql, given)
            cursor.fetchall()

    def _changed(self, value: Any, fresh: dict[int, int], key: str) -> Any:
        if isinstance(value, int) and value >= self._since:
            return fresh.setdefault(value, new_id())
        if not isinstance(value, str):
            return value
        if value.startswith("1:") and len(value) == len(key):
            return key
        return _LONG.sub(lambda found: str(self._changed(int(found[0]), fresh, "")), value)


def replays(
    connect: Callable[[], Any], scripts: Sequence[Sequence[Statement]], since: int
) -> Callable[[int], Caller]:
    """Callers that run recorded bookings' statements, and commit, and nothing else."""
    ready = [Replay(script, since) for script in scripts]
    turns = itertools.count()

    def make(_number: int) -> Caller:
        connection = connect()
        cursor = connection.cursor()
        cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")

        def call() -> str:
            while True:
                turn = next(turns)
                try:
                    ready[turn * 7 % len(ready)].run(cursor, turn)
                    connection.commit()
                    return "ok"
                except pymysql.err.OperationalError as error:
                    connection.rollback()
                    if error.args[0] not in (1205, 1213):
                        raise

        return Caller(call, connection.close)

    return make


@contextmanager
def echo_server(tls: Path) -> Iterator[tuple[str, int]]:
    """The address of a front, in a process of its own, that answers a fixed text: what RPyC, TLS
    and the front cost by themselves."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_echo, args=(tls, there), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        here.send("stop")
        process.join(10)


def _echo(tls: Path, pipe: Any) -> None:
    files = Issued(
        tls / "authority.pem", tls / "server-omms-server.pem", tls / "server-omms-server.key"
    )
    text = "x" * ANSWER_BYTES

    def handler(_frame: str, peer: Peer) -> str:
        peer.signed_in = True
        return text

    limits = Limits(connections_per_address=2000)
    server = RpycServer(handler, server_context(files), "127.0.0.1", 0, limits)
    server.start()
    pipe.send(server.address)
    pipe.recv()
    server.stop(2.0)


def echo_callers(address: tuple[str, int], kit: TlsFiles) -> Callable[[int], Caller]:
    """Callers of the echo, with a frame of a booking's size."""
    frame = "y" * ANSWER_BYTES

    def make(_number: int) -> Caller:
        connection = Connection(ServerAddress(address[0], address[1], "localhost"), kit)
        return Caller(lambda: "ok" if connection.call(frame) else "empty", connection.close)

    return make
