"""Reads a csv table with a header into frozen dataclasses whose fields are named like its
columns.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

Row = TypeVar("Row")
Amounts = tuple[tuple[str, Decimal, str], ...]
"""(name, amount, unit) of each part, from text like `paracetamol=250mg;caffeine=15mg`."""

_NUMBER = frozenset("0123456789.")


class BadTable(ValueError):
    """A table does not have the columns or the values it must have; names the file, the line and
    the column.
    """


def read_table(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    """Read every row of a UTF-8 csv file. Empty optional fields become None, lists are parted by
    `;`. Raises BadTable.
    """
    readers = {name: _READERS[str(hint)] for name, hint in get_type_hints(kind).items()}
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, strict=True)
        expected = [each.name for each in fields(kind)]  # type: ignore[arg-type]  # Row is a dataclass
        if table.fieldnames != expected:
            raise BadTable(f"{path.name}: the columns must be {expected}")
        return tuple(
            kind(**_values(readers, row, f"{path.name} line {table.line_num}")) for row in table
        )


def _values(
    readers: dict[str, Callable[[str], Any]], row: dict[str, str], place: str
) -> dict[str, Any]:
    if None in row or None in row.values():
        raise BadTable(f"{place}: the number of fields is wrong")
    values = {}
    for name, read in readers.items():
        try:
            values[name] = read(row[name])
        except (ValueError, InvalidOperation, ZeroDivisionError) as error:
            raise BadTable(f"{place}: {name} cannot be {row[name]!r}") from error
    return values


def _yes(text: str) -> bool:
    if text not in ("Y", "N"):
        raise ValueError(text)
    return text == "Y"


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _amounts(text: str) -> Amounts:
    return tuple(_amount(part) for part in _list(text))


def _amount(text: str) -> tuple[str, Decimal, str]:
    name, _, measure = text.partition("=")
    digits = next((at for at, c in enumerate(measure) if c not in _NUMBER), len(measure))
    return name, _decimal(measure[:digits]), measure[digits:]


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text else None


_READERS: dict[str, Callable[[str], Any]] = {
    str(hint): read
    for hint, read in (
        (str, str),
        (int, int),
        (bool, _yes),
        (Decimal, _decimal),
        (Decimal | None, _or_none(_decimal)),
        (int | None, _or_none(int)),
        (Fraction | None, _or_none(Fraction)),
        (tuple[str, ...], _list),
        (Amounts, _amounts),
    )
}
