"""A bound on how often one account may call."""

import threading
import time


class RateLimit:
    """A token bucket a name: `per_second` calls on average, twice that at once. Bounded memory."""

    def __init__(self, per_second: int, names: int = 10_000) -> None:
        self._per_second = per_second
        self._names = names
        self._buckets: dict[int, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def allows(self, name: int) -> bool:
        """Count one call; False when it is one too many."""
        now = time.monotonic()
        full = 2.0 * self._per_second
        with self._lock:
            left, at = self._buckets.get(name, (full, now))
            left = min(full, left + (now - at) * self._per_second)
            if len(self._buckets) >= self._names and name not in self._buckets:
                self._buckets.clear()
            self._buckets[name] = (left - 1 if left >= 1 else left, now)
            return left >= 1
