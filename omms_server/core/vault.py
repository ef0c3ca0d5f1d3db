"""Field encryption and blind indexes (ARCHITECTURE, what always holds 5).

A sealed value is: format (1 byte), key id (2 bytes), nonce (12 bytes), AES-256-GCM ciphertext with
tag. Table, column
and row id are bound in as associated data, so that a value moved to another place does not open.
Blind indexes are
keyed hashes; their kind is hashed in, so that values of different kinds cannot be compared.
"""

import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = 1
HEADER_BYTES = 3
"""Format and key id: what tells the key of a sealed value."""
_NONCE = 12
_BODY = HEADER_BYTES + _NONCE


@dataclass(frozen=True)
class Field:
    """A sealed column: where a ciphertext belongs."""

    table: str
    column: str

    def bound_to(self, row_id: int | str) -> bytes:
        """The associated data of this column in one row."""
        return f"{self.table}.{self.column}:{row_id}".encode()

    def place(self, row_id: int | str) -> str:
        """Where a value stands, as people are told."""
        return f"{self.table}.{self.column} of row {row_id}"


class SealBroken(Exception):
    """A sealed value does not open: wrong key, moved, rolled back or tampered with. Tells table,
    column and row; never content."""

    def __init__(self, field: Field, row_id: int | str, why: str = "") -> None:
        self.field, self.row_id, self.why = field, row_id, why
        self.place = field.place(row_id)
        super().__init__(f"{self.place}: {why}" if why else self.place)

    def for_log(self) -> dict[str, Any]:
        """The place in parts: a row id is as long as an identity number, and the log blots those
        out of texts."""
        place = {"table": self.field.table, "column": self.field.column, "row": self.row_id}
        return place | ({"why": self.why} if self.why else {})


class FieldKeys:
    """The field keys of one moment: all that open, and the one that seals."""

    def __init__(self, current: int, keys: dict[int, bytes]) -> None:
        self.current = current
        self.header = _header(current)
        self.ids = frozenset(keys)
        self._ciphers = {_header(key_id): AESGCM(key) for key_id, key in keys.items()}
        self.sealing = self._ciphers[self.header]

    def opening(self, value: bytes) -> AESGCM | None:
        """The cipher that sealed this value, None when its key is not among these."""
        return self._ciphers.get(value[:HEADER_BYTES])


class Vault:
    """Seals and opens fields, makes blind index values and keyed digests."""

    def __init__(
        self, current: int, keys: dict[int, bytes], index_key: bytes, token_key: bytes
    ) -> None:
        self._keys = FieldKeys(current, keys)
        self._index_key = index_key
        self.token_key = token_key
        self.look_again: Callable[[], object] | None = None
        """Called when a value's key is not known here: another instance may have it already."""

    @property
    def field_keys(self) -> FieldKeys:
        """The field keys in use now."""
        return self._keys

    def renew(self, keys: FieldKeys) -> None:
        """Use other field keys from now on. One assignment: each call sees the old or the new."""
        self._keys = keys

    def seal(self, field: Field, row_id: int | str, text: str) -> bytes:
        """Encrypt text for one place."""
        return self.seal_bytes(field, row_id, text.encode())

    def seal_bytes(self, field: Field, row_id: int | str, data: bytes) -> bytes:
        """Encrypt bytes for one place."""
        keys, nonce = self._keys, os.urandom(_NONCE)
        return keys.header + nonce + keys.sealing.encrypt(nonce, data, field.bound_to(row_id))

    def open(self, field: Field, row_id: int | str, value: bytes) -> str:
        """Decrypt a text of one place, or raise `SealBroken`."""
        return self.open_bytes(field, row_id, value).decode()

    def open_bytes(self, field: Field, row_id: int | str, value: bytes) -> bytes:
        """Decrypt bytes of one place, or raise `SealBroken`."""
        cipher = self._keys.opening(value) or self._learnt(value)
        if cipher is None:
            raise SealBroken(field, row_id, "unknown key or format")
        nonce, body = value[HEADER_BYTES:_BODY], value[_BODY:]
        try:
            return cipher.decrypt(nonce, body, field.bound_to(row_id))
        except (InvalidTag, ValueError) as error:  # ValueError: cut off within the nonce
            raise SealBroken(field, row_id) from error

    def index(self, kind: str, text: str) -> bytes:
        """The blind index value of a text, 16 bytes."""
        return self.digest(kind, text)[:16]

    def digest(self, kind: str, text: str) -> bytes:
        """A keyed digest, 32 bytes, for secrets that are only compared."""
        return hmac.digest(self._index_key, f"{kind}\0{text}".encode(), "sha256")

    def _learnt(self, value: bytes) -> AESGCM | None:
        if self.look_again is None or len(value) < _BODY or value[0] != _FORMAT:
            return None
        self.look_again()
        return self._keys.opening(value)


def _header(key_id: int) -> bytes:
    return bytes([_FORMAT]) + key_id.to_bytes(2, "big")
