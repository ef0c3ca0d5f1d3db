"""Statements of every call's way: made into text once a dialect, then run by the driver itself.

They take part in the session's transaction and raise SQLAlchemy's errors, but build no result
objects: that costs more than the database's own work (docs/benchmarks.md). For other statements the
session's `execute` is right.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

from sqlalchemy import ClauseElement, Connection, Table, func, update
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

Shape = Callable[..., Any]
_NOTHING: Mapping[str, Any] = {}


class Prepared:
    """One statement, made at import. Give its bound parameters as `values`; a list needs one
    statement a length, since nothing is expanded."""

    def __init__(
        self,
        statement: ClauseElement,
        columns: Sequence[str] | None = None,
        shape: Shape | None = None,
    ) -> None:
        """`columns`: those that an INSERT fills, all by default. `shape` is called with the values
        of each row; a named tuple by default."""
        self._statement = statement
        self._columns = columns
        self._shape = shape
        self._texts: WeakKeyDictionary[Dialect, _Text] = WeakKeyDictionary()

    def rows(self, session: Session, values: Mapping[str, Any] = _NOTHING) -> list[Any]:
        """Run a SELECT."""
        text, cursor = self._run(session, values)
        try:
            return [text.read(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def row(self, session: Session, values: Mapping[str, Any] = _NOTHING) -> Any | None:
        """Run a SELECT that meets one row at most."""
        rows = self.rows(session, values)
        return rows[0] if rows else None

    def change(self, session: Session, values: Mapping[str, Any] = _NOTHING) -> int:
        """Run an INSERT, UPDATE or DELETE and tell how many rows it met."""
        _, cursor = self._run(session, values)
        met: int = cursor.rowcount
        cursor.close()
        return met

    def last_id(self, session: Session, values: Mapping[str, Any]) -> int | None:
        """Run an UPDATE that sets LAST_INSERT_ID and tell it, None when no row was met."""
        _, cursor = self._run(session, values)
        last: int | None = cursor.lastrowid if cursor.rowcount else None
        cursor.close()
        return last

    def _run(self, session: Session, values: Mapping[str, Any]) -> tuple[_Text, Any]:
        connection = session.connection()
        text = self._texts.get(connection.dialect)
        if text is None:
            text = self._texts[connection.dialect] = self._make(connection.dialect)
        given = text.bind(values)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text.sql, given)
        except Exception as error:
            cursor.close()
            _raise(connection, text.sql, error)
        return text, cursor

    def _make(self, dialect: Dialect) -> _Text:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("only statements can be prepared")
        return _Text(compiled, self._shape)


class CountUp:
    """Adds one to a column of a row, and to others beside it, and tells its new value, which stays
    locked: in one statement, where reading it again would be a second one."""

    def __init__(self, table: Table, column: str, where: Sequence[Any], *beside: str) -> None:
        others = {name: table.c[name] + 1 for name in beside}
        bump = update(table).where(*where)
        number = table.c[column] + 1
        self._on_mysql = Prepared(bump.values({**others, column: func.last_insert_id(number)}))
        self._returning = Prepared(
            bump.values({**others, column: number}).returning(table.c[column])
        )

    def next(self, session: Session, values: Mapping[str, Any]) -> int | None:
        """The new value, above 0; None when no row meets the condition."""
        if session.connection().dialect.name == "mysql":
            return self._on_mysql.last_id(session, values)
        row = self._returning.row(session, values)
        return None if row is None else int(row[0])


class _Text:
    """A statement for one dialect: its text, and how values go in and come out."""

    def __init__(self, compiled: SQLCompiler, shape: Shape | None) -> None:
        dialect = compiled.dialect
        self.sql = str(compiled)
        self._order = compiled.positiontup
        self._writers = {
            name: write
            for name, bound in compiled.binds.items()
            if (write := bound.type.dialect_impl(dialect).bind_processor(dialect))
        }
        self._constants = self._written(
            {name: bound.value for name, bound in compiled.binds.items() if not bound.required}
        )
        columns = getattr(compiled.statement, "exported_columns", ())
        self._readers = [
            (place, read)
            for place, column in enumerate(columns)
            if (read := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]
        names = [column.key for column in columns]
        self._shape = shape or namedtuple("Row", names, rename=True)

    def bind(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver wants them."""
        given = {**self._constants, **self._written(values)}
        return given if self._order is None else tuple(given[name] for name in self._order)

    def read(self, row: Sequence[Any]) -> Any:
        """A row in its shape."""
        values = list(row)
        for place, read in self._readers:
            values[place] = read(values[place])
        return self._shape(*values)

    def _written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        writers = self._writers
        return {
            name: writers[name](value) if name in writers else value
            for name, value in values.items()
        }


def _raise(connection: Connection, sql: str, error: Exception) -> NoReturn:
    """Raise what SQLAlchemy raises for a driver's error, without the values: they are personal."""
    dialect = connection.dialect
    kind = dialect.loaded_dbapi.Error
    if not isinstance(error, kind):
        raise error
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    if lost:
        connection.invalidate(error)
    raise DBAPIError.instance(
        sql, None, error, kind, connection_invalidated=lost, dialect=dialect
    ) from error
