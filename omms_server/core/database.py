"""The one database connection pool: session set-up, short transactions, and running them again on
conflict."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.orm import Session, sessionmaker

from omms_server.contract.faults import Busy, InProgress

R = TypeVar("R")

SQL_MODE = (
    "STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY"
)
CONFLICTS = frozenset({1213, 1205, 1020, 1180, 8002, 8005, 8022, 8028, 9007})
LOST = frozenset({1047, 2003, 2006, 2013, 2055})
TRIES = 8


class Database:
    """Opens transactions. Writers of SQLite take turns in this process instead of busy-waiting in
    the library."""

    def __init__(self, url: str, pool_size: int = 16) -> None:
        self.engine = make_engine(url, pool_size)
        self.kind = self.engine.dialect.name
        self.is_sqlite = self.kind == "sqlite"
        self._sessions = sessionmaker(self.engine, expire_on_commit=False, autoflush=False)
        self._writer = threading.Lock()

    def read(self, work: Callable[[Session], R]) -> R:
        """Run `work` in a transaction that changes nothing."""
        return self._again(lambda: self._once(work, write=False))

    def write(self, work: Callable[[Session], R]) -> R:
        """Run `work` as one transaction; again, from the start, when the database reports a
        conflict."""
        return self._again(lambda: self._once(work, write=True))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _once(self, work: Callable[[Session], R], *, write: bool) -> R:
        with self._turn(write), self._sessions() as session:
            if self.is_sqlite:
                session.connection().exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                result = work(session)
                if write:
                    session.commit()
            except BaseException:
                session.rollback()
                raise
            return result

    @contextmanager
    def _turn(self, write: bool) -> Iterator[None]:
        if not (self.is_sqlite and write):
            yield
            return
        if not self._writer.acquire(timeout=10):
            raise Busy(seconds=1)
        try:
            yield
        finally:
            self._writer.release()

    def _again(self, once: Callable[[], R]) -> R:
        for attempt in range(TRIES):
            try:
                return once()
            except NoConnectionLeft as error:
                raise Busy(seconds=1) from error
            except OperationalError as error:
                if not is_conflict(error):
                    raise
                if error_number(error) == 1205 and attempt:
                    raise InProgress from error
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 jitter, no secret
        raise Busy(seconds=1)


def make_engine(url: str, pool_size: int) -> Engine:
    """An engine with the session set-up that OMMS relies on (docs/decisions/0006-one-schema.md)."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 10})
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_recycle=1800,
        pool_reset_on_return=None,  # every transaction here is committed or rolled back
        pool_timeout=10,
        isolation_level="READ COMMITTED",
        connect_args={"charset": "utf8mb4"},
    )
    event.listen(engine, "connect", _prepare_mysql)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_mysql(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SET sql_mode=%s, time_zone='+00:00', innodb_lock_wait_timeout=5", (SQL_MODE,)
        )


def error_number(error: DBAPIError) -> int | None:
    """The server's error number, where there is one."""
    arguments = getattr(error.orig, "args", ())
    return arguments[0] if arguments and isinstance(arguments[0], int) else None


def is_conflict(error: DBAPIError) -> bool:
    """Whether the transaction may simply run again: deadlock, lock wait, lost connection, busy
    SQLite.

    A connection lost during COMMIT leaves the outcome unknown; running again is right because every
    command's
    idempotency key is written in the same transaction.
    """
    number = error_number(error)
    if number is not None:
        return number in CONFLICTS or number in LOST
    return "database is locked" in str(error.orig)


def is_duplicate(error: IntegrityError, key: str) -> bool:
    """Whether a unique key of this name (or, on SQLite, of these columns' table.column) refused the
    row."""
    return key in str(error.orig)


def ping(database: Database) -> None:
    """Raise when the database does not answer."""
    database.read(lambda session: session.execute(text("SELECT 1")).scalar())
