"""The threads that run calls, so that a slow one holds up no socket."""

from __future__ import annotations

import logging
import queue
import threading
import time
import traceback
from collections.abc import Callable

log = logging.getLogger(__name__)


def log_unforeseen(what: str, error: BaseException) -> None:
    """Log an error of ours without its text: that may hold personal data."""
    trace = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", what, type(error).__name__, trace)


class Workers:
    """A fixed number of threads. The queue is bounded by the front, which counts the calls in
    flight.
    """

    def __init__(self, count: int) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"rpyc-worker-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def stop(self, seconds: float) -> None:
        """Let the queued jobs run and end the threads. One that takes longer is left behind and
        logged.
        """
        until = time.monotonic() + seconds
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        stuck = sum(thread.is_alive() for thread in self._threads)
        if stuck:
            log.warning("%d calls still run after the grace period", stuck)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception as error:
                log_unforeseen("a worker's job failed", error)
            # What a job holds must not live until the next one comes.
            del job
