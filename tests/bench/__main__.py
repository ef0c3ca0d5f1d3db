"""`make bench`: bookings, searches, dispensing and the slots call, beside the bare limits of this
machine.

OMMS_BENCH_PATIENTS (default 1,000,000) and OMMS_BENCH_SECONDS (default 5) may shorten a run.
Nothing is switched off:
TLS, tokens, permissions, keys and the trail are on; only the rate limit an account has is raised.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import shutil
import sys
import uuid
from collections.abc import Callable
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
from omms_server.contract.scheduling import BookAppointment
from omms_server.contract.signing_in import SignIn
from omms_server.contract.wire import Call
from omms_server.core.context import House
from omms_server.demo.loading import load_clinic
from omms_server.demo.people import PASSWORD
from omms_server.demo.processes import Processes, free_port
from omms_server.installation import SIDECAR_PASSWORD, install
from omms_server.settings import load_settings
from tests.support.databases import open_servers

from . import bare, loading, reporting
from .measuring import Caller, Figures, measure

OUT = Path("build/bench")
PATIENTS = int(os.environ.get("OMMS_BENCH_PATIENTS", "1000000"))
FEW = 10_000
SECONDS = float(os.environ.get("OMMS_BENCH_SECONDS", "5"))
SETTINGS = 'development = true\ndemo_opens_at = "08:50:00"\nrate_per_account = 1000000\n'


def main() -> int:
    """Make the clinic, start the server, measure, write the table."""
    data = OUT / "clinic"
    shutil.rmtree(data, ignore_errors=True)
    data.parent.mkdir(parents=True, exist_ok=True)
    with open_servers() as servers:
        server = servers.get("mariadb")
        if server is None:
            print("the bench needs MariaDB", file=sys.stderr)
            return 1
        name = f"omms_bench_{uuid.uuid4().hex[:8]}"
        server.create(name)
        try:
            bench = Bench(data, server, name)
            reporting.write(OUT, bench.run(), PATIENTS, SECONDS)
        finally:
            server.drop(name)
    return 0


class Bench:
    """One run: a clinic on MariaDB, a server process, and loads against it."""

    def __init__(self, data: Path, server: Any, name: str) -> None:
        self._server = server
        self._name = name
        self._data = data
        self._environment = {"OMMS_DATABASE_URL": server.url(name)}
        os.environ.update(self._environment)
        install(data, SETTINGS)
        self._house: House = build_house(load_settings(data))
        self._kit = _kit(data / "workstation")
        self._port = 0
        self._web = 0

    def run(self) -> list[Figures]:
        """All measurements."""
        say("loading the clinic")
        load_clinic(self._house, (self._data / SIDECAR_PASSWORD).read_text())
        slots = loading.make_room(self._house)
        loading.spread_numbers(self._house)
        self._add_patients(FEW, 100_000)
        figures = self._bare(slots)
        prescriptions = loading.load_prescriptions(self._house, int(SECONDS * 4_000))
        self._port, self._web = free_port(18861), free_port(18862)
        ports = {"OMMS_PORT": str(self._port), "OMMS_WEB_PORT": str(self._web)}
        with Processes(self._data / "logs", {**self._environment, **ports}) as processes:
            for process, command, port in (
                ("server", "serve", self._port),
                ("sidecar", "web", self._web),
            ):
                processes.start(process, ["omms_server.cli", "--data", str(self._data), command])
                processes.wait_for_port(process, port)
            figures += self._served(slots, prescriptions)
        self._house.database.close()
        return figures

    def _served(self, slots: list[int], prescriptions: list[int]) -> list[Figures]:
        desk, pharmacy = self._sign_in("amy"), self._sign_in("chen")
        patients = loading.patient_ids(self._house, 12_000)
        waiting, booked = iter(prescriptions), itertools.count()

        def booking() -> Request[Any]:
            turn = next(booked)
            patient, slot = patients[turn % len(patients)], slots[turn * 7919 % len(slots)]
            return BookAppointment(patient_id=patient, slot_id=slot)

        def dispensing() -> Request[Any]:
            return Dispense(prescription_id=next(waiting), version=1)

        figures = []
        for sessions in (1, 50, 500):
            figures.append(self._load("book a slot", sessions, desk, booking))
        for sessions in (1, 50, 500):
            figures.append(self._load("dispense", sessions, pharmacy, dispensing))
        figures += self._searches(desk, FEW + 2_000, 100_000, FEW)
        figures += self._slots_page()
        self._add_patients(PATIENTS, 1_000_000)
        figures += self._searches(desk, PATIENTS + FEW + 2_000, 1_000_000, PATIENTS)
        return figures

    def _searches(self, token: str, there: int, first: int, count: int) -> list[Figures]:
        texts = itertools.cycle(loading.some_searches(count, first, 5_000))

        def search() -> Request[Any]:
            return FindPatients(text=next(texts), limit=20)

        name = f"find a patient among {there:,}"
        return [self._load(name, sessions, token, search) for sessions in (1, 50, 500)]

    def _slots_page(self) -> list[Figures]:
        connection = http.client.HTTPConnection("127.0.0.1", self._web)
        connection.request("GET", "/api/v1/departments")
        body = json.loads(connection.getresponse().read())["data"]
        offered = next(row for row in body if row["days"])
        path = (
            f"/api/v1/departments/{offered['department']['id']}/slots?on={offered['days'][0]['on']}"
        )

        def make(_number: int) -> Caller:
            mine = http.client.HTTPConnection("127.0.0.1", self._web)

            def call() -> bool:
                mine.request("GET", path)
                answer = mine.getresponse()
                answer.read()
                return answer.status == 200

            return call

        return [self._measured("booking page's slots call", n, make) for n in (50, 500)]

    def _load(
        self, name: str, sessions: int, token: str, request: Callable[[], Request[Any]]
    ) -> Figures:
        address = ServerAddress("127.0.0.1", self._port, "localhost")

        def make(_number: int) -> Caller:
            connection = Connection(address, self._kit)

            def call() -> bool:
                return '"code":"ok"' in connection.call(_frame(request(), token))[:20]

            return call

        return self._measured(name, sessions, make)

    def _bare(self, slots: list[int]) -> list[Figures]:
        patients = loading.patient_ids(self._house, 12_000)
        sql = bare.booking_sql(self._connect, slots, patients)
        figures = [self._measured("bare: a booking's SQL", n, sql) for n in (1, 8, 50)]
        echo = bare.echo_server(self._data / "tls")
        try:
            callers = bare.echo_caller(echo.address, self._kit)
            figures += [
                self._measured("bare: RPyC echo over TLS", n, callers) for n in (1, 50, 500)
            ]
        finally:
            echo.stop(2.0)
        return figures

    def _measured(self, name: str, sessions: int, make: Callable[[int], Caller]) -> Figures:
        figures = measure(name, sessions, make, SECONDS)
        say(
            f"{name}, {sessions}: {figures.per_second:,.0f}/s, P95 {figures.p95:.1f} ms, refused {figures.faults}"
        )
        return figures

    def _add_patients(self, count: int, first: int) -> None:
        say(f"adding {count:,} patients")
        for start in range(first, first + count, loading.ROWS_A_FILE):
            rows = min(loading.ROWS_A_FILE, first + count - start)
            with self._connect() as connection:
                loading.load_patients(self._house, rows, start, OUT, connection)

    def _connect(self) -> pymysql.Connection[Any]:
        return pymysql.connect(
            host=self._server.host, port=self._server.port, user="root", database=self._name,
            charset="utf8mb4", local_infile=True, autocommit=False,
        )  # fmt: skip

    def _sign_in(self, username: str) -> str:
        address = ServerAddress("127.0.0.1", self._port, "localhost")
        client = Client(address, self._kit)
        try:
            return client.send(SignIn(username=username, password=PASSWORD)).access_token
        finally:
            client.close()


def _frame(request: Request[Any], token: str) -> str:
    key = uuid.uuid4().hex if isinstance(request, Command) else None
    body = request.model_dump(mode="json")
    return Call(method=request.method, body=body, token=token, key=key).model_dump_json()


def _kit(folder: Path) -> TlsFiles:
    (certificate,) = folder.glob("workstation-*.pem")
    return TlsFiles(folder / "authority.pem", certificate, certificate.with_suffix(".key"))


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
