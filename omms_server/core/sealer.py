"""Chains the trail: a background job links every entry to the one before it by SHA-256, so that
anyone
who has the entries can check them. Writers never wait for it.
"""

import time
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from omms_server.models.base import to_millis
from omms_server.models.system import AuditArchive, AuditEntry, AuditSeal

from .database import Database
from .ids import earlier
from .prepared import Prepared
from .rows import table_of
from .trail_chain import COLUMNS, FIRST_LINK, Linked, link_after

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


def fields_of(entry: Any) -> dict[str, Any]:
    """The columns of an entry, as the chain takes them."""
    values = {name: getattr(entry, name) for name in COLUMNS}
    sealed = {name: bytes(values[name]).hex() for name in ("reason", "details")}
    return {**values, **sealed, "at": to_millis(entry.at)}


def next_link(previous: bytes, entry: Any) -> bytes:
    """The link of an entry that follows `previous`."""
    return link_after(previous, fields_of(entry))


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
    seq, link = (last.seq, last.link) if last else archived_until(session)
    since = -1 if whole or last is None else earlier(last.entry_id, OVERLAP_MILLIS)
    rows = []
    for entry in _NEXT.rows(session, {"since": since}):
        seq, link = seq + 1, next_link(link, entry)
        rows.append({"seq": seq, "entry_id": entry.id, "link": link})
    if rows:
        session.execute(_ADD, rows)
    return len(rows)


def last_link(session: Session) -> Any | None:
    """The last link: a row (seq, entry_id, link); None when nothing is sealed yet."""
    return _LAST.row(session)


def linked(session: Session, after: int, until: int | None = None) -> Iterator[Linked]:
    """The entries with their places in the chain, from the one that follows `after` on."""
    statement = (
        select(AuditSeal.seq, AuditSeal.link, AuditEntry)
        .join(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
        .where(AuditSeal.seq > after)
        .order_by(AuditSeal.seq)
    )
    if until is not None:
        statement = statement.where(AuditSeal.seq <= until)
    for row in session.execute(statement.execution_options(yield_per=BATCH)):
        yield Linked(row.seq, bytes(row.link), fields_of(row.AuditEntry))


def link_at(session: Session, seq: int) -> bytes:
    """The link at a place that is kept or was the last to be archived; `FIRST_LINK` for 0."""
    kept = session.scalar(select(AuditSeal.link).where(AuditSeal.seq == seq))
    if kept is not None:
        return bytes(kept)
    base = archived_until(session)
    return base[1] if base[0] == seq else FIRST_LINK


def archived_until(session: Session) -> tuple[int, bytes]:
    """The place and link of the last entry that was moved to an archive; (0, `FIRST_LINK`)."""
    last = session.execute(
        select(AuditArchive.seq, AuditArchive.link).order_by(AuditArchive.seq.desc()).limit(1)
    ).one_or_none()
    return (last.seq, bytes(last.link)) if last else (0, FIRST_LINK)


def count_unsealed(session: Session) -> int:
    """How many entries wait for their link."""
    return session.scalar(select(func.count()).select_from(_UNSEALED.subquery())) or 0


def broken_links(session: Session) -> Iterable[str]:
    """Walk the whole chain and name every entry that was changed, deleted, inserted or moved."""
    archived, link = archived_until(session)
    expected = archived + 1
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
