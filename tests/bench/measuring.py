"""Load from threads, closed loop or paced, and what is said of it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

MOST_WARM_UP_SECONDS = 1.0
AT_ONCE = 16
"""Sessions that connect at the same time, before the measurement."""


@dataclass(frozen=True)
class Figures:
    """One measurement: calls a second and percentiles in milliseconds; refusals by their code."""

    name: str
    sessions: int
    calls: int
    per_second: float
    p50: float
    p95: float
    p99: float
    refused: dict[str, int]


@dataclass(frozen=True)
class Caller:
    """One session: `call` makes one call and answers "ok" or the code of the refusal."""

    call: Callable[[], str]
    close: Callable[[], None]


@dataclass(frozen=True)
class Load:
    """What is asked: by how many sessions, each made by `make(number)`; `pace` holds all of them
    together to so many calls a second, else each calls again as soon as it is answered."""

    name: str
    sessions: int
    make: Callable[[int], Caller]
    pace: float | None = None


def warm_up(seconds: float) -> float:
    """How long a load of so many seconds runs before it is counted."""
    return min(MOST_WARM_UP_SECONDS, seconds)


def measure(load: Load, seconds: float) -> Figures:
    """Run a load after a warm-up and count the calls that end within so many seconds, however long
    before they began. The first error of any session ends the run and is raised."""
    callers: list[Caller] = []
    try:
        callers.extend(load.make(number) for number in range(load.sessions))
        return _Run(load, callers, seconds).figures()
    finally:
        for caller in callers:
            caller.close()


class _Run:
    """One thread a session; all begin together."""

    def __init__(self, load: Load, callers: list[Caller], seconds: float) -> None:
        self._load = load
        self._callers = callers
        self._seconds = seconds
        self._ready = threading.Barrier(load.sessions, action=self._begin)
        self._connecting = threading.Semaphore(AT_ONCE)
        self._counted = self._until = 0.0
        self._times: list[list[float]] = [[] for _ in callers]
        self._refused: list[Counter[str]] = [Counter() for _ in callers]
        self._error: BaseException | None = None

    def figures(self) -> Figures:
        """Run to the end."""
        threads = [
            threading.Thread(target=self._guarded, args=(number,), daemon=True)
            for number in range(self._load.sessions)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._error is not None:
            raise self._error
        return self._summary()

    def _begin(self) -> None:
        self._counted = time.perf_counter() + warm_up(self._seconds)
        self._until = self._counted + self._seconds

    def _guarded(self, number: int) -> None:
        try:
            self._session(number)
        except threading.BrokenBarrierError:
            pass  # another session failed before the start
        except BaseException as error:
            self._error = self._error or error
            self._until = 0.0
            self._ready.abort()

    def _session(self, number: int) -> None:
        call, mine = self._callers[number].call, self._times[number]
        with self._connecting:
            call()
        self._ready.wait()
        pause = self._load.sessions / self._load.pace if self._load.pace else 0.0
        due = time.perf_counter() + pause * number / self._load.sessions
        while (begun := self._next(due, pause)) < self._until:
            due += pause
            code = call()
            ended = time.perf_counter()
            if not self._counted < ended <= self._until:
                continue
            mine.append(ended - begun)
            if code != "ok":
                self._refused[number][code] += 1

    def _next(self, due: float, pause: float) -> float:
        """When the next call begins. A paced one counts from when it was due, late or not."""
        now = time.perf_counter()
        if not pause or now >= self._until:
            return now
        if due > now:
            time.sleep(due - now)
        return due

    def _summary(self) -> Figures:
        times = sorted(one for mine in self._times for one in mine)

        def at(share: float) -> float:
            return times[int(len(times) * share)] * 1000 if times else 0.0

        load, rate = self._load, len(times) / self._seconds
        refused = dict(sum(self._refused, Counter()))
        percentiles = (at(0.5), at(0.95), at(0.99))
        return Figures(load.name, load.sessions, len(times), rate, *percentiles, refused)
