"""Row ids made by the application: 63 bits, roughly ordered by time, unique without asking the
database.

Layout: 41 bits milliseconds since 2024-01-01, 10 bits process, 12 bits counter. The process bits
are drawn at random
when the process starts; should two instances draw the same, a clash needs the same millisecond and
counter as well,
is refused by the primary key, and the transaction runs again.
"""

import itertools
import secrets
import time

_EPOCH_MILLIS = 1_704_067_200_000
_PROCESS = secrets.randbelow(1 << 10) << 12
_COUNTER = itertools.count(secrets.randbelow(1 << 12))


def new_id() -> int:
    """A new row id, positive and below 2**63."""
    millis = time.time_ns() // 1_000_000 - _EPOCH_MILLIS
    return (millis << 22) | _PROCESS | (next(_COUNTER) & 0xFFF)


def id_at(seconds: float) -> int:
    """The smallest id made at or after this Unix time, to search by time."""
    return max(0, int(seconds * 1000) - _EPOCH_MILLIS) << 22
