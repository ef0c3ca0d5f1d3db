"""Field encryption and blind indexes (ARCHITECTURE, what always holds 5).

A sealed value is: format (1 byte), key id (2 bytes), nonce (12 bytes), AES-256-GCM ciphertext with
tag. Table, column
and row id are bound in as associated data, so that a value moved to another place does not open.
Blind indexes are
keyed hashes; their kind is hashed in, so that values of different kinds cannot be compared.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = 1
_HEADER = 3
_NONCE = 12
_BODY = _HEADER + _NONCE


class SealBroken(Exception):
    """A sealed value does not open: wrong key, moved, rolled back or tampered with."""


class KeysUnreadable(Exception):
    """The key files are missing, damaged or readable by others; the text says what to do."""


@dataclass(frozen=True)
class Field:
    """A sealed column: where a ciphertext belongs."""

    table: str
    column: str

    def bound_to(self, row_id: int | str) -> bytes:
        """The associated data of this column in one row."""
        return f"{self.table}.{self.column}:{row_id}".encode()


class Vault:
    """Seals and opens fields, makes blind index values and keyed digests."""

    def __init__(
        self, current: int, keys: dict[int, bytes], index_key: bytes, token_key: bytes
    ) -> None:
        self._ciphers = {_header(key_id): AESGCM(key) for key_id, key in keys.items()}
        self._header = _header(current)
        self._index_key = index_key
        self.token_key = token_key

    def seal(self, field: Field, row_id: int | str, text: str) -> bytes:
        """Encrypt text for one place."""
        return self.seal_bytes(field, row_id, text.encode())

    def seal_bytes(self, field: Field, row_id: int | str, data: bytes) -> bytes:
        """Encrypt bytes for one place."""
        nonce = os.urandom(_NONCE)
        cipher = self._ciphers[self._header]
        return self._header + nonce + cipher.encrypt(nonce, data, field.bound_to(row_id))

    def open(self, field: Field, row_id: int | str, value: bytes) -> str:
        """Decrypt a text of one place, or raise `SealBroken`."""
        return self.open_bytes(field, row_id, value).decode()

    def open_bytes(self, field: Field, row_id: int | str, value: bytes) -> bytes:
        """Decrypt bytes of one place, or raise `SealBroken`."""
        cipher = self._ciphers.get(value[:_HEADER])
        if cipher is None:
            raise SealBroken(f"{field.table}.{field.column} of row {row_id}: unknown key or format")
        nonce, body = value[_HEADER:_BODY], value[_BODY:]
        try:
            return cipher.decrypt(nonce, body, field.bound_to(row_id))
        except (InvalidTag, ValueError) as error:  # ValueError: cut off within the nonce
            raise SealBroken(f"{field.table}.{field.column} of row {row_id}") from error

    def index(self, kind: str, text: str) -> bytes:
        """The blind index value of a text, 16 bytes."""
        return self.digest(kind, text)[:16]

    def digest(self, kind: str, text: str) -> bytes:
        """A keyed digest, 32 bytes, for secrets that are only compared."""
        return hmac.digest(self._index_key, f"{kind}\0{text}".encode(), "sha256")


def create_keys(folder: Path) -> None:
    """Make a master key and the data keys wrapped by it; refuses to replace existing ones."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    master = secrets.token_bytes(32)
    wrapped = {
        name: _wrap(master, name, secrets.token_bytes(32)) for name in ("field-1", "index", "token")
    }
    _write_secret(folder / "master.key", base64.b64encode(master))
    _write_secret(
        folder / "keys.json", json.dumps({"current": 1, "wrapped": wrapped}, indent=1).encode()
    )


def load_vault(folder: Path) -> Vault:
    """Read the keys, from the systemd credential `master-key` if there is one, else from
    `master.key`."""
    master, stored = _read_master(folder), _read_secret(folder / "keys.json")
    try:
        return _vault(base64.b64decode(master, validate=True), json.loads(stored))
    except InvalidTag as error:
        raise KeysUnreadable("keys.json does not belong to this master key") from error
    except (ValueError, KeyError, TypeError) as error:
        raise KeysUnreadable(f"the keys in {folder} are damaged; restore them") from error


def fingerprint(data: bytes) -> str:
    """A short text to recognise keys by, hex."""
    return hashlib.sha256(data).hexdigest()[:16]


def _header(key_id: int) -> bytes:
    return bytes([_FORMAT]) + key_id.to_bytes(2, "big")


def _vault(master: bytes, stored: dict[str, Any]) -> Vault:
    opened = {name: _unwrap(master, name, text) for name, text in stored["wrapped"].items()}
    fields = {
        int(name.removeprefix("field-")): key
        for name, key in opened.items()
        if name.startswith("field-")
    }
    if stored["current"] not in fields:
        raise KeyError(stored["current"])
    return Vault(stored["current"], fields, opened["index"], opened["token"])


def _read_master(folder: Path) -> bytes:
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(credentials) / "master-key" if credentials else None
    if credential and credential.exists():
        return credential.read_bytes()  # systemd guards its folder; the file's group bits are ACLs
    return _read_secret(folder / "master.key")


def _wrap(master: bytes, name: str, key: bytes) -> str:
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + AESGCM(master).encrypt(nonce, key, name.encode())).decode()


def _unwrap(master: bytes, name: str, text: str) -> bytes:
    raw = base64.b64decode(text, validate=True)
    return AESGCM(master).decrypt(raw[:_NONCE], raw[_NONCE:], name.encode())


def _write_secret(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def _read_secret(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        data = path.read_bytes()
    except OSError as error:
        raise KeysUnreadable(
            f"{path} cannot be read; run `omms-server init` or restore it"
        ) from error
    if os.name == "posix" and mode & 0o077:
        raise KeysUnreadable(f"{path} is open to others; run: chmod 600 {path}")
    return data
