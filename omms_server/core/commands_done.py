"""Doing a command once: its key is stored with the effect, its first answer is given again for a
repeat."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from omms_server.contract.faults import KeyReused
from omms_server.models.system import CommandDone

from .clock import Clock
from .database import Database
from .prepared import Prepared
from .rows import table_of
from .vault import Field, Vault

ANSWER = Field("command_done", "answer")
_DONE = table_of(CommandDone)
_INSERT = Prepared(insert(_DONE))
_KEEP = Prepared(
    update(_DONE)
    .where(_DONE.c.command_key == bindparam("done_key"))
    .values(answer=bindparam("sealed"))
)


KEPT_FOR = timedelta(days=7)
"""How long a repeat gets the first answer (PROMISES)."""
FORGOTTEN_AT_ONCE = 500


class AlreadyDone(Exception):
    """This key was used before; whoever asks gets the first answer."""


def body_digest(method: str, body_json: str) -> bytes:
    """What makes two uses of a key the same command."""
    return hashlib.sha256(f"{method}\0{body_json}".encode()).digest()


def claim(session: Session, key: str, digest: bytes, at: datetime) -> None:
    """Write the key before the work. A twin that still runs is waited for by the database; then
    `AlreadyDone`."""
    try:
        row = {"command_key": key, "body_digest": digest, "answer": b"", "at": at}
        _INSERT.change(session, row)
    except IntegrityError as error:
        raise AlreadyDone from error


def release(session: Session, key: str) -> None:
    """Take the claim back: the command was refused, but what it counted stays."""
    session.execute(delete(CommandDone).where(CommandDone.key == key))


def keep_answer(session: Session, vault: Vault, key: str, answer: str) -> None:
    """Store the answer beside the key in its transaction, sealed: it may be personal."""
    _KEEP.change(session, {"done_key": key, "sealed": vault.seal(ANSWER, key, answer)})


def first_answer(session: Session, vault: Vault, key: str, digest: bytes) -> str | None:
    """The stored answer, None when the key is unknown; `KeyReused` when it belonged to another
    content."""
    row = session.execute(
        select(CommandDone.body_digest, CommandDone.answer).where(CommandDone.key == key)
    ).one_or_none()
    if row is None:
        return None
    if row.body_digest != digest:
        raise KeyReused
    return vault.open(ANSWER, key, row.answer)


class Forgetter:
    """The background job that deletes keys and answers which were kept long enough."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def run(self) -> bool:
        """Delete one batch; True when there may be more."""
        now = self._clock.now()
        return self._database.write(lambda session: forget_old(session, now)) == FORGOTTEN_AT_ONCE


def forget_old(session: Session, now: datetime) -> int:
    """Delete some of the keys and answers that were kept long enough. Returns how many."""
    old = select(CommandDone.key).where(CommandDone.at < now - KEPT_FOR)
    keys = session.scalars(old.order_by(CommandDone.at).limit(FORGOTTEN_AT_ONCE)).all()
    if keys:
        session.execute(delete(CommandDone).where(CommandDone.key.in_(keys)))
    return len(keys)
