"""Fixtures that give tests an empty database on SQLite, MariaDB or MySQL 5.6."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.support.databases import VARIABLE, DatabaseServer, Kind, Servers, open_servers

NEEDS = {"mariadb": "it needs mariadb-server: make system-test", "mysql56": "it is fetched by npm"}
_run = ExitStack()


def open_run() -> None:
    """In the controller of a run: have a folder for servers that its workers find."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = str(_run.enter_context(open_servers()).folder)
        _run.callback(os.environ.pop, VARIABLE)


def close_run() -> None:
    """Stop the servers that this process opened the run for."""
    _run.close()


def _server(kind: Kind) -> DatabaseServer:
    server = Servers(Path(os.environ[VARIABLE])).get(kind)
    if server is None:
        pytest.skip(f"{kind} cannot be had here ({NEEDS[kind]}); CI must have it")
    return server


@pytest.fixture(scope="session")
def mariadb_server() -> DatabaseServer:
    """The run's MariaDB, started when a test first asks."""
    return _server("mariadb")


@pytest.fixture(scope="session")
def mysql56_server() -> DatabaseServer:
    """The run's MySQL 5.6.24, started when a test first asks."""
    return _server("mysql56")


@contextmanager
def fresh_database(server: DatabaseServer) -> Iterator[str]:
    """The address of an empty database that is dropped at the end of the block."""
    name = f"omms_{uuid.uuid4().hex[:12]}"
    server.create(name)
    try:
        yield server.url(name)
    finally:
        server.drop(name)


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("mariadb", marks=pytest.mark.mariadb),
        pytest.param("mysql56", marks=pytest.mark.mysql56),
    ]
)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'omms.sqlite'}"
        return
    with fresh_database(request.getfixturevalue(f"{request.param}_server")) as url:
        yield url


@pytest.fixture
def mariadb_url(mariadb_server: DatabaseServer) -> Iterator[str]:
    """The address of an empty database on MariaDB."""
    with fresh_database(mariadb_server) as url:
        yield url
