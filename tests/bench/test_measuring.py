"""What a measurement counts: calls that end in its window, timed from when they began."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from . import measuring
from .measuring import Caller, Figures, Load, measure


class Clock:
    """Stands still except while somebody calls or sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(measuring, "time", made)
    return made


def measured(
    clock: Clock, seconds: Sequence[float], codes: Sequence[str] = (), pace: float | None = None
) -> Figures:
    """One session whose calls take these times, the last one ever again; measured for 1 second
    after a second of warm-up. The first call, which connects, takes no time."""
    times, answers = iter(seconds), iter(codes)
    first = iter([0.0])

    def call() -> str:
        nonlocal last
        took = next(first, None)
        if took is None:
            last = took = next(times, last)
        clock.now += took
        return next(answers, "ok")

    last = 0.0
    return measure(Load("x", 1, lambda _: Caller(call, lambda: None), pace), 1.0)


def test_a_call_counts_that_began_before_the_window_and_ends_in_it(clock: Clock) -> None:
    one = measured(clock, [1.75])
    assert (one.calls, one.per_second, one.p95) == (1, 1.0, 1750.0)


def test_a_call_that_ends_outside_the_window_does_not_count(clock: Clock) -> None:
    one = measured(clock, [0.75, 0.75, 0.75])
    assert one.calls == 1, "the first ends too early, the third too late"
    assert measured(clock, [2.5]).calls == 0


def test_fast_calls_count_as_often_as_they_end_within_the_window(clock: Clock) -> None:
    one = measured(clock, [0.25])
    assert one.calls == 4, "those that end after 1.25, 1.5, 1.75 and 2.0 seconds"
    assert one.p50 == 250.0


def test_a_paced_call_is_timed_from_when_it_was_due(clock: Clock) -> None:
    one = measured(clock, [1.25, 0.125], pace=2.0)
    # Due at 0, 0.5, 1.0, 1.5; the first holds up the second and the third.
    assert one.calls == 4
    assert (one.p50, one.p99) == (875.0, 1250.0)


def test_refusals_count_by_their_code(clock: Clock) -> None:
    one = measured(clock, [0.5], ["ok", "ok", "ok", "busy"])
    assert (one.calls, one.refused) == (2, {"busy": 1})
