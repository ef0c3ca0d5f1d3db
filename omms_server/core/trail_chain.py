"""The form in which the trail is chained, exported and checked: free of any database.

An entry is a JSON list of its columns in a fixed order; a link is the SHA-256 of the link before it
and the entry. Checkpoints say under the clinic's signature which link stood last at a moment; they
are copied away from the server, so that not even its administrator can make another trail.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FIRST_LINK = bytes(32)
FIRST_DIGEST = ""
COLUMNS = (
    *("id", "at", "person_id", "person", "post", "second_id", "second", "workstation"),
    *("action", "patient_id", "subject", "outcome", "reason", "details"),
)
"""`at` in epoch milliseconds; `reason` and `details` sealed, in hex."""
Fields = Mapping[str, Any]


def content(fields: Fields) -> bytes:
    """The content of an entry in a fixed form; every column takes part."""
    values = [fields[name] for name in COLUMNS]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def link_after(previous: bytes, fields: Fields) -> bytes:
    """The link of an entry that follows `previous`."""
    return hashlib.sha256(previous + content(fields)).digest()


@dataclass(frozen=True)
class Linked:
    """An entry with its place in the chain."""

    seq: int
    link: bytes
    fields: Fields


def broken(lines: Iterable[Linked], seq: int = 0, link: bytes = FIRST_LINK) -> Iterator[str]:
    """Walk a chain that goes on after (`seq`, `link`); name what was changed, deleted, inserted or
    moved. After a break it goes on from the link that stands there."""
    for line in lines:
        if line.seq <= seq:
            yield f"link {line.seq} stands after link {seq}: moved or inserted"
            continue
        if line.seq != seq + 1:
            yield f"links {seq + 1} to {line.seq - 1} are missing"
        entry = line.fields.get("id")
        if link_after(link, line.fields) != line.link:
            yield f"audit entry {entry} or the one before it was changed (link {line.seq})"
        seq, link = line.seq, line.link


@dataclass(frozen=True)
class Checkpoint:
    """Which link stood last at a moment. `previous` is the digest of the checkpoint before."""

    seq: int
    link: str
    at: str
    previous: str

    def text(self) -> str:
        """The signed form."""
        return json.dumps([self.seq, self.link, self.at, self.previous], separators=(",", ":"))

    def digest(self) -> str:
        """By which the next one names this one."""
        return hashlib.sha256(self.text().encode()).hexdigest()


@dataclass(frozen=True)
class Signed:
    """A checkpoint under the clinic's signature; one line of the file of checkpoints."""

    checkpoint: Checkpoint
    signature: str

    def line(self) -> str:
        """As it is written."""
        one = self.checkpoint
        values = {"seq": one.seq, "link": one.link, "at": one.at, "previous": one.previous}
        return json.dumps({**values, "signature": self.signature}, separators=(",", ":"))

    @staticmethod
    def read(line: str) -> Signed:
        """Read a line; ValueError when it is none."""
        try:
            raw = json.loads(line)
            one = Checkpoint(int(raw["seq"]), raw["link"], raw["at"], raw["previous"])
            return Signed(one, str(raw["signature"]))
        except (KeyError, TypeError) as error:
            raise ValueError("not a checkpoint") from error


def sign(key: Ed25519PrivateKey, checkpoint: Checkpoint) -> Signed:
    """Sign a checkpoint."""
    return Signed(checkpoint, base64.b64encode(key.sign(checkpoint.text().encode())).decode())


def is_signed(key: Ed25519PublicKey, signed: Signed) -> bool:
    """Whether the signature is the clinic's."""
    return holds(key, signed.signature, signed.checkpoint.text().encode())


def holds(key: Ed25519PublicKey, signature: str, data: bytes) -> bool:
    """Whether a signature (base64) over data is of this key."""
    try:
        key.verify(base64.b64decode(signature, validate=True), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def false_checkpoints(
    signed: Iterable[Signed], key: Ed25519PublicKey, links: Mapping[int, str], last: int, first: int
) -> Iterator[str]:
    """Compare checkpoints with a chain of links `first` to `last` (hex by place): what was cut off
    its end or made anew, and checkpoints that are not the clinic's."""
    before = FIRST_DIGEST
    for number, one in enumerate(signed, start=1):
        point = one.checkpoint
        if not is_signed(key, one):
            yield f"checkpoint {number} is not signed by this clinic"
        if point.previous != before:
            yield f"checkpoints before checkpoint {number} are missing or were changed"
        before = point.digest()
        if point.seq > last:
            yield f"the trail was cut off after link {last}: at {point.at} it had {point.seq}"
        elif point.seq >= first and links.get(point.seq) != point.link:
            yield f"the trail was made anew up to link {point.seq}, signed at {point.at}"
