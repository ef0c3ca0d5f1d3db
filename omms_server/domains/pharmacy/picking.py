"""From which batches the lines of a prescription are taken: pure, over `fefo` (DOMAIN ST-R3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from . import fefo


@dataclass(frozen=True)
class Need:
    """What one line still lacks. `last_use` is the last day of its course (DOMAIN ST-R4)."""

    line_id: int
    drug_id: int
    units: int
    last_use: date


@dataclass(frozen=True)
class Shelved:
    """A batch on the shelf and whose drug it is."""

    drug_id: int
    batch: fefo.Batch


@dataclass(frozen=True)
class LinePick:
    """Units of one batch for one line."""

    line_id: int
    batch_id: int
    units: int


@dataclass(frozen=True)
class Short:
    """A line whose drug does not suffice: what of it is usable, what the line needs."""

    line_id: int
    usable: int
    need: int


def pick(
    needs: Sequence[Need], shelf: Iterable[Shelved], today: date
) -> tuple[tuple[LinePick, ...], tuple[Short, ...]]:
    """Picks for every line that can be served, and the lines that cannot. Lines of one drug share
    its batches in their order."""
    left = {one.batch.id: one for one in shelf}
    picks: list[LinePick] = []
    short: list[Short] = []
    for need in needs:
        batches = [one.batch for one in left.values() if one.drug_id == need.drug_id]
        found = fefo.allocate(batches, need.units, today, need.last_use)
        if isinstance(found, fefo.Shortage):
            short.append(Short(need.line_id, found.usable, found.wanted))
            continue
        for each in found:
            left[each.batch_id] = _less(left[each.batch_id], each.units)
            picks.append(LinePick(need.line_id, each.batch_id, each.units))
    return tuple(picks), tuple(short)


def _less(shelved: Shelved, units: int) -> Shelved:
    batch = replace(shelved.batch, on_hand=shelved.batch.on_hand - units)
    return replace(shelved, batch=batch)
