"""Closed-loop load from threads, and what is said of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

WARM_UP_SECONDS = 1.0


@dataclass(frozen=True)
class Figures:
    """One measurement: calls a second and percentiles in milliseconds; `faults` were refused."""

    name: str
    sessions: int
    calls: int
    per_second: float
    p50: float
    p95: float
    p99: float
    faults: int


Caller = Callable[[], bool]
"""One call; True when it succeeded."""


def measure(
    name: str, sessions: int, make_caller: Callable[[int], Caller], seconds: float
) -> Figures:
    """Run `sessions` threads that call as fast as they are answered, after a warm-up."""
    callers = [make_caller(number) for number in range(sessions)]
    start = threading.Barrier(sessions + 1)
    times: list[list[float]] = [[] for _ in callers]
    faults = [0] * sessions
    until = [0.0, 0.0]

    def run(number: int) -> None:
        call, mine = callers[number], times[number]
        call()
        start.wait()
        while (begun := time.perf_counter()) < until[1]:
            succeeded = call()
            if begun < until[0]:
                continue
            mine.append(time.perf_counter() - begun)
            faults[number] += not succeeded

    threads = [threading.Thread(target=run, args=(number,)) for number in range(sessions)]
    for thread in threads:
        thread.start()
    until[0] = time.perf_counter() + 3600
    until[1] = until[0]
    _begin(start, until, seconds)
    for thread in threads:
        thread.join()
    return _figures(name, sessions, [t for mine in times for t in mine], seconds, sum(faults))


def _begin(start: threading.Barrier, until: list[float], seconds: float) -> None:
    start.wait()
    until[0] = time.perf_counter() + WARM_UP_SECONDS
    until[1] = until[0] + seconds


def _figures(name: str, sessions: int, times: list[float], seconds: float, faults: int) -> Figures:
    ordered = sorted(times) or [0.0]

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000

    return Figures(
        name, sessions, len(times), len(times) / seconds, at(0.5), at(0.95), at(0.99), faults
    )
