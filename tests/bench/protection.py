"""What encryption and the trail cost a booking: the same bookings with both and with neither.

Both run inside this process, without the wire, so that what is left besides is as small as it gets.
Neither is a switch of the server: the clear vault and the silent trail exist in this file alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from sqlalchemy import select
from structlog.testing import capture_logs

from omms_server.contract.messages import Request
from omms_server.core.context import House
from omms_server.core.keys import load_vault
from omms_server.core.sealed_columns import sealed_tables
from omms_server.core.sealer import seal_batch
from omms_server.core.vault import Field, Vault

from . import bare
from .measuring import Caller, Figures, Load, measure

WITH = "book inside one process, sealed and on the trail"
WITHOUT = "book inside one process, neither"
ROUNDS, MOST_SECONDS = 7, 2.0
"""Short rounds by turns, since a machine that slows down meets both; each one's median stands."""
CHAINED_AFTER = 50
"""Bookings; the chain's work belongs to what the trail costs."""
TARGET = 0.25


class ClearVault(Vault):
    """Passes texts through. What was sealed before is opened beforehand, outside the measurement;
    blind indexes stay, since without them nobody would be found."""

    def __init__(self, house: House) -> None:
        self.__dict__.update(load_vault(house.settings.keys).__dict__)
        self._known: dict[bytes, bytes] = {}
        for one in sealed_tables():
            if one.moves:
                statement = select(one.key, *one.columns)
                for row in house.database.read(lambda s, q=statement: s.execute(q).all()):
                    self._learn([one.field(column) for column in one.columns], row)

    def _learn(self, fields: Sequence[Field], row: Any) -> None:
        for field, value in zip(fields, row[1:], strict=True):
            if value is not None:
                self._known[bytes(value)] = super().open_bytes(field, row[0], bytes(value))

    def seal_bytes(self, _field: Field, _row_id: int | str, data: bytes) -> bytes:
        """The same bytes."""
        return data

    def open_bytes(self, _field: Field, _row_id: int | str, value: bytes) -> bytes:
        """The same bytes."""
        return self._known.get(value, value)


def run(house: House, booking: Callable[[], Request[Any]], seconds: float) -> list[Figures]:
    """Measure with and without by turns: the round of median rate of each."""
    clear = replace(house, vault=ClearVault(house))
    silent = patch("omms_server.core.dispatcher.write_entry", lambda *_, **__: None)
    kinds = ((WITH, house, nullcontext()), (WITHOUT, clear, silent))
    rounds: dict[str, list[Figures]] = {WITH: [], WITHOUT: []}
    for _ in range(ROUNDS):
        for name, mine, trail in kinds:
            rounds[name].append(_measured(name, mine, booking, min(seconds, MOST_SECONDS), trail))
    return [sorted(found, key=lambda f: f.per_second)[ROUNDS // 2] for found in rounds.values()]


def _measured(
    name: str,
    house: House,
    booking: Callable[[], Request[Any]],
    seconds: float,
    trail: AbstractContextManager[Any],
) -> Figures:
    send, turns = bare.in_process(house), itertools.count(1)

    def call() -> str:
        answer = send(booking())
        if name == WITH and next(turns) % CHAINED_AFTER == 0:
            house.database.write(lambda session: seal_batch(session, whole=False))
        return answer[len('{"code":"') :].partition('"')[0]

    with trail, capture_logs():
        return measure(Load(name, 1, lambda _: Caller(call, lambda: None)), seconds)


def cost(figures: Sequence[Figures]) -> float:
    """By how much longer a booking takes for them, as a share of one without."""
    rates = {one.name: one.per_second for one in figures}
    return rates[WITHOUT] / rates[WITH] - 1 if rates.get(WITH) else 0.0
