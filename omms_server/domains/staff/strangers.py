"""Wrong sign-ins under names that nobody has, counted as an account's are, so that the answers do
not tell which names exist (DOMAIN SEC-01)."""

import threading
from datetime import datetime, timedelta

NAMES = 5_000


class Strangers:
    """Failures and locks by name, in memory and bounded: a flood of names forgets the older."""

    def __init__(self, most: int, lock_for: timedelta) -> None:
        self._most = most
        self._lock_for = lock_for
        self._known: dict[str, tuple[int, datetime | None]] = {}
        self._turn = threading.Lock()

    def locked_until(self, name: str) -> datetime | None:
        """Until when this name is locked, as it would be if it were an account's."""
        with self._turn:
            return self._known.get(name.lower(), (0, None))[1]

    def failed(self, name: str, now: datetime) -> int:
        """Count a failure; how many tries are left before the lock."""
        with self._turn:
            failures, until = self._known.pop(name.lower(), (0, None))
            failures += 1
            locks = failures >= self._most
            if len(self._known) >= NAMES:
                self._known.pop(next(iter(self._known)))
            kept = (0, now + self._lock_for) if locks else (failures, until)
            self._known[name.lower()] = kept
        return self._most - failures
