"""A part of the trail in a file that proves itself: written from the database, checked without it.

JSON lines: a head, one line an entry, the checkpoints, and an end with the clinic's signature over
all before it. Sealed texts stay sealed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .trail_chain import (
    FIRST_LINK,
    Linked,
    Signed,
    broken,
    false_checkpoints,
    holds,
)

FORMAT = "omms-trail-1"


@dataclass(frozen=True)
class Written:
    """What was written: how many entries, and the place and link of the last."""

    entries: int
    seq: int
    link: bytes
    sha256: bytes


def write_trail(
    file: IO[bytes],
    lines: Iterable[Linked],
    checkpoints: Iterable[Signed],
    key: Ed25519PrivateKey,
    *,
    after: tuple[int, bytes] = (0, FIRST_LINK),
    exported_at: str,
) -> Written:
    """Write the chain that goes on after a place and its link."""
    digest = hashlib.sha256()
    count, (seq, link) = 0, after

    def put(value: dict[str, Any]) -> None:
        raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        digest.update(raw)
        file.write(raw)

    public = base64.b64encode(_raw(key.public_key())).decode()
    head = {"format": FORMAT, "after": seq, "link": link.hex(), "at": exported_at, "key": public}
    put(head)
    for line in lines:
        put({"seq": line.seq, "link": line.link.hex(), "entry": dict(line.fields)})
        count, seq, link = count + 1, line.seq, line.link
    for one in checkpoints:
        put({"checkpoint": one.line()})
    whole = digest.digest()
    end = {
        "end": seq,
        "entries": count,
        "signature": base64.b64encode(key.sign(whole)).decode(),
    }
    file.write(json.dumps(end, separators=(",", ":")).encode() + b"\n")
    return Written(count, seq, link, whole)


def check_trail(
    path: Path, key: Ed25519PublicKey | None = None, checkpoints: Iterable[Signed] = ()
) -> list[str]:
    """Everything that is wrong with a file; [] when it is whole.

    `key`: the public key that was kept elsewhere; without it the file's own is believed.
    `checkpoints`: those that were kept elsewhere; the file's own are checked in any case.
    """
    try:
        return list(_Check(path.read_bytes(), key, tuple(checkpoints)).problems())
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return [f"{path} is not an export of the trail, or is damaged: {error}"]


class _Check:
    def __init__(
        self, data: bytes, key: Ed25519PublicKey | None, checkpoints: tuple[Signed, ...]
    ) -> None:
        raw = data.splitlines(keepends=True)
        parsed = [json.loads(line) for line in raw]
        self.head, self.body = parsed[0], parsed[1:]
        if self.head["format"] != FORMAT:
            raise ValueError("another format")
        own = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.head["key"]))
        self.foreign_key = key is not None and _raw(key) != _raw(own)
        self.key = key or own
        self.kept = checkpoints
        self.ended = bool(self.body) and "end" in self.body[-1]
        self.digest = hashlib.sha256(b"".join(raw[:-1] if self.ended else raw)).digest()
        self.lines = [
            Linked(int(one["seq"]), bytes.fromhex(one["link"]), one["entry"])
            for one in self.body
            if "entry" in one
        ]
        self.own = [Signed.read(one["checkpoint"]) for one in self.body if "checkpoint" in one]

    def problems(self) -> Iterator[str]:
        after, link = int(self.head["after"]), bytes.fromhex(self.head["link"])
        yield from broken(self.lines, after, link)
        yield from self._end()
        if self.foreign_key:
            yield "the export was signed with another key than the clinic's"
        links = {line.seq: line.link.hex() for line in self.lines} | {after: link.hex()}
        last = self.lines[-1].seq if self.lines else after
        for checkpoints in filter(None, (self.own, self.kept)):
            yield from false_checkpoints(checkpoints, self.key, links, last, after)

    def _end(self) -> Iterator[str]:
        if not self.ended:
            yield "the end of the export was cut off"
            return
        end = self.body[-1]
        if end["entries"] != len(self.lines):
            yield f"the export had {end['entries']} entries, now it has {len(self.lines)}"
        for line in self.lines:
            if line.seq > end["end"]:
                yield f"link {line.seq} was added after the export was made"
        if not holds(self.key, end["signature"], self.digest):
            yield "the signature does not fit: the export was changed after it was made"


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
