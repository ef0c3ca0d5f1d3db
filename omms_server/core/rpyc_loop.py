"""The front's one thread: waits for sockets, for what workers hand over and for the next tick."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Callable

_TICK_SECONDS = 0.25

Watchable = socket.socket


class Loop:
    """All methods but `post` belong to the thread that runs the loop (or to nobody yet)."""

    def __init__(self, tick: Callable[[float], None], is_done: Callable[[float], bool]) -> None:
        self._tick = tick
        self._is_done = is_done
        self._selector = selectors.DefaultSelector()
        self._posted: deque[Callable[[], None]] = deque()
        self._woken = False
        self._wake_in, self._wake_out = socket.socketpair()
        for end in (self._wake_in, self._wake_out):
            end.setblocking(False)
        self._selector.register(self._wake_in, selectors.EVENT_READ, self._on_wake)

    def post(self, function: Callable[[], None]) -> None:
        """Have the loop's thread call `function` soon; from any thread. Lost after the end, which
        nobody minds.
        """
        self._posted.append(function)
        if not self._woken:
            self._woken = True
            try:
                self._wake_out.send(b"\0")
            except OSError:
                return

    def _on_wake(self, _events: int) -> None:
        self._wake_in.recv(64)
        # Before the posted functions are run: whoever posts after them must wake the loop again.
        self._woken = False

    def watch(
        self, watched: Watchable, before: int, events: int, callback: Callable[[int], None]
    ) -> None:
        """Change the events watched for on a socket from `before` to `events`; 0 is none."""
        if events == before:
            return
        if not before:
            self._selector.register(watched, events, callback)
        elif events:
            self._selector.modify(watched, events, callback)
        else:
            self._selector.unregister(watched)

    def run(self) -> None:
        """Serve until `is_done`. A tick comes about every quarter of a second."""
        next_tick = time.monotonic()
        while True:
            timeout = 0.0 if self._posted else max(0.0, next_tick - time.monotonic())
            for key, events in self._selector.select(timeout):
                key.data(events)
            for _ in range(len(self._posted)):
                self._posted.popleft()()
            now = time.monotonic()
            if now >= next_tick:
                next_tick = now + _TICK_SECONDS
                self._tick(now)
            if self._is_done(now):
                return

    def close(self) -> None:
        self._selector.close()
        self._wake_in.close()
        self._wake_out.close()
        self._posted.clear()
