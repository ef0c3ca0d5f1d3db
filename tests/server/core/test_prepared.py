"""Prepared statements: the same values, errors and transaction as through the session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from omms_server.core.database import Database, is_conflict
from omms_server.core.prepared import CountUp, Prepared
from omms_server.models.base import UtcMoment
from tests.support.databases import DatabaseServer

PLACE = Table(
    "place",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(40), nullable=False),
    Column("on_date", Date),
    Column("at", UtcMoment),
    Column("taken", Integer),
    Column("issued", Integer),
)
ADD = Prepared(insert(PLACE))
ADD_SHORT = Prepared(insert(PLACE), ("id", "name"))
ONE = Prepared(select(PLACE).where(PLACE.c.id == bindparam("of_id")))
ALL = Prepared(select(PLACE.c.id).order_by(PLACE.c.id))
RENAME = Prepared(
    update(PLACE).where(PLACE.c.id == bindparam("of_id")).values(name=bindparam("to"))
)
REMOVE = Prepared(delete(PLACE).where(PLACE.c.name == "100 %"))
TAKE = CountUp(
    PLACE, "issued", (PLACE.c.id == bindparam("of_id"), PLACE.c.taken < bindparam("most")), "taken"
)
MOMENT = datetime(2026, 5, 4, 3, 2, 1, 500_000, tzinfo=UTC)
FULL: dict[str, Any] = {
    "id": 1, "name": "门诊 100 %", "on_date": date(2026, 5, 4), "at": MOMENT,
    "taken": 0, "issued": 7,
}  # fmt: skip


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """One empty table, on each engine."""
    made = Database(database_url, pool_size=2)
    PLACE.create(made.engine)
    yield made
    made.close()


def test_what_is_written_is_read_again_with_its_types(database: Database) -> None:
    assert database.write(lambda s: ADD.change(s, FULL)) == 1
    row = database.read(lambda s: ONE.row(s, {"of_id": 1}))
    assert row is not None
    assert row._asdict() == FULL


def test_columns_that_are_not_named_stay_empty(database: Database) -> None:
    database.write(lambda s: ADD_SHORT.change(s, {"id": 2, "name": "x"}))
    row = database.read(lambda s: ONE.row(s, {"of_id": 2}))
    assert row is not None
    assert (row.name, row.on_date, row.at) == ("x", None, None)


def test_no_row_is_none_and_a_change_tells_how_many_it_met(database: Database) -> None:
    def work(session: Any) -> tuple[Any, int, int]:
        ADD.change(session, FULL)
        met = RENAME.change(session, {"of_id": 1, "to": FULL["name"]})
        missed = RENAME.change(session, {"of_id": 9, "to": "y"})
        return ONE.row(session, {"of_id": 9}), met, missed

    assert database.write(work) == (None, 1, 0), "a row that is met counts, changed or not"


def test_rows_come_in_the_shape_that_is_asked_for(database: Database) -> None:
    ids = Prepared(select(PLACE.c.id, PLACE.c.name), shape=lambda number, name: (name, number))
    database.write(lambda s: ADD.change(s, FULL))
    assert database.read(ids.rows) == [("门诊 100 %", 1)]


def test_a_value_in_the_statement_itself_needs_no_parameter(database: Database) -> None:
    database.write(lambda s: ADD_SHORT.change(s, {"id": 3, "name": "100 %"}))
    assert database.write(REMOVE.change) == 1
    assert database.read(ALL.rows) == []


def test_counting_up_tells_the_new_value_until_the_condition_fails(database: Database) -> None:
    database.write(lambda s: ADD.change(s, FULL))
    given = {"of_id": 1, "most": 2}
    told = [database.write(lambda s: TAKE.next(s, given)) for _ in range(3)]
    assert told == [8, 9, None]
    row = database.read(lambda s: ONE.row(s, {"of_id": 1}))
    assert row is not None
    assert (row.issued, row.taken) == (9, 2)


def test_it_belongs_to_the_transaction_of_the_session(database: Database) -> None:
    def work(session: Any) -> None:
        session.execute(insert(PLACE), {"id": 4, "name": "session"})
        ADD_SHORT.change(session, {"id": 5, "name": "prepared"})
        assert len(ALL.rows(session)) == 2
        raise KeyError

    with pytest.raises(KeyError):
        database.write(work)
    assert database.read(ALL.rows) == []


def test_a_duplicate_is_the_error_that_the_session_raises_and_names_no_value(
    database: Database,
) -> None:
    database.write(lambda s: ADD.change(s, FULL))
    with pytest.raises(IntegrityError) as caught:
        database.write(lambda s: ADD.change(s, FULL))
    assert caught.value.params is None
    assert FULL["name"] not in str(caught.value)


@pytest.mark.mariadb
def test_a_cut_connection_is_a_conflict_and_the_work_runs_again(
    mariadb_server: DatabaseServer,
) -> None:
    mariadb_server.create("prepared_cut")
    database = Database(mariadb_server.url("prepared_cut"), pool_size=1)
    PLACE.create(database.engine)
    errors: list[OperationalError] = []

    def work(session: Any) -> int:
        own = session.scalar(text("SELECT CONNECTION_ID()"))
        if not errors:
            with mariadb_server.connect() as other, other.cursor() as cursor:
                cursor.execute(f"KILL {own}")
        try:
            return ADD.change(session, FULL)
        except OperationalError as error:
            errors.append(error)
            raise

    try:
        assert database.write(work) == 1
        (error,) = errors
        assert error.connection_invalidated
        assert is_conflict(error)
    finally:
        database.close()
        mariadb_server.drop("prepared_cut")
