"""The real server over TLS shuts out who is not enrolled or was revoked, on living connections
too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import update

from omms_server.bootstrap import Application
from omms_server.client.connection import Connection, ServerAddress, TlsFiles
from omms_server.contract.faults import Unreachable
from omms_server.contract.wire import Call, Outcome
from omms_server.core.rpyc_server import RpycServer
from omms_server.core.tls import Issued, Kind, issue
from omms_server.installation import install
from omms_server.models.workstation import Workstation
from omms_server.serving import start
from omms_server.settings import ServerSettings
from tests.support.rpyc_front import tls_files, until

ANYTHING = Call(method="", body={}).model_dump_json()
WITHIN_SECONDS = 5.0


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    settings: ServerSettings
    front: RpycServer
    application: Application

    def connect(self, files: TlsFiles) -> Connection:
        return Connection(ServerAddress(*self.front.address, "127.0.0.1"), files, 10)

    def change(self, **values: object) -> None:
        """By another instance, as far as this one can tell."""
        mine = update(Workstation).where(Workstation.name == "workstation-1").values(**values)
        self.application.house.database.write(lambda session: session.execute(mine))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> ServerSettings:
    return install(tmp_path_factory.mktemp("shut-out") / "data", "port = 0\nworkers = 2\n")


@pytest.fixture
def server(settings: ServerSettings) -> Iterator[Served]:
    front, application = start(settings)
    served = Served(settings, front, application)
    yield served
    served.change(revoked_at=None)
    front.stop(2.0)
    application.stop()


@pytest.fixture
def desk(server: Served) -> Iterator[Connection]:
    """A connection of the workstation that the installation equipped."""
    folder = server.settings.tls
    stem = "workstation-workstation-1"
    issued = Issued(folder / "authority.pem", folder / f"{stem}.pem", folder / f"{stem}.key")
    connection = server.connect(tls_files(issued))
    yield connection
    connection.close()


def said_to(connection: Connection) -> str:
    return Outcome.model_validate_json(connection.call(ANYTHING)).code


def test_what_the_installation_equipped_is_enrolled(server: Served, desk: Connection) -> None:
    assert said_to(desk) == "unknown_request"
    folder = server.settings.tls
    stem = folder / "service-sidecar.pem"
    sidecar = server.connect(TlsFiles(folder / "authority.pem", stem, stem.with_suffix(".key")))
    assert said_to(sidecar) == "unknown_request"
    sidecar.close()


def test_an_unknown_certificate_of_the_same_authority_is_refused(
    server: Served, tmp_path: Path
) -> None:
    stranger = server.connect(tls_files(issue(server.settings.tls, "stranger", Kind.WORKSTATION)))
    assert said_to(stranger) == "workstations.refused"
    assert until(lambda: server.front.connections == 0, WITHIN_SECONDS)
    stranger.close()


def test_the_next_call_of_a_revoked_machine_is_refused_and_its_connection_ends(
    server: Served, desk: Connection
) -> None:
    assert said_to(desk) == "unknown_request"
    server.change(revoked_at=server.application.house.clock.now())
    revoked = time.monotonic()
    assert until(lambda: is_shut_out(desk), WITHIN_SECONDS)
    assert until(lambda: server.front.connections == 0, WITHIN_SECONDS)
    assert time.monotonic() - revoked < WITHIN_SECONDS
    desk.close()
    assert said_to(desk) == "workstations.refused"  # a new handshake changes nothing


def is_shut_out(connection: Connection) -> bool:
    try:
        return said_to(connection) == "workstations.refused"
    except Unreachable:  # ended before the call
        return True


def test_a_silent_connection_of_a_revoked_machine_ends_too(
    server: Served, desk: Connection
) -> None:
    assert said_to(desk) == "unknown_request"
    assert server.front.connections == 1
    server.change(revoked_at=server.application.house.clock.now())
    assert until(lambda: server.front.connections == 0, WITHIN_SECONDS)
