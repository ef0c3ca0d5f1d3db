"""Chains the trail: a background job links every entry to the one before it by SHA-256, so that
anyone
who has the entries can check them. Writers never wait for it.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from omms_server.models.base import to_millis
from omms_server.models.system import AuditEntry, AuditSeal

BATCH = 500
FIRST_LINK = bytes(32)


def entry_bytes(entry: Any) -> bytes:
    """The content of an entry in a fixed form; every column takes part."""
    parts = (
        entry.id,
        to_millis(entry.at),
        entry.person_id,
        entry.person,
        entry.post,
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


def seal_batch(session: Session) -> int:
    """Link up to `BATCH` entries that no link covers yet, oldest first. Returns how many."""
    last = session.execute(
        select(AuditSeal.seq, AuditSeal.link).order_by(AuditSeal.seq.desc()).limit(1)
    ).one_or_none()
    seq, link = (last.seq, last.link) if last else (0, FIRST_LINK)
    entries = session.scalars(_unsealed().limit(BATCH)).all()
    rows = []
    for entry in entries:
        seq, link = seq + 1, next_link(link, entry)
        rows.append({"seq": seq, "entry_id": entry.id, "link": link})
    if rows:
        session.execute(insert(AuditSeal), rows)
    return len(rows)


def count_unsealed(session: Session) -> int:
    """How many entries wait for their link."""
    return session.scalar(select(func.count()).select_from(_unsealed().subquery())) or 0


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


def _unsealed() -> Any:
    return (
        select(AuditEntry)
        .join(AuditSeal, AuditSeal.entry_id == AuditEntry.id, isouter=True)
        .where(AuditSeal.seq.is_(None))
        .order_by(AuditEntry.id)
    )
