"""Transactions: again on conflict, in turn on SQLite, and whole after a lost connection."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from omms_server.contract.faults import Busy, InProgress
from omms_server.core import database as module
from omms_server.core.database import SQL_MODE, TRIES, Database, is_conflict, is_duplicate, ping
from tests.support.databases import DatabaseServer


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with one table, on each engine."""
    made = Database(database_url, pool_size=4)
    made.write(lambda s: s.execute(text("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL)")))
    yield made
    made.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    made.write(lambda s: s.execute(text("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL)")))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.random, "uniform", lambda _low, _high: 0)


def refused(number: int) -> OperationalError:
    return OperationalError("UPDATE", {}, Exception(number, "from the server"))


def insert(number: int) -> Any:
    return lambda s: s.execute(text("INSERT INTO t VALUES (:n, 0)"), {"n": number})


def count(database: Database) -> int:
    return database.read(lambda s: s.scalar(text("SELECT COUNT(*) FROM t")))


class Failing:
    """Work that the database refuses a number of times."""

    def __init__(self, times: int, error: Exception) -> None:
        self.left, self.error, self.runs = times, error, 0

    def __call__(self, session: Any) -> str:
        self.runs += 1
        insert(self.runs)(session)
        if self.left:
            self.left -= 1
            raise self.error
        return "done"


@pytest.mark.parametrize("number", [1213, 1205, 1020, 9007, 2006, 2013])
def test_a_conflict_runs_the_whole_transaction_again(sqlite: Database, number: int) -> None:
    work = Failing(1, refused(number))
    assert sqlite.write(work) == "done"
    assert work.runs == 2
    assert count(sqlite) == 1


def test_a_locked_sqlite_is_a_conflict() -> None:
    assert is_conflict(OperationalError("x", {}, Exception("database is locked")))
    assert not is_conflict(OperationalError("x", {}, Exception("no such table: t")))


@pytest.mark.parametrize("error", [refused(1064), ZeroDivisionError(), KeyError("x")])
def test_what_is_no_conflict_is_raised_at_once(sqlite: Database, error: Exception) -> None:
    work = Failing(1, error)
    with pytest.raises(type(error)):
        sqlite.write(work)
    assert work.runs == 1
    assert count(sqlite) == 0


def test_too_many_conflicts_are_busy(sqlite: Database) -> None:
    work = Failing(99, refused(1213))
    with pytest.raises(Busy):
        sqlite.write(work)
    assert work.runs == TRIES
    assert count(sqlite) == 0


def test_a_twin_that_holds_its_lock_twice_is_in_progress(sqlite: Database) -> None:
    work = Failing(99, refused(1205))
    with pytest.raises(InProgress):
        sqlite.write(work)
    assert work.runs == 2


def test_no_connection_left_is_busy(sqlite: Database) -> None:
    with pytest.raises(Busy):
        sqlite.read(Failing(1, NoConnectionLeft("QueuePool limit reached")))


def test_a_write_is_kept_and_a_failed_one_is_not(database: Database) -> None:
    database.write(insert(1))
    with pytest.raises(IntegrityError):
        database.write(lambda s: (insert(2)(s), insert(1)(s)))
    assert count(database) == 1
    ping(database)


def test_a_duplicate_names_its_key(database: Database) -> None:
    database.write(insert(1))
    with pytest.raises(IntegrityError) as error:
        database.write(insert(1))
    assert is_duplicate(error.value, "t.id" if database.is_sqlite else "PRIMARY")
    assert not is_duplicate(error.value, "uq_other")


def test_writers_of_sqlite_take_turns(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    began, release = threading.Event(), threading.Event()

    def long(session: Any) -> None:
        insert(1)(session)
        began.set()
        assert release.wait(10)

    first = threading.Thread(target=sqlite.write, args=(long,))
    first.start()
    assert began.wait(10)
    second = threading.Thread(target=sqlite.write, args=(insert(2),))
    second.start()
    assert count(sqlite) == 0
    assert second.is_alive()
    release.set()
    first.join(10)
    second.join(10)
    assert count(sqlite) == 2


def test_who_waits_too_long_for_his_turn_is_told_so(sqlite: Database) -> None:
    class Taken:
        def acquire(self, timeout: float) -> bool:
            assert timeout <= 10
            return False

    sqlite._writer = Taken()
    with pytest.raises(Busy):
        sqlite.write(insert(1))


def test_sqlite_is_set_up_for_many_readers_and_true_keys(sqlite: Database) -> None:
    def settings(session: Any) -> list[Any]:
        names = ("journal_mode", "foreign_keys", "synchronous")
        return [session.scalar(text(f"PRAGMA {name}")) for name in names]

    assert sqlite.read(settings) == ["wal", 1, 2]


@pytest.mark.mariadb
def test_every_mysql_connection_is_set_up(mariadb_url: str) -> None:
    database = Database(mariadb_url)
    names = "@@tx_isolation, @@time_zone, @@innodb_lock_wait_timeout, @@sql_mode"
    found = database.read(lambda s: tuple(s.execute(text(f"SELECT {names}")).one()))
    database.close()
    assert found[:3] == ("READ-COMMITTED", "+00:00", 5)
    assert set(SQL_MODE.split(",")) <= set(found[3].split(","))


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("mariadb", marks=pytest.mark.mariadb),
        pytest.param("mysql56", marks=pytest.mark.mysql56),
    ],
)
@pytest.mark.parametrize("when", ["between", "within"])
def test_a_lost_connection_is_made_anew(
    kind: str, when: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Killed between two calls, or in the middle of a transaction, which then runs again."""
    server: DatabaseServer = request.getfixturevalue(f"{kind}_server")
    server.create("omms_lost")
    database = Database(server.url("omms_lost"), pool_size=1)
    try:
        database.write(lambda s: s.execute(text("CREATE TABLE t (id INT PRIMARY KEY, n INT)")))
        if when == "between":
            _kill(server, database.read(lambda s: s.scalar(text("SELECT CONNECTION_ID()"))))
            database.write(insert(1))
        else:
            _killed_within(server, database)
        assert count(database) == 1
    finally:
        database.close()
        server.drop("omms_lost")


def _killed_within(server: DatabaseServer, database: Database) -> None:
    runs = []

    def work(session: Any) -> None:
        insert(1)(session)
        runs.append(session.scalar(text("SELECT CONNECTION_ID()")))
        if len(runs) == 1:
            _kill(server, runs[0])
            session.execute(text("SELECT 1"))

    database.write(work)
    assert len(runs) == 2


def _kill(server: DatabaseServer, connection_id: int) -> None:
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f"KILL {connection_id}")
        while cursor.execute(
            "SELECT 1 FROM information_schema.processlist WHERE id = %s", (connection_id,)
        ):
            pass
