"""Steps of migrations that may run again after one broke off: MySQL keeps what was done before."""

from typing import Any

from alembic import op
from sqlalchemy import Column, inspect

from omms_server.core.append_only import guards


def create_table(name: str, *parts: Any, **options: Any) -> None:
    """Create a table unless it is there."""
    op.create_table(name, *parts, if_not_exists=True, **options)


def create_index(table: str, name: str, columns: list[str], *, unique: bool = False) -> None:
    """Create an index unless it is there; MySQL has no words for that."""
    if name not in _indexes(table):
        op.create_index(name, table, columns, unique=unique)


def drop_index(table: str, name: str) -> None:
    """Drop an index if it is there."""
    if name in _indexes(table):
        op.drop_index(name, table)


def add_column(table: str, column: Column[Any]) -> None:
    """Add a column unless it is there."""
    if column.name not in _columns(table):
        op.add_column(table, column)


def drop_column(table: str, name: str) -> None:
    """Drop a column if it is there."""
    if name in _columns(table):
        op.drop_column(table, name)


def drop_table(name: str) -> None:
    """Drop a table with its indexes if it is there."""
    op.drop_table(name, if_exists=True)


def guard_trail() -> None:
    """On SQLite refuse changes of the trail; elsewhere the server's account has no right to it."""
    if op.get_bind().dialect.name == "sqlite":
        for _, statement in guards():
            op.execute(statement)


def _indexes(table: str) -> set[str | None]:
    return {index["name"] for index in inspect(op.get_bind()).get_indexes(table)}


def _columns(table: str) -> set[str]:
    return {column["name"] for column in inspect(op.get_bind()).get_columns(table)}
