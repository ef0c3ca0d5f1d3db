"""A short-lived, bounded cache in which many who ask at once cause one piece of work."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Flights(Generic[V]):
    """Keeps at most `bound` values for `seconds` each; the oldest goes first. Failures are shared
    with those who wait and kept no longer."""

    def __init__(self, seconds: float, bound: int) -> None:
        self._seconds, self._bound = seconds, bound
        self._kept: OrderedDict[Hashable, tuple[float, V]] = OrderedDict()
        self._flying: dict[Hashable, asyncio.Task[V]] = {}

    def fresh(self, key: Hashable) -> V | None:
        """The value while it is young enough."""
        kept = self._kept.get(key)
        return kept[1] if kept is not None and kept[0] > time.monotonic() else None

    def last(self, key: Hashable) -> V | None:
        """The last value that is still held, however old."""
        kept = self._kept.get(key)
        return kept[1] if kept is not None else None

    async def get(self, key: Hashable, make: Callable[[], Awaitable[V]]) -> V:
        """The fresh value, the one that is being made, or a new one."""
        value = self.fresh(key)
        if value is not None:
            return value
        task = self._flying.get(key)
        if task is None:
            task = asyncio.ensure_future(self._fly(key, make))
            self._flying[key] = task
            task.add_done_callback(lambda done: self._landed(key, done))
        # Whoever gives up waiting must not end the work for the others.
        return await asyncio.shield(task)

    def keep(self, key: Hashable, value: V) -> None:
        """Keep a value from now on."""
        self._kept.pop(key, None)
        while len(self._kept) >= self._bound:
            self._kept.popitem(last=False)
        self._kept[key] = (time.monotonic() + self._seconds, value)

    async def _fly(self, key: Hashable, make: Callable[[], Awaitable[V]]) -> V:
        value = await make()
        self.keep(key, value)
        return value

    def _landed(self, key: Hashable, done: asyncio.Task[V]) -> None:
        self._flying.pop(key, None)
        if not done.cancelled():
            done.exception()  # seen, also when nobody waits any more
