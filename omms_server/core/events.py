"""News for live screens: each instance reads new event rows once and answers the calls that wait
for them."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable

from sqlalchemy import select

from omms_server.contract.events import Changed, Events, Topic
from omms_server.models.system import Event

from .database import Database
from .ids import id_at
from .peers import Parked

KEPT = 5_000
OVERLAP_SECONDS = 10
WAIT_SECONDS = 20
POLL_SECONDS = 0.2
MAX_WAITING = 2_000
_TOPICS = {topic.value: topic for topic in Topic}


class EventHub:
    """Hands events to waiting calls. A cursor is this hub's number times 2**32 plus a count.

    Rows of other instances commit out of order, so every poll reads the last ten seconds again and
    drops what it
    has seen; a cursor of another instance, or one older than what is kept, is answered with
    `missed`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hub = secrets.randbits(30) << 32
        self._count = 0
        self._kept: deque[Changed] = deque(maxlen=KEPT)
        self._seen: dict[int, float] = {}
        self._waiting: dict[Parked, tuple[int, Callable[[Events], str]]] = {}
        self._lock = threading.Lock()
        self._poke = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="events", daemon=True)

    def start(self) -> None:
        """Begin to read events; those from before are not told."""
        self._seen = {row_id: time.monotonic() for row_id, _, _ in self._recent()}
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
                rows = self._recent()
            except Exception:  # noqa: S112 the database is away; the next poll tries again
                continue
            self._take(rows)

    def _recent(self) -> list[tuple[int, str, int | None]]:
        since = id_at(time.time() - OVERLAP_SECONDS)
        statement = select(Event.id, Event.topic, Event.ref).where(Event.id > since)
        return self._database.read(
            lambda session: [
                (row.id, row.topic, row.ref)
                for row in session.execute(statement.order_by(Event.id))
            ]
        )

    def _take(self, rows: list[tuple[int, str, int | None]]) -> None:
        now = time.monotonic()
        with self._lock:
            fresh = [row for row in rows if row[0] not in self._seen]
            for row_id, topic, ref in fresh:
                self._seen[row_id] = now
                if topic in _TOPICS:  # else of a newer release beside this one
                    self._kept.append(Changed(topic=_TOPICS[topic], ref=ref))
                    self._count += 1
            if len(self._seen) > KEPT:
                horizon = now - 3 * OVERLAP_SECONDS
                self._seen = {i: at for i, at in self._seen.items() if at > horizon}
            if not fresh:
                return
            waiting, self._waiting = self._waiting, {}
            answers = [(p, wrap(self._events_from(at))) for p, (at, wrap) in waiting.items()]
        for parked, text in answers:
            parked.answer(text)
