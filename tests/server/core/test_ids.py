"""Row ids: unique over threads, growing, positive and within 63 bits."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from omms_server.core import ids
from omms_server.core.ids import id_at, new_id


def test_eight_threads_never_make_the_same_id() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [one for many in pool.map(_make, [5_000] * 8) for one in many]
    assert len(set(made)) == 40_000
    assert all(0 < one < 2**63 for one in made)


def test_a_later_id_is_larger_even_in_one_millisecond() -> None:
    made = _make(20_000)
    assert made == sorted(set(made))


def test_a_clock_set_back_makes_no_id_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_id()
    hour_ago = time.time_ns() - 3600 * 10**9
    monkeypatch.setattr(ids.time, "time_ns", lambda: hour_ago)
    assert new_id() > first


def test_an_id_tells_when_it_was_made() -> None:
    before = time.time()
    made = new_id()
    assert id_at(before) <= made < id_at(before + 60)
    assert id_at(0) == 0


def _make(count: int) -> list[int]:
    return [new_id() for _ in range(count)]
