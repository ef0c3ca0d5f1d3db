"""Migrations: up, down and up again on every engine, and what they make is what the models say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import BigInteger, String, inspect, text

from omms_server.core.database import Database
from omms_server.core.migration import downgrade, is_current, migrate
from omms_server.migrations import steps
from omms_server.models import Base


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    yield made
    made.close()


def same_type(
    _context: Any, _column: Any, _model_column: Any, found: Any, wanted: Any
) -> bool | None:
    """Our own types by what they are stored as; None leaves the judgement to Alembic."""
    stored = getattr(wanted, "impl", wanted)
    if isinstance(stored, BigInteger):
        return not isinstance(found, BigInteger)
    if isinstance(stored, String) and stored is not wanted:
        return getattr(found, "length", None) != stored.length
    return None


def drift(database: Database) -> list[Any]:
    """What Alembic would still change to make the database what the models say."""
    with database.engine.connect() as connection:
        options = {"compare_type": same_type, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again_without_drift(database: Database) -> None:
    assert not is_current(database.engine)
    migrate(database.engine)
    assert is_current(database.engine)
    assert tables(database) == set(Base.metadata.tables)
    assert drift(database) == []
    downgrade(database.engine)
    assert tables(database) == set()
    assert not is_current(database.engine)
    migrate(database.engine)
    migrate(database.engine)
    assert is_current(database.engine)
    assert drift(database) == []


def test_a_migration_that_broke_off_can_be_run_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MySQL keeps every statement that was done before; SQLite begins anew."""
    left = [9]
    create_table = steps.op.create_table

    def breaks(*parts: Any, **options: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise ConnectionError("the power went")
        create_table(*parts, **options)

    with monkeypatch.context() as patch:
        patch.setattr(steps.op, "create_table", breaks)
        with pytest.raises(ConnectionError):
            migrate(database.engine)
    assert not is_current(database.engine)
    migrate(database.engine)
    assert is_current(database.engine)
    assert drift(database) == []


def test_drift_would_be_seen(database: Database) -> None:
    migrate(database.engine)
    database.write(lambda s: s.execute(text("DROP TABLE lease")))
    database.write(lambda s: s.execute(text("ALTER TABLE event ADD COLUMN extra INT")))
    assert {change[0] for change in drift(database)} == {"add_table", "remove_column"}
