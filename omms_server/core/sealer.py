"""Chains the trail: a background job links every entry to the one before it by SHA-256, so that
anyone
who has the entries can check them. Writers never wait for it.
"""

import hashlib
import time
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from omms_server.models.base import to_millis
from omms_server.models.system import AuditEntry, AuditSeal

from .database import Database
from .ids import earlier
from .prepared import Prepared
from .rows import table_of

BATCH = 500
OVERLAP_MILLIS = 3_600_000
"""Entries may commit later than younger ones, but by far not so much later."""
WHOLE_EVERY_SECONDS = 86_400.0
_ENTRY, _SEAL = table_of(AuditEntry), table_of(AuditSeal)
_LAST = Prepared(select(_SEAL).order_by(_SEAL.c.seq.desc()).limit(1))
_ADD = insert(_SEAL)
_UNSEALED = (
    select(_ENTRY)
    .join(_SEAL, _SEAL.c.entry_id == _ENTRY.c.id, isouter=True)
    .where(_SEAL.c.seq.is_(None))
)
_NEXT = Prepared(
    _UNSEALED.where(_ENTRY.c.id > bindparam("since")).order_by(_ENTRY.c.id).limit(BATCH)
)
FIRST_LINK = bytes(32)


def entry_bytes(entry: Any) -> bytes:
    """The content of an entry in a fixed form; every column takes part."""
    parts = (
        entry.id,
        to_millis(entry.at),
        entry.person_id,
        entry.person,
        entry.post,
        entry.second_id,
        entry.second,
        entry.workstation,
        entry.action,
        entry.patient_id,
        entry.subject,
        entry.outcome,
        bytes(entry.reason).hex(),
        bytes(entry.details).hex(),
    )
    return "\x1f".join(str(part) for part in parts).encode()


def next_link(previous: bytes, entry: Any) -> bytes:
    """The link of an entry that follows `previous`."""
    return hashlib.sha256(previous + entry_bytes(entry)).digest()


class Sealer:
    """The background job. Its cost does not grow with the trail: only when it starts and once a day
    it looks for entries without a link further back than an hour before the last link's."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._whole_at: float | None = None

    def run(self) -> bool:
        """Seal one batch; True when more may wait."""
        at = time.monotonic()
        whole = self._whole_at is None or at - self._whole_at > WHOLE_EVERY_SECONDS
        count = self._database.write(lambda session: seal_batch(session, whole=whole))
        if whole and count < BATCH:
            self._whole_at = at
        return count == BATCH


def seal_batch(session: Session, *, whole: bool = True) -> int:
    """Link up to `BATCH` entries that no link covers yet, oldest first. Returns how many."""
    last = _LAST.row(session)
    seq, link = (last.seq, last.link) if last else (0, FIRST_LINK)
    since = -1 if whole or last is None else earlier(last.entry_id, OVERLAP_MILLIS)
    rows = []
    for entry in _NEXT.rows(session, {"since": since}):
        seq, link = seq + 1, next_link(link, entry)
        rows.append({"seq": seq, "entry_id": entry.id, "link": link})
    if rows:
        session.execute(_ADD, rows)
    return len(rows)


def count_unsealed(session: Session) -> int:
    """How many entries wait for their link."""
    return session.scalar(select(func.count()).select_from(_UNSEALED.subquery())) or 0


def broken_links(session: Session) -> Iterable[str]:
    """Walk the whole chain and name every entry that was changed, deleted, inserted or moved."""
    link, expected = FIRST_LINK, 1
    statement = (
        select(AuditSeal.seq, AuditSeal.entry_id, AuditSeal.link, AuditEntry)
        .join(AuditEntry, AuditEntry.id == AuditSeal.entry_id, isouter=True)
        .order_by(AuditSeal.seq)
    )
    for row in session.execute(statement.execution_options(yield_per=BATCH)):
        if row.seq != expected:
            yield f"links {expected} to {row.seq - 1} of the trail are missing"
        expected = row.seq + 1
        if row.AuditEntry is None:
            yield f"audit entry {row.entry_id} was deleted (link {row.seq})"
        elif next_link(link, row.AuditEntry) != row.link:
            yield f"audit entry {row.entry_id} or the one before it was changed (link {row.seq})"
        link = row.link
