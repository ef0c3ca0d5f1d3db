"""Sends commands one after another, so that each carries the version the one before it made."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from omms_desktop.backend.ports import Tasks
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Request

_Wish = tuple[Callable[[], Request[Any]], Callable[[Any], None], Callable[[Fault], None]]


class Serial:
    """A request is made when its turn comes, from what is known then."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._waiting: deque[_Wish] = deque()
        self._running = False

    def run(
        self,
        make: Callable[[], Request[Any]],
        then: Callable[[Any], None],
        failed: Callable[[Fault], None],
    ) -> None:
        """Send what `make` returns once everything before it was answered."""
        self._waiting.append((make, then, failed))
        self._next()

    def _next(self) -> None:
        if self._running or not self._waiting:
            return
        self._running = True
        make, then, failed = self._waiting.popleft()

        def answered(answer: Any) -> None:
            self._running = False
            then(answer)
            self._next()

        def refused(fault: Fault) -> None:
            self._running = False
            # What waited was meant for the state that did not come about.
            self._waiting.clear()
            failed(fault)

        self._tasks.run(make(), answered, refused)
