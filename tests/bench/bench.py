"""One run: a clinic on MariaDB, a server and a sidecar process, and loads against them."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymysql

from omms_server.bootstrap import build_house
from omms_server.client.client import Client
from omms_server.client.connection import Connection, ServerAddress
from omms_server.client.tls import TlsFiles
from omms_server.contract.messages import Command, Request
from omms_server.contract.patients import FindPatients
from omms_server.contract.pharmacy import Dispense
from omms_server.contract.signing_in import SignIn
from omms_server.contract.wire import Call
from omms_server.core.context import House
from omms_server.core.ids import new_id
from omms_server.demo.loading import load_clinic
from omms_server.demo.people import PASSWORD
from omms_server.demo.processes import Processes, free_port
from omms_server.installation import SIDECAR_PASSWORD, install
from omms_server.settings import load_settings
from tests.support.databases import DatabaseServer

from . import bare, loading, many_patients, protection, reporting, storm
from .measuring import Caller, Figures, Load, measure, warm_up

FIRST_FEW, FIRST_MANY = 100_000, 1_000_000
"""Serial numbers of the patients that are loaded."""
SETTINGS = 'development = true\ndemo_opens_at = "08:50:00"\nrate_per_account = 1000000\n'
SETTINGS += "sign_ins_per_workstation = 2000\n"
DISPENSED_A_SECOND = 2_000
"""More than the server hands out, so that no session runs dry."""
RECORDED = 300


@dataclass(frozen=True)
class Size:
    """How large a run is."""

    few: int = 10_000
    many: int = 1_000_000
    seconds: float = 5.0
    sessions: tuple[int, ...] = (1, 50, 500)
    sign_ins: int = 500


class Bench:
    """Measures one after the other; `say` is told how far it is."""

    def __init__(
        self,
        folder: Path,
        server: DatabaseServer,
        name: str,
        size: Size,
        say: Callable[[str], None],
    ) -> None:
        self._folder, self._server, self._name = folder, server, name
        self._size, self._say = size, say
        self._data = folder / "clinic"
        self._url = {"OMMS_DATABASE_URL": server.url(name)}
        self._figures: list[Figures] = []
        self._port, self._web_port = free_port(18861), free_port(18862)
        self._kit: TlsFiles

    def run(self) -> list[Figures]:
        """All measurements."""
        with _environment(self._url):
            install(self._data, SETTINGS)
            house = build_house(load_settings(self._data))
        self._kit = _kit(self._data / "workstation")
        try:
            self._prepare(house)
            self._bare(house)
            for one in protection.run(house, self._booking, self._size.seconds):
                self._note(one)
            dispensing = self._dispensing(house)
            with self._processes():
                self._served(house, dispensing)
        finally:
            house.database.close()
        return self._figures

    def _prepare(self, house: House) -> None:
        self._say("loading the clinic")
        password = (self._data / SIDECAR_PASSWORD).read_text()
        load_clinic(house, password, patients=min(self._size.few, 2_000))
        loading.make_room(house)
        self._add_patients(house, FIRST_FEW, self._size.few)
        self._booking = loading.bookings(house, FIRST_FEW)

    def _bare(self, house: House) -> None:
        since = new_id()
        scripts = bare.record(house, [self._booking() for _ in range(RECORDED)])
        self._say(f"a booking sends {len(scripts[-1])} statements and a commit")
        make = bare.replays(self._connect, scripts, since)
        for sessions in (1, 8, 50):
            self._measure(Load(reporting.BARE_SQL, sessions, make))
        with bare.echo_server(self._data / "tls") as address:
            callers = bare.echo_callers(address, self._kit)
            for sessions in self._size.sessions:
                self._measure(Load("bare: RPyC echo over TLS", sessions, callers))

    def _dispensing(self, house: House) -> Callable[[], Dispense]:
        sessions, seconds = self._size.sessions, self._size.seconds
        running = len(sessions) * (seconds + warm_up(seconds))
        count = int(running * DISPENSED_A_SECOND) + 2 * sum(sessions)
        self._say(f"writing {count:,} prescriptions")
        waiting = iter(loading.load_prescriptions(house, count))
        return lambda: Dispense(prescription_id=next(waiting), version=1)

    def _served(self, house: House, dispensing: Callable[[], Dispense]) -> None:
        desk = self._sign_in("amy")
        for sessions in self._size.sessions:
            self._load(reporting.BOOKING, sessions, desk, self._booking)
        most = max(self._size.sessions)
        self._load(f"{reporting.BOOKING}, steady 500/s", most, desk, self._booking, pace=500.0)
        pharmacy = self._sign_in("chen")
        for sessions in self._size.sessions:
            self._load("dispense", sessions, pharmacy, dispensing)
        self._storm()
        self._searches(FIRST_FEW, self._size.few)
        for sessions in self._size.sessions[1:]:
            self._measure(Load("booking page's slots call", sessions, self._slots_page()))
        self._add_patients(house, FIRST_MANY, self._size.many)
        self._searches(FIRST_MANY, self._size.many)

    def _storm(self) -> None:
        self._note(storm.bare(self._size.seconds))
        token = self._sign_in("amy")
        texts = itertools.cycle(many_patients.some_searches(FIRST_FEW, self._size.few, 1_000))

        def others(sessions: int) -> Load:
            make = self._callers(token, lambda: FindPatients(text=next(texts), limit=20))
            return Load(storm.MEANWHILE, sessions, make, storm.PACE)

        address = ServerAddress("127.0.0.1", self._port, "localhost")
        morning = storm.Storm(address, self._kit, self._size.sign_ins)
        for one in morning.run(others):
            self._note(one)
        self._say(f"{morning.told} were told their place")

    def _searches(self, first: int, count: int) -> None:
        token = self._sign_in("amy")
        texts = itertools.cycle(many_patients.some_searches(first, count, 5_000))
        for sessions in self._size.sessions:
            self._load(
                f"find a patient among {count:,}", sessions, token,
                lambda: FindPatients(text=next(texts), limit=20),
            )  # fmt: skip

    def _slots_page(self) -> Callable[[int], Caller]:
        with closing(self._web()) as connection:
            days = _get(connection, "/api/v1/departments")["data"]
        offered = next(row for row in days if row["days"])
        on, department = offered["days"][0]["on"], offered["department"]["id"]
        path = f"/api/v1/departments/{department}/slots?on={on}"

        def make(_number: int) -> Caller:
            mine = self._web()
            return Caller(lambda: str(_get(mine, path)["code"]), mine.close)

        return make

    def _load(
        self,
        name: str,
        sessions: int,
        token: str,
        request: Callable[[], Request[Any]],
        pace: float | None = None,
    ) -> None:
        self._measure(Load(name, sessions, self._callers(token, request), pace))

    def _callers(self, token: str, request: Callable[[], Request[Any]]) -> Callable[[int], Caller]:
        address = ServerAddress("127.0.0.1", self._port, "localhost")

        def make(_number: int) -> Caller:
            connection = Connection(address, self._kit)

            def call() -> str:
                answer = connection.call(_frame(request(), token))
                return answer[len('{"code":"') :].partition('"')[0]

            return Caller(call, connection.close)

        return make

    def _measure(self, load: Load) -> None:
        self._note(measure(load, self._size.seconds))

    def _note(self, one: Figures) -> None:
        self._figures.append(one)
        self._say(
            f"{one.name}, {one.sessions} sessions: {one.per_second:,.0f}/s,"
            f" P95 {one.p95:.1f} ms {reporting.refusals(one)}"
        )

    def _add_patients(self, house: House, first: int, count: int) -> None:
        self._say(f"adding {count:,} patients")
        folder = self._folder / "rows"
        with self._connect() as connection:
            many_patients.load_patients(house.settings.keys, first, count, folder, connection)

    def _connect(self) -> Any:
        return pymysql.connect(  # type: ignore[no-untyped-call]
            host=self._server.host, port=self._server.port, user="root", database=self._name,
            charset="utf8mb4", local_infile=True,
        )  # fmt: skip

    def _web(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._web_port, timeout=30)

    @contextmanager
    def _processes(self) -> Iterator[None]:
        ports = {"OMMS_PORT": str(self._port), "OMMS_WEB_PORT": str(self._web_port)}
        with Processes(self._data / "logs", {**self._url, **ports}) as processes:
            for name, command, port in (
                ("server", "serve", self._port),
                ("sidecar", "web", self._web_port),
            ):
                processes.start(name, ["omms_server.cli", "--data", str(self._data), command])
                processes.wait_for_port(name, port)
            yield

    def _sign_in(self, username: str) -> str:
        client = Client(ServerAddress("127.0.0.1", self._port, "localhost"), self._kit)
        try:
            return client.send(SignIn(username=username, password=PASSWORD)).access_token
        finally:
            client.close()


def _get(connection: http.client.HTTPConnection, path: str) -> Any:
    """The JSON of a page."""
    connection.request("GET", path)
    return json.loads(connection.getresponse().read())


def _frame(request: Request[Any], token: str) -> str:
    key = uuid.uuid4().hex if isinstance(request, Command) else None
    body = request.model_dump(mode="json")
    return Call(method=request.method, body=body, token=token, key=key).model_dump_json()


def _kit(folder: Path) -> TlsFiles:
    (certificate,) = folder.glob("workstation-*.pem")
    return TlsFiles(folder / "authority.pem", certificate, certificate.with_suffix(".key"))


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Settings of this process while they are read."""
    os.environ.update(values)
    try:
        yield
    finally:
        for name in values:
            del os.environ[name]
