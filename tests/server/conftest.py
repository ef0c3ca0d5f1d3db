"""The clinic that service tests work in: its schema and seeds are made once a worker and engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from omms_server.core.log import configure_log
from omms_server.models import Base
from tests.support.clinic import Clinic, open_clinic, reopen_clinic
from tests.support.database_fixtures import fresh_database

SEEDS = {"department", "charge_item", "charge_price", "drug"}
"""Tables that a test finds filled; all others are emptied before it."""
PEOPLE = ("staff", "account", "post", "prescribing_right")
"""Tables that tests change: they are filled anew, parents first."""


@pytest.fixture(scope="session", autouse=True)
def _masked_log() -> None:
    """Log as the server does: one JSON line, masked, without local variables."""
    configure_log()


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("mariadb", marks=pytest.mark.mariadb),
        pytest.param("mysql56", marks=pytest.mark.mysql56),
    ]
)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which engine a service test runs on."""
    return str(request.param)


class Templates:
    """Seeded clinics of this worker; one is opened when its engine is first asked for."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._opened: dict[str, Clinic] = {}
        self._people: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self._stack = stack
        self._folder = folder

    def of(self, kind: str, request: pytest.FixtureRequest) -> Clinic:
        """The seeded clinic of this engine."""
        if kind not in self._opened:
            opened = open_clinic(self._folder / kind, self._url(kind, request))
            self._stack.callback(opened.app.house.database.close)
            self._opened[kind] = opened
            self._people[kind] = opened.app.house.database.read(_rows_of_people)
        return self._opened[kind]

    def as_seeded(self, kind: str, request: pytest.FixtureRequest) -> Clinic:
        """The same, with nothing in it but the seeds."""
        found = self.of(kind, request)
        people = self._people[kind]
        found.app.house.database.write(lambda session: _forget_everything(session, people))
        return found

    def _url(self, kind: str, request: pytest.FixtureRequest) -> str:
        if kind == "sqlite":
            return f"sqlite:///{self._folder / 'clinic.sqlite'}"
        server = request.getfixturevalue(f"{kind}_server")
        return self._stack.enter_context(fresh_database(server))


@pytest.fixture(scope="session")
def templates(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Templates]:
    """The clinics of this worker, dropped at the end."""
    with ExitStack() as stack:
        yield Templates(stack, tmp_path_factory.mktemp("clinics"))


@pytest.fixture
def working_clinic(
    templates: Templates, database_kind: str, request: pytest.FixtureRequest
) -> Clinic:
    """A clinic as on its first morning: seeded, and nothing has happened yet."""
    return reopen_clinic(templates.as_seeded(database_kind, request))


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    """The same under a shorter name, where no other clinic is meant."""
    return working_clinic


def _rows_of_people(session: Session) -> dict[str, list[dict[str, Any]]]:
    tables = Base.metadata.tables
    return {
        name: [dict(row) for row in session.execute(select(tables[name])).mappings()]
        for name in PEOPLE
    }


def _forget_everything(session: Session, people: dict[str, list[dict[str, Any]]]) -> None:
    is_mysql = session.get_bind().dialect.name == "mysql"
    if is_mysql:
        session.execute(text("SET foreign_key_checks=0"))
    else:
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in SEEDS:
            session.execute(delete(table))
    for name in PEOPLE:
        session.execute(insert(Base.metadata.tables[name]), people[name])
    if is_mysql:
        session.execute(text("SET foreign_key_checks=1"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat concurrency tests OMMS_TIMES times (`make race` runs them a hundred times)."""
    if metafunc.definition.get_closest_marker("concurrency"):
        metafunc.fixturenames.append("turn")
        metafunc.parametrize("turn", range(int(os.environ.get("OMMS_TIMES", "1"))))
