"""News for live screens: each instance reads new event rows once and answers the calls that wait
for them."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable

from sqlalchemy import bindparam, select

from omms_server.contract.events import Changed, Events, Topic
from omms_server.models.system import Event

from .database import Database
from .ids import id_at
from .peers import Parked
from .prepared import Prepared
from .rows import table_of

_EVENT = table_of(Event)
_SINCE = Prepared(
    select(_EVENT.c.id, _EVENT.c.topic, _EVENT.c.ref)
    .where(_EVENT.c.id > bindparam("since"))
    .order_by(_EVENT.c.id)
)
KEPT = 5_000
OVERLAP_SECONDS = 10
LATE_SECONDS = 1.0
"""How often the whole overlap is read; otherwise only its last `SHORT_SECONDS`."""
SHORT_SECONDS = 0.3
WAIT_SECONDS = 20
POLL_SECONDS = 0.2
PAUSE_SECONDS = 0.05
"""However many commits poke, the table is read no more often."""
MAX_WAITING = 2_000
_TOPICS = {topic.value: topic for topic in Topic}


class EventHub:
    """Hands events to waiting calls. A cursor is this hub's number times 2**32 plus a count.

    Rows commit out of order, so every poll reads the newest rows again, once a second those of the
    last ten seconds, and drops what it has seen; a cursor of another instance, or one older than
    what is kept, is answered with `missed`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hub = secrets.randbits(30) << 32
        self._count = 0
        self._kept: deque[Changed] = deque(maxlen=KEPT)
        self._seen: set[int] = set()
        self._most_seen = KEPT
        self._read_whole = 0.0
        self._waiting: dict[Parked, tuple[int, Callable[[Events], str]]] = {}
        self._lock = threading.Lock()
        self._poke = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="events", daemon=True)

    def start(self) -> None:
        """Begin to read events; those from before are not told."""
        self._seen = {row_id for row_id, _, _ in self._recent()}
        self._thread.start()

    def stop(self) -> None:
        """Stop reading; waiting calls run into their deadline."""
        self._stopping = True
        self._poke.set()
        self._thread.join()

    def poke(self) -> None:
        """A commit of this instance wrote events: read now instead of at the next poll."""
        self._poke.set()

    def wait(self, cursor: str, wrap: Callable[[Events], str]) -> Events | Parked:
        """The events after the cursor, or a parked call that gets them when they come."""
        with self._lock:
            position = int(cursor) - self._hub if cursor else self._count
            if not cursor or not 0 <= self._count - position <= len(self._kept):
                return self._events_from(self._count, missed=bool(cursor))
            if position < self._count or len(self._waiting) >= MAX_WAITING:
                return self._events_from(position)
            late = wrap(self._events_from(position))
            parked = Parked(WAIT_SECONDS, late, lambda: self._forget(parked))
            self._waiting[parked] = (position, wrap)
            return parked

    def _forget(self, parked: Parked) -> None:
        with self._lock:
            self._waiting.pop(parked, None)

    def _events_from(self, position: int, *, missed: bool = False) -> Events:
        fresh = self._count - position
        changed = list(self._kept)[len(self._kept) - fresh :] if fresh else []
        return Events(
            cursor=str(self._hub + self._count),
            changed=tuple(dict.fromkeys(changed)),
            missed=missed,
        )

    def _run(self) -> None:
        while not self._stopping:
            self._poke.wait(POLL_SECONDS)
            self._poke.clear()
            if self._stopping:
                return
            try:
                rows = self._recent() if self._is_whole_due() else self._rows(SHORT_SECONDS)
            except Exception:  # noqa: S112 the database is away; the next poll tries again
                continue
            self._take(rows)
            time.sleep(PAUSE_SECONDS)

    def _is_whole_due(self) -> bool:
        now = time.monotonic()
        if now - self._read_whole < LATE_SECONDS:
            return False
        self._read_whole = now
        return True

    def _recent(self) -> list[tuple[int, str, int | None]]:
        return self._rows(OVERLAP_SECONDS)

    def _rows(self, seconds: float) -> list[tuple[int, str, int | None]]:
        since = {"since": id_at(time.time() - seconds)}
        return self._database.read(lambda session: _SINCE.rows(session, since))

    def _take(self, rows: list[tuple[int, str, int | None]]) -> None:
        with self._lock:
            fresh = [row for row in rows if row[0] not in self._seen]
            for row_id, topic, ref in fresh:
                self._seen.add(row_id)
                if topic in _TOPICS:  # else of a newer release beside this one
                    self._kept.append(Changed(topic=_TOPICS[topic], ref=ref))
                    self._count += 1
            if len(self._seen) > self._most_seen:
                horizon = id_at(time.time() - 3 * OVERLAP_SECONDS)
                self._seen = {row_id for row_id in self._seen if row_id > horizon}
                self._most_seen = max(KEPT, 2 * len(self._seen))
            if not fresh:
                return
            waiting, self._waiting = self._waiting, {}
            answers = [(p, wrap(self._events_from(at))) for p, (at, wrap) in waiting.items()]
        for parked, text in answers:
            parked.answer(text)
