"""Checkpoints of the trail: signed every ten minutes into a file that is copied elsewhere."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import structlog
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .clock import Clock
from .database import Database
from .sealer import last_link
from .trail_chain import FIRST_DIGEST, Checkpoint, Signed, sign

log = structlog.get_logger()
SECONDS = 600.0
FILE = "checkpoints.jsonl"
_KEY, _PUBLIC = "trail.key", "trail.pub"


def signing_key(keys: Path) -> Ed25519PrivateKey:
    """The clinic's key for checkpoints and exports, made at its first use; the public part lies
    beside it, to be kept with the copies."""
    path = keys / _KEY
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _new_key(keys)
    key = serialization.load_pem_private_key(data, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} is not a key of this kind")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """A public key that was kept; ValueError when the file holds none."""
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"{path} is not a key of this kind")
    return key


def read_checkpoints(path: Path) -> list[Signed]:
    """The checkpoints in a file, oldest first; none when there is no file."""
    if not path.exists():
        return []
    lines = path.read_text("utf-8").splitlines()
    return [Signed.read(line) for line in lines if line.strip()]


class Checkpointer:
    """The background job. Says nothing when the trail did not grow."""

    def __init__(
        self, database: Database, clock: Clock, keys: Path, folder: Path, copy_to: Path | None
    ) -> None:
        self._database, self._clock = database, clock
        self._keys, self._path, self._copy_to = keys, folder / FILE, copy_to

    def run(self) -> bool:
        """Sign the present end of the trail."""
        last = self._database.read(last_link)
        if last is None:
            return False
        kept = read_checkpoints(self._path)
        if kept and kept[-1].checkpoint.seq == last.seq:
            return False
        before = kept[-1].checkpoint.digest() if kept else FIRST_DIGEST
        at = self._clock.now().isoformat(timespec="seconds")
        point = Checkpoint(last.seq, bytes(last.link).hex(), at, before)
        self._append(sign(signing_key(self._keys), point).line())
        return False

    def _append(self, line: str) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
        if self._copy_to is None:
            return
        try:
            self._copy_to.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._path, self._copy_to / FILE)
            shutil.copyfile(self._keys / _PUBLIC, self._copy_to / _PUBLIC)
        except OSError:
            log.exception("the checkpoints of the trail could not be copied away")


def _new_key(keys: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(keys / _KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (keys / _PUBLIC).write_bytes(public)
    return key
