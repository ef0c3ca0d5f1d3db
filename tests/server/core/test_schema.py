"""The MySQL schema as generated, held to what MySQL 5.5 knows (docs/decisions/0006)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import Column, Table
from sqlalchemy.dialects.mysql import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from omms_server.models import Base

MYSQL = dialect()  # type: ignore[no-untyped-call]
TABLES = list(Base.metadata.sorted_tables)
UNKNOWN_TO_5_5 = (
    "JSON", "CHECK", "GENERATED", "VIRTUAL", "STORED", "DATETIME", "TIMESTAMP", "FLOAT", "DOUBLE",
    "ENUM", "AUTO_INCREMENT", "DEFAULT", "FULLTEXT", "ROW_FORMAT", "INVISIBLE",
)  # fmt: skip
"""Words that no statement of ours may hold: unknown there, inexact, or another in each engine."""
COLUMN_BYTES, INDEX_BYTES, ROW_BYTES, NAME = 767, 3072, 65_535, 64
FIXED = {"BIGINT": 8, "INTEGER": 4, "BOOL": 1, "DATE": 3, "TEXT": 12, "BLOB": 12}
FIXED |= {f"{size}{kind}": 12 for size in ("MEDIUM", "LONG") for kind in ("TEXT", "BLOB")}
EVERY = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def ddl(table: Table) -> str:
    """What is sent to MySQL for one table."""
    parts: list[Any] = [CreateTable(table), *(CreateIndex(index) for index in table.indexes)]
    return "\n".join(str(part.compile(dialect=MYSQL)) for part in parts)


def size(column: Column[Any]) -> int:
    """The most bytes that a column takes in a row or an index."""
    kind = column.type.compile(dialect=MYSQL).upper()
    name, _, rest = kind.partition("(")
    if name in FIXED:
        return FIXED[name]
    length = int(rest.split(")")[0])
    if name in ("BINARY", "VARBINARY"):
        return length + 2
    assert name in ("VARCHAR", "CHAR"), kind
    return length * (1 if "CHARACTER SET ASCII" in kind else 4) + 2


def keys(table: Table) -> list[list[Column[Any]]]:
    """The columns of every index: primary key, unique keys, foreign keys' and our own."""
    unique = [each for each in table.constraints if type(each).__name__ == "UniqueConstraint"]
    listed = [table.primary_key, *unique, *table.indexes]
    return [list(each.columns) for each in listed]


def names(table: Table) -> Iterable[str]:
    yield table.name
    yield from (column.name for column in table.columns)
    for each in (*table.constraints, *table.indexes):
        if each.name is not None:
            yield str(each.name)


@EVERY
def test_no_statement_holds_what_5_5_does_not_know(table: Table) -> None:
    words = set(re.findall(r"[A-Z_]+", re.sub(r"`[^`]*`", "", ddl(table)).upper()))
    words -= {word.upper() for word in names(table)}
    text = ddl(table).replace("DEFAULT CHARSET", "").replace("DEFAULT CHARACTER SET", "")
    found = {word for word in UNKNOWN_TO_5_5 if word != "DEFAULT"} & words
    assert not found
    assert "DEFAULT" not in text.upper()


@EVERY
def test_a_table_is_innodb_and_compares_binary(table: Table) -> None:
    text = ddl(table)
    assert "ENGINE=InnoDB" in text
    assert "CHARSET=utf8mb4" in text
    assert "COLLATE utf8mb4_bin" in text


@EVERY
def test_an_index_fits(table: Table) -> None:
    for columns in keys(table):
        assert max(size(column) for column in columns) <= COLUMN_BYTES
        assert sum(size(column) for column in columns) <= INDEX_BYTES


@EVERY
def test_a_row_fits(table: Table) -> None:
    assert sum(size(column) for column in table.columns) <= ROW_BYTES


@EVERY
def test_every_foreign_key_has_an_index_of_its_own(table: Table) -> None:
    first = [columns[0].name for columns in keys(table)]
    without = {key.parent.name for key in table.foreign_keys} - set(first)
    assert not without


@EVERY
def test_names_are_short_lower_case_and_given(table: Table) -> None:
    found = list(names(table))
    assert all(len(name) <= NAME for name in found), found
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in found), found
    assert all(each.name for each in (*table.constraints, *table.indexes))


@EVERY
def test_every_table_has_a_primary_key(table: Table) -> None:
    assert list(table.primary_key.columns)


def test_no_two_keys_share_a_name() -> None:
    """SQLite keeps index names for the whole database, MySQL foreign keys'."""
    found = [str(index.name) for table in TABLES for index in table.indexes]
    found += [str(key.name) for table in TABLES for key in table.foreign_key_constraints]
    assert len(found) == len(set(found))


def test_the_lint_sees_what_it_looks_for() -> None:
    assert size(Base.metadata.tables["staff"].c.name) == 50 * 4 + 2
    assert size(Base.metadata.tables["staff"].c.staff_no) == 20 + 2
    assert size(Base.metadata.tables["patient"].c.name) == 300 + 2
    assert len(TABLES) > 20
