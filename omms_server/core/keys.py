"""The keys of an installation: `keys.json` with the data keys, wrapped by the master key; how a
vault is made of them, how keys are added, and how a running server learns of new ones.

Each field key has a moment from which it seals. It is known to every instance before that moment,
so that nobody meets a value that he cannot open.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .master_key import (
    MASTER_BYTES,
    KeysUnreadable,
    MasterKey,
    SystemStore,
    keep_master,
    read_master,
    read_secret,
    write_secret,
)
from .vault import FieldKeys, Vault

log = structlog.get_logger()
GRACE_SECONDS = 60.0
"""How long every instance has to learn a new key before it seals."""
LOOK_SECONDS = 3.0
"""How often a running server looks whether `keys.json` changed."""
MOST_KEYS = 65_535
_NONCE = 12
Now = Callable[[], float]
Stored = dict[str, Any]


class StillRotating(Exception):
    """A new key was added a moment ago and does not seal yet."""


@dataclass(frozen=True)
class KeyFacts:
    """One field key: when it was made and from when on it seals, Unix seconds."""

    key_id: int
    made: float
    seals_from: float


def create_keys(folder: Path, store: SystemStore | None = None, now: Now = time.time) -> None:
    """Make a master key and the data keys wrapped by it; refuses to replace existing ones."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("master.key", "keys.json"):
        if (folder / name).exists():
            raise FileExistsError(f"{folder / name} is there already; it was left as it is")
    master = secrets.token_bytes(MASTER_BYTES)
    names = ("field-1", "index", "token")
    keep_master(folder, master, store)
    _store(
        folder,
        {
            "fields": {"1": {"made": now(), "seals_from": 0.0}},
            "wrapped": {name: _wrap(master, name, secrets.token_bytes(32)) for name in names},
        },
    )


def load_vault(folder: Path, store: SystemStore | None = None, now: Now = time.time) -> Vault:
    """The vault of this installation."""
    return _Opened(folder, store).vault(now())


def add_field_key(
    folder: Path,
    grace: float = GRACE_SECONDS,
    store: SystemStore | None = None,
    now: Now = time.time,
) -> KeyFacts:
    """Add the next field key, which seals after `grace` seconds. One rotation at a time:
    `StillRotating` while the newest key does not seal yet."""
    opened, at = _Opened(folder, store), now()
    newest = opened.facts()[-1]
    if newest.seals_from > at:
        raise StillRotating(f"key {newest.key_id} was added a moment ago and does not seal yet")
    key_id = newest.key_id + 1
    if key_id > MOST_KEYS:
        raise KeysUnreadable("there are no key numbers left")
    name = f"field-{key_id}"
    wrapped = {
        **opened.stored["wrapped"],
        name: _wrap(opened.master.key, name, secrets.token_bytes(32)),
    }
    fields = {**opened.stored["fields"], str(key_id): {"made": at, "seals_from": at + grace}}
    _store(folder, {**opened.stored, "wrapped": wrapped, "fields": fields})
    return KeyFacts(key_id, at, at + grace)


def key_facts(folder: Path) -> list[KeyFacts]:
    """Every field key, oldest first."""
    return _facts(_stored(folder), folder)


def change_master(folder: Path, store: SystemStore | None = None) -> tuple[MasterKey, str]:
    """Wrap all keys by a new master key; tells the key and where it lies now. Until the new one is
    in its place `keys.json` opens with the old one too, so that a power cut costs nothing."""
    opened = _Opened(folder, store)
    fresh = secrets.token_bytes(MASTER_BYTES)
    wrapped = {name: _wrap(fresh, name, key) for name, key in opened.keys.items()}
    both = {**opened.stored, "wrapped": wrapped, "wrapped_before": opened.wrapped}
    _store(folder, both)
    place = keep_master(folder, fresh, store)
    if opened.master.source != "systemd":
        forget_old_master(folder, store)
    return MasterKey(fresh, opened.master.source), place


def forget_old_master(folder: Path, store: SystemStore | None = None) -> bool:
    """Close `keys.json` to the master key before this one; False when it is closed already or
    that key is still the one in use."""
    opened = _Opened(folder, store)
    if "wrapped_before" not in opened.stored or opened.wrapped is not opened.stored["wrapped"]:
        return False
    _store(folder, {k: v for k, v in opened.stored.items() if k != "wrapped_before"})
    return True


def opens_keys(folder: Path, master: bytes) -> bool:
    """Whether this master key belongs to the folder's `keys.json`."""
    try:
        _unwrapped(master, _stored(folder), folder)
    except KeysUnreadable:
        return False
    return True


