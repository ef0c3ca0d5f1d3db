"""When failures lock an account or a workstation (DOMAIN SEC-02). Pure.

Names that nobody has are counted as an account's failures are, so that the answers do not tell
which names exist (SEC-01).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

MAX_FAILURES = 5
"""Of one account."""
DESK_FAILURES = 20
"""Of one workstation within `WITHIN`, whatever the names."""
WITHIN = timedelta(minutes=15)
LOCK_FOR = timedelta(minutes=15)


def desk_locked_until(latest: Sequence[datetime]) -> datetime | None:
    """Until when a workstation is locked, from its `DESK_FAILURES` latest failures, newest first;
    the time may be over."""
    if len(latest) < DESK_FAILURES or latest[0] - latest[DESK_FAILURES - 1] > WITHIN:
        return None
    return latest[0] + LOCK_FOR


def tries_left(failures: int) -> int:
    """How many tries a name has before it is locked, after one failure or more in all; the count
    begins anew with each lock."""
    return -failures % MAX_FAILURES


def name_locked_until(failures: int, latest: Sequence[datetime]) -> datetime | None:
    """Until when a name that nobody has is locked, from how often it failed and its
    `MAX_FAILURES` latest failures, newest first; the time may be over."""
    since = failures % MAX_FAILURES
    return latest[since] + LOCK_FOR if failures >= MAX_FAILURES else None
