"""Row ids made by the application: 63 bits, ordered by time, unique without asking the database.

Layout: 41 bits milliseconds since 2024-01-01, 10 bits process, 12 bits counter. A process never
makes the same id twice and never a smaller one later, even when its clock is set back. The process
bits are drawn at random when it starts and the counter begins anywhere in each millisecond; should
two instances clash all the same, the primary key refuses the row.
"""

import random
import secrets
import threading
import time

_EPOCH_MILLIS = 1_704_067_200_000
_PROCESS = secrets.randbelow(1 << 10) << 12
_TURN = threading.Lock()
_last = 0


def new_id() -> int:
    """A new row id, positive and below 2**63, larger than every one this process made before."""
    global _last
    millis = time.time_ns() // 1_000_000 - _EPOCH_MILLIS
    start = millis << 12 | random.getrandbits(11)
    with _TURN:
        _last = place = max(_last + 1, start)
    return place >> 12 << 22 | _PROCESS | place & 0xFFF


def id_at(seconds: float) -> int:
    """The smallest id made at or after this Unix time, to search by time."""
    return max(0, int(seconds * 1000) - _EPOCH_MILLIS) << 22


def earlier(row_id: int, millis: int) -> int:
    """An id made so much earlier than this one, to search by time."""
    return max(0, row_id - (millis << 22))
