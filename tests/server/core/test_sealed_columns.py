"""The list of sealed columns is the tables' own, and agrees with what the code seals."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, MetaData, Table, select, update

import omms_server
from omms_server.core import sealed_columns
from omms_server.core.sealed_columns import (
    EXPIRES,
    NEVER_CHANGED,
    broken_seals,
    count_by_key,
    sealed_tables,
)
from omms_server.core.vault import Field
from omms_server.models.base import digest, large_bytes, sealed
from omms_server.models.patient import Patient
from tests.support.clinic import Clinic


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(omms_server.__path__, "omms_server."):
        if not found.name.endswith("__main__") and ".migrations" not in found.name:
            yield importlib.import_module(found.name)


def fields_of(thing: object) -> Iterator[Field]:
    if isinstance(thing, Field):
        yield thing
    elif isinstance(thing, dict):
        yield from (one for one in thing.values() if isinstance(one, Field))


def test_what_the_code_seals_and_what_the_tables_seal_are_the_same() -> None:
    """A new sealed column needs nothing else; a sealed value in a column of another type, or a
    column of the type that nobody seals, is found here."""
    by_code = {
        field
        for module in modules()
        for thing in vars(module).values()
        for field in fields_of(thing)
    }
    by_tables = {one.field(column) for one in sealed_tables() for column in one.columns}
    assert {(f.table, f.column) for f in by_code} == {(f.table, f.column) for f in by_tables}


def test_every_sealed_row_has_one_key_column() -> None:
    for one in sealed_tables():
        assert one.key.name == ("command_key" if one.name == "command_done" else "id")


def test_what_does_not_move_is_named() -> None:
    still = {one.name for one in sealed_tables() if not one.moves}
    assert still == NEVER_CHANGED | EXPIRES


def test_a_new_sealed_column_is_on_the_list() -> None:
    table = Table(
        "new_thing",
        MetaData(),
        Column("id", BigInteger, primary_key=True),
        Column("secret", sealed(100)),
        Column("long_secret", large_bytes()),
        Column("mark", digest(16)),
    )
    (one,) = sealed_tables([table])
    assert [column.name for column in one.columns] == ["secret", "long_secret"]
    assert one.moves


@pytest.mark.parametrize("taken_from", ["other row", "other column"])
def test_a_swapped_value_is_named_by_its_place(working_clinic: Clinic, taken_from: str) -> None:
    clinic = working_clinic
    mine, other = clinic.a_patient(), clinic.a_patient(name="李四")
    house = clinic.app.house
    assert house.database.read(lambda s: list(broken_seals(s, house.vault))) == []
    column = Patient.name if taken_from == "other row" else Patient.phone
    source = other.id if taken_from == "other row" else mine.id
    stolen = house.database.read(lambda s: s.scalar(select(column).where(Patient.id == source)))
    swap = update(Patient).where(Patient.id == mine.id).values(name=stolen)
    house.database.write(lambda s: s.execute(swap))
    found = house.database.read(lambda s: list(broken_seals(s, house.vault)))
    assert found == [f"patient.name of row {mine.id}"]


EDITS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "its last byte": (lambda value: value[:-1] + bytes([value[-1] ^ 1]), ""),
    "its nonce": (lambda value: value[:3] + bytes(12) + value[15:], ""),
    "an unknown key": (lambda value: b"\1\0\7" + value[3:], ": unknown key or format"),
    "an unknown format": (lambda value: b"\2" + value[1:], ": unknown key or format"),
    "cut short": (lambda value: value[:10], ""),
    "empty": (lambda value: value[:0], ": unknown key or format"),
}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_value_is_named_among_many(
    working_clinic: Clinic, monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    """More patients than are read at once; the broken value is on the last page."""
    monkeypatch.setattr(sealed_columns, "AT_ONCE", 2)
    house = working_clinic.app.house
    ids = [working_clinic.a_patient(name=name).id for name in ("张三", "李四", "王五")]
    change, why = EDITS[edit]
    mine = Patient.id == ids[-1]
    before = house.database.read(lambda s: s.scalar(select(Patient.phone).where(mine)))
    assert before is not None
    edited = update(Patient).where(mine).values(phone=change(bytes(before)))
    house.database.write(lambda s: s.execute(edited))
    found = house.database.read(lambda s: list(broken_seals(s, house.vault)))
    assert found == [f"patient.phone of row {ids[-1]}{why}"]


def test_values_are_counted_by_their_key(working_clinic: Clinic) -> None:
    working_clinic.a_patient()
    (one,) = (one for one in sealed_tables() if one.name == "patient")
    counts = working_clinic.app.house.database.read(lambda s: count_by_key(s, one))
    assert set(counts) == {c.name for c in one.columns}
    assert all(count == {1: 1} for count in counts.values())
