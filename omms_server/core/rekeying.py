"""Seals every value anew with the newest field key, in small batches, while the clinic works.

A batch reads rows in the order of their ids and replaces each value only where it still stands as
it was read, so that no write of the clinic is lost. How far it came is stored in the batch's own
transaction: after a kill the next instance goes on there. A table is done when a whole pass over it
leaves nothing under an older key.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import structlog
from sqlalchemy import Update, bindparam, insert, select, update
from sqlalchemy.orm import Session

from omms_server.models.system import Rekeying

from .clock import Clock
from .database import Database
from .rows import rows_changed, table_of
from .sealed_columns import SealedTable, count_others, sealed_tables
from .vault import SealBroken, Vault

log = structlog.get_logger()
BATCH = 100
SETTLE_SECONDS = 10.0
"""Instances change to a new key within a few seconds of each other; the last one is waited for."""
MOST_PAUSE_SECONDS = 0.2
ROW_TRIES = 3
_STATE = table_of(Rekeying)


class Overtaken(Exception):
    """Another instance goes on with this table."""


class Rekeyer:
    """The background job."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        clock: Clock,
        *,
        seconds: Callable[[], float] = time.monotonic,
        settle: float = SETTLE_SECONDS,
    ) -> None:
        self._database, self._vault, self._clock = database, vault, clock
        self._seconds, self._settle = seconds, settle
        self._key = 0
        self._since = 0.0
        self._waiting: list[SealedTable] = []

    def run(self) -> bool:
        """Do one batch and leave the database to others for as long as it took; True when there is
        more to do."""
        if not self._ready():
            return False
        begun = time.monotonic()
        table = self._waiting[0]
        try:
            more = self._database.write(
                lambda session: rekey_batch(session, self._vault, table, self._clock.now())
            )
        except Overtaken:
            return False
        if not more:
            self._waiting.pop(0)
        time.sleep(min(time.monotonic() - begun, MOST_PAUSE_SECONDS))
        return bool(self._waiting)

    def _ready(self) -> bool:
        keys = self._vault.field_keys
        if keys.current != self._key:
            self._key, self._since = keys.current, self._seconds()
            alone = keys.ids == {keys.current}
            self._waiting = [] if alone else [one for one in sealed_tables() if one.moves]
        return bool(self._waiting) and self._seconds() - self._since >= self._settle


def rekey_batch(
    session: Session, vault: Vault, one: SealedTable, now: datetime, size: int = BATCH
) -> bool:
    """Look at the next rows of a table; False when the table is done."""
    key_id = vault.field_keys.current
    state = _state(session, one.name, key_id)
    if state["done_at"] is not None:
        return False
    statement = select(one.key, *one.columns).where(one.key > state["after"])
    rows = session.execute(statement.order_by(one.key).limit(size)).all()
    if rows:
        changed = sum(rekey_row(session, vault, one, row) for row in rows)
        values = {"after_id": rows[-1][0], "changed": state["changed"] + changed}
        _keep(session, one.name, state, values)
        return True
    left = count_others(session, one, vault.field_keys.header)
    done = left == 0 or state["changed"] == 0
    again = {"after_id": -1, "changed": 0, "rows_left": left, "done_at": now if done else None}
    _keep(session, one.name, state, again)
    if done:
        log.info("table sealed anew", table=one.name, key=key_id, left=left)
    return not done


def rekey_row(session: Session, vault: Vault, one: SealedTable, row: Sequence[Any]) -> bool:
    """Seal the values of one row anew, unless somebody else did; False when nothing was to do."""
    for _ in range(ROW_TRIES):
        values = _sealed_anew(vault, one, row)
        if not values:
            return False
        names = tuple(sorted(name.removeprefix("new_") for name in values if name[:4] == "new_"))
        if rows_changed(session, _replace(one, names), {**values, "of_id": row[0]}):
            return True
        fresh = session.execute(
            select(one.key, *one.columns).where(one.key == row[0])
        ).one_or_none()
        if fresh is None:
            return False
        row = fresh
    return True  # it is written to all the time: the next pass comes back to it


def _sealed_anew(vault: Vault, one: SealedTable, row: Sequence[Any]) -> dict[str, bytes]:
    values: dict[str, bytes] = {}
    header = vault.field_keys.header
    for column, value in zip(one.columns, row[1:], strict=True):
        if value is None or bytes(value).startswith(header):
            continue
        old, field = bytes(value), one.field(column)
        try:
            text = vault.open_bytes(field, row[0], old)
        except SealBroken as broken:
            log.error("seal broken", **broken.for_log())  # left as it is, for whoever looks
            continue
        values[f"old_{column.name}"] = old
        values[f"new_{column.name}"] = vault.seal_bytes(field, row[0], text)
    return values


@cache
def _replace(one: SealedTable, names: tuple[str, ...]) -> Update:
    columns = [one.table.c[name] for name in names]
    unchanged = [column == bindparam(f"old_{column.name}") for column in columns]
    return (
        update(one.table)
        .where(one.key == bindparam("of_id"), *unchanged)
        .values({column.name: bindparam(f"new_{column.name}") for column in columns})
    )


def _state(session: Session, name: str, key_id: int) -> dict[str, Any]:
    row = session.execute(select(_STATE).where(_STATE.c.table_name == name)).one_or_none()
    if row is not None and row.key_id == key_id:
        return {
            "after": row.after_id,
            "changed": row.changed,
            "done_at": row.done_at,
            "key": key_id,
        }
    fresh = {"key_id": key_id, "after_id": -1, "changed": 0, "rows_left": 0, "done_at": None}
    if row is None:
        session.execute(insert(_STATE), {"table_name": name, **fresh})
    else:
        session.execute(update(_STATE).where(_STATE.c.table_name == name).values(fresh))
    return {"after": -1, "changed": 0, "done_at": None, "key": key_id}


def _keep(session: Session, name: str, state: dict[str, Any], values: dict[str, Any]) -> None:
    mine = (
        _STATE.c.table_name == name,
        _STATE.c.key_id == state["key"],
        _STATE.c.after_id == state["after"],
    )
    if rows_changed(session, update(_STATE).where(*mine).values(values)) != 1:
        raise Overtaken
