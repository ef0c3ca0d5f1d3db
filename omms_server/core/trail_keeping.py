"""Exports of the trail, and the archive of what is old: verified before anything is removed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from omms_server.models.system import AuditArchive, AuditEntry, AuditSeal
from omms_server.settings import ServerSettings

from .append_only import guards
from .audit import write_entry
from .checkpoints import FILE, Checkpointer, read_checkpoints, signing_key
from .clock import Clock, at_local
from .context import Trail
from .database import Database
from .sealer import archived_until, count_unsealed, link_at, linked
from .system_actor import SYSTEM
from .trail_file import Written, check_trail, write_trail
from .vault import Vault

ARCHIVES = "archives"


class KeepLonger(Exception):
    """Nothing may be removed; the text says why."""


@dataclass(frozen=True)
class Keeper:
    """What keeping the trail takes."""

    database: Database
    clock: Clock
    settings: ServerSettings
    vault: Vault


@dataclass(frozen=True)
class Archived:
    """What was moved."""

    path: Path
    entries: int


def export_trail(
    keeper: Keeper, path: Path, since: date | None = None, until: date | None = None
) -> Written:
    """Write the entries of days `since` to `until` (excluded) with all that lies between them in
    the chain. The file must not be there; the export stands on the trail itself."""
    zone = keeper.clock.zone
    first = at_local(since, time(), zone) if since else None
    last = at_local(until, time(), zone) if until else None
    written = keeper.database.read(lambda s: _write(s, keeper, path, *_places(s, first, last)))
    keeper.database.write(lambda s: _tell(s, keeper, "audit.export", entries=written.entries))
    return written


def archive_trail(keeper: Keeper) -> Archived | None:
    """Move entries older than the settings' days to a file of their own; None when there are
    none. The file is checked before a row is removed, and each step may be repeated."""
    database, settings, clock = keeper.database, keeper.settings, keeper.clock
    before = clock.now() - timedelta(days=settings.audit.days)
    if database.read(count_unsealed):
        raise KeepLonger("some entries are not chained yet; run this again in a minute")
    Checkpointer(database, clock, settings.keys, settings.checkpoints, settings.audit.copy_to).run()
    place = database.read(lambda session: _last_before(session, before))
    after = database.read(archived_until)[0]
    if place is None or place <= after:
        return None
    folder = settings.data / ARCHIVES
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"trail-{after + 1}-{place}.jsonl"
    path.unlink(missing_ok=True)  # of an attempt that broke off: its rows are all still here
    written = database.read(lambda s: _write(s, keeper, path, after, place))
    problems = check_trail(path, signing_key(settings.keys).public_key())
    if problems:
        raise KeepLonger(f"the archive does not prove itself, nothing was removed: {problems[0]}")
    database.write(lambda session: _remove(session, keeper, written, path))
    return Archived(path, written.entries)


def _write(session: Session, keeper: Keeper, path: Path, after: int, until: int) -> Written:
    settings = keeper.settings
    points = [
        one for one in read_checkpoints(settings.checkpoints / FILE) if one.checkpoint.seq <= until
    ]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        written = write_trail(
            file,
            linked(session, after, until),
            points,
            signing_key(settings.keys),
            after=(after, link_at(session, after)),
            exported_at=keeper.clock.now().isoformat(timespec="seconds"),
        )
        file.flush()
        os.fsync(file.fileno())
    return written


def _places(session: Session, first: datetime | None, last: datetime | None) -> tuple[int, int]:
    """After which place an export begins, and with which it ends."""
    statement = select(func.min(AuditSeal.seq), func.max(AuditSeal.seq)).join(
        AuditEntry, AuditEntry.id == AuditSeal.entry_id
    )
    if first is not None:
        statement = statement.where(AuditEntry.at >= first)
    if last is not None:
        statement = statement.where(AuditEntry.at < last)
    low, high = session.execute(statement).one()
    base = archived_until(session)[0]
    return (base, base) if low is None else (int(low) - 1, int(high))


def _last_before(session: Session, moment: datetime) -> int | None:
    """The last place before which every entry is older than a moment."""
    younger = session.scalar(
        select(func.min(AuditSeal.seq))
        .join(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
        .where(AuditEntry.at >= moment)
    )
    if younger is not None:
        return int(younger) - 1
    last = session.scalar(select(func.max(AuditSeal.seq)))
    return None if last is None else int(last)


def _remove(session: Session, keeper: Keeper, written: Written, path: Path) -> None:
    sqlite = session.get_bind().dialect.name == "sqlite"
    if sqlite:
        for name, _ in guards():
            session.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
    gone = select(AuditSeal.entry_id).where(AuditSeal.seq <= written.seq)
    session.execute(delete(AuditEntry).where(AuditEntry.id.in_(gone)))
    session.execute(delete(AuditSeal).where(AuditSeal.seq <= written.seq))
    digest = hashlib.sha256(path.read_bytes()).digest()
    session.add(
        AuditArchive(
            seq=written.seq,
            link=written.link,
            entries=written.entries,
            at=keeper.clock.now(),
            file=path.name,
            sha256=digest,
        )
    )
    session.flush()
    _tell(session, keeper, "audit.archive", entries=written.entries, file=path.name)
    if sqlite:
        for _, statement in guards():
            session.execute(text(statement))


def _tell(session: Session, keeper: Keeper, action: str, **details: Any) -> None:
    trail = Trail(details=details)
    now = keeper.clock.now()
    write_entry(session, keeper.vault, SYSTEM, at=now, action=action, trail=trail)
