"""When failures lock an account or a workstation (DOMAIN SEC-02). Pure."""

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