def checked_keys(folder: Path, store: SystemStore | None = None) -> tuple[Vault | None, list[str]]:
    """A vault of the keys that open, None when no field key does, and the names of all others."""
    master, stored = read_master(folder, store).key, _stored(folder)
    fields = {f"field-{fact.key_id}": fact.key_id for fact in _facts(stored, folder)}
    opened, broken = {}, []
    with contextlib.suppress(KeysUnreadable):
        opened = _unwrapped(master, stored, folder)[1]
    for name in dict.fromkeys([*fields, "index", "token", *stored["wrapped"]]):
        if name in opened:
            continue
        try:
            opened[name] = _unwrap(master, name, stored["wrapped"][name])
        except (InvalidTag, KeyError, ValueError, TypeError, AttributeError):
            broken.append(name)
    ready = {key_id: opened[name] for name, key_id in fields.items() if name in opened}
    if not ready:
        return None, broken
    return Vault(max(ready), ready, opened.get("index", b""), opened.get("token", b"")), broken


class KeyWatch:
    """Has a running server's vault follow `keys.json`: new keys, and the moments they seal from."""

    def __init__(
        self, vault: Vault, folder: Path, store: SystemStore | None = None, now: Now = time.time
    ) -> None:
        self._vault, self._folder, self._store, self._now = vault, folder, store, now
        self._turn = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._opened: _Opened | None = None
        vault.look_again = self._look_quietly

    def look(self) -> bool:
        """Take over what changed; always False, as a job that had no work. Unreadable keys leave
        the vault as it is and raise `KeysUnreadable`."""
        with self._turn:
            mark = self._mark()
            if self._opened is None or mark != self._seen:
                self._opened, self._seen = _Opened(self._folder, self._store), mark
            current, fields = self._opened.current(self._now()), self._opened.fields()
            known = self._vault.field_keys
            if current != known.current or fields.keys() != known.ids:
                self._vault.renew(FieldKeys(current, fields))
                log.info("field keys changed", sealing_with=current, known=len(fields))
        return False

    def _look_quietly(self) -> None:
        """In the midst of a call: a value that does not open is trouble enough."""
        try:
            self.look()
        except KeysUnreadable:
            log.exception("the keys cannot be read again")

    def _mark(self) -> tuple[int, int]:
        try:
            found = (self._folder / "keys.json").stat()
        except OSError as error:
            raise KeysUnreadable(f"{self._folder / 'keys.json'} cannot be read") from error
        return found.st_mtime_ns, found.st_ino


class _Opened:
    """`keys.json` with its keys unwrapped."""

    def __init__(self, folder: Path, store: SystemStore | None = None) -> None:
        self.master = read_master(folder, store)
        self.stored = _stored(folder)
        self._folder = folder
        self.wrapped, self.keys = _unwrapped(self.master.key, self.stored, folder)

    def facts(self) -> list[KeyFacts]:
        """Every field key, oldest first."""
        return _facts(self.stored, self._folder)

    def current(self, at: float) -> int:
        """The newest key whose moment has come."""
        return max(fact.key_id for fact in self.facts() if fact.seals_from <= max(at, 0.0))

    def fields(self) -> dict[int, bytes]:
        """All field keys."""
        try:
            return {fact.key_id: self.keys[f"field-{fact.key_id}"] for fact in self.facts()}
        except KeyError as error:
            raise _damaged(self._folder) from error

    def vault(self, at: float) -> Vault:
        """A vault of these keys."""
        try:
            return Vault(self.current(at), self.fields(), self.keys["index"], self.keys["token"])
        except KeyError as error:
            raise _damaged(self._folder) from error


def _unwrapped(
    master: bytes, stored: Stored, folder: Path
) -> tuple[dict[str, str], dict[str, bytes]]:
    """The wrapped keys that this master key opens, and what was in them."""
    sets = [stored[name] for name in ("wrapped", "wrapped_before") if name in stored]
    for wrapped in sets:
        try:
            return wrapped, {name: _unwrap(master, name, text) for name, text in wrapped.items()}
        except InvalidTag:
            continue
        except (ValueError, TypeError, AttributeError) as error:
            raise _damaged(folder) from error
    raise KeysUnreadable("keys.json does not belong to this master key")


def _facts(stored: Stored, folder: Path) -> list[KeyFacts]:
    try:
        facts = [
            KeyFacts(int(key_id), float(one["made"]), float(one["seals_from"]))
            for key_id, one in stored["fields"].items()
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(folder) from error
    if not any(fact.seals_from <= 0 for fact in facts):
        raise _damaged(folder)
    return sorted(facts, key=lambda fact: fact.key_id)


def _stored(folder: Path) -> Stored:
    try:
        stored = json.loads(read_secret(folder / "keys.json"))
    except ValueError as error:
        raise _damaged(folder) from error
    if not isinstance(stored, dict) or not isinstance(stored.get("wrapped"), dict):
        raise _damaged(folder)
    return stored


def _store(folder: Path, stored: Stored) -> None:
    write_secret(folder / "keys.json", json.dumps(stored, indent=1).encode())


def _damaged(folder: Path) -> KeysUnreadable:
    return KeysUnreadable(f"the keys in {folder} are damaged; restore them")


def _wrap(master: bytes, name: str, key: bytes) -> str:
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + AESGCM(master).encrypt(nonce, key, name.encode())).decode()


def _unwrap(master: bytes, name: str, text: str) -> bytes:
    raw = base64.b64decode(text, validate=True)
    return AESGCM(master).decrypt(raw[:_NONCE], raw[_NONCE:], name.encode())
