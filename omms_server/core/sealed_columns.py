"""Which columns hold sealed values: read from the tables' types, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, func, literal, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.types import VARBINARY

from omms_server.models import Base

from .vault import HEADER_BYTES, Field, SealBroken, Vault

NEVER_CHANGED = frozenset({"audit_entry"})
"""Append-only and hashed into the trail's chain as they are: their old keys are kept for them."""
EXPIRES = frozenset({"command_done"})
"""Deleted after some days in any case (core/commands_done.py)."""
AT_ONCE = 500


@dataclass(frozen=True)
class SealedTable:
    """A table with sealed columns, each bound to the row's only key column."""

    table: Table
    columns: tuple[Column[Any], ...]

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def key(self) -> Column[Any]:
        """What a row's sealed values are bound to."""
        (key,) = self.table.primary_key.columns
        return key

    @property
    def moves(self) -> bool:
        """Whether its values are sealed anew when a key is replaced."""
        return self.name not in NEVER_CHANGED | EXPIRES

    def field(self, column: Column[Any]) -> Field:
        """The place that one of its columns is."""
        return Field(self.name, column.name)


def sealed_tables(tables: Iterable[Table] | None = None) -> tuple[SealedTable, ...]:
    """Every table that has sealed columns, by name."""
    given = Base.metadata.tables.values() if tables is None else tables
    found = [
        SealedTable(table, columns)
        for table in given
        if (columns := tuple(column for column in table.columns if _is_sealed(column)))
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def count_by_key(session: Session, one: SealedTable) -> dict[str, dict[int, int]]:
    """How many values of each column are sealed with which key, by column and key id."""
    counts: dict[str, dict[int, int]] = {}
    for column in one.columns:
        head = func.substr(column, 1, HEADER_BYTES, type_=LargeBinary)
        rows = session.execute(select(head, func.count()).where(column.is_not(None)).group_by(head))
        counts[column.name] = {int.from_bytes(bytes(row[0])[1:], "big"): row[1] for row in rows}
    return counts


def count_others(session: Session, one: SealedTable, header: bytes) -> int:
    """How many rows hold a value that is not sealed with the key of this header."""
    wanted = literal(header, LargeBinary)
    other = [
        func.substr(column, 1, HEADER_BYTES, type_=LargeBinary) != wanted for column in one.columns
    ]
    return session.scalar(select(func.count()).select_from(one.table).where(or_(*other))) or 0


def broken_seals(session: Session, vault: Vault) -> Iterator[str]:
    """Open every sealed value and name the places of those that do not open."""
    for one in sealed_tables():
        after: Any = None
        while rows := _page(session, one, after):
            for row in rows:
                yield from _broken_of(one, row, vault)
            after = rows[-1][0]


def _broken_of(one: SealedTable, row: Any, vault: Vault) -> Iterator[str]:
    for column, value in zip(one.columns, row[1:], strict=True):
        if value is None:
            continue
        try:
            vault.open_bytes(one.field(column), row[0], bytes(value))
        except SealBroken as broken:
            yield str(broken)


def _page(session: Session, one: SealedTable, after: Any) -> list[Any]:
    statement = select(one.key, *one.columns).order_by(one.key).limit(AT_ONCE)
    if after is not None:
        statement = statement.where(one.key > after)
    return list(session.execute(statement).all())


def _is_sealed(column: Column[Any]) -> bool:
    return isinstance(column.type, VARBINARY) or type(column.type) is LargeBinary
