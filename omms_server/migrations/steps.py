"""Steps of migrations that may run again after one broke off: MySQL keeps what was done before."""

from typing import Any

from alembic import op
from sqlalchemy import inspect


def create_table(name: str, *parts: Any, **options: Any) -> None:
    """Create a table unless it is there."""
    op.create_table(name, *parts, if_not_exists=True, **options)


def create_index(table: str, name: str, columns: list[str]) -> None:
    """Create an index unless it is there; MySQL has no words for that."""
    known = {index["name"] for index in inspect(op.get_bind()).get_indexes(table)}
    if name not in known:
        op.create_index(name, table, columns)


def drop_table(name: str) -> None:
    """Drop a table with its indexes if it is there."""
    op.drop_table(name, if_exists=True)
