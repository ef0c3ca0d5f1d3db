"""The trail as a table for people, under the clinic's signature.

The last line is a comment with the digest of all before it; cells that a spreadsheet would take for
a formula begin with an apostrophe.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .trail_chain import holds

_SEAL = re.compile(
    r"# OMMS trail; entries (?P<count>\d+); sha256 (?P<sha256>[0-9a-f]{64}); "
    r"signature (?P<signature>[A-Za-z0-9+/=]+); key (?P<key>[A-Za-z0-9+/=]+)\n?"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"
"""By which spreadsheets know the text for UTF-8."""


def signed_csv(heads: Sequence[str], rows: Iterable[Sequence[str]], key: Ed25519PrivateKey) -> str:
    """The table with its seal."""
    text, count = io.StringIO(), 0
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        count += 1
    body = text.getvalue()
    digest = hashlib.sha256(body.encode()).digest()
    signature = base64.b64encode(key.sign(digest)).decode()
    public = base64.b64encode(_raw(key.public_key())).decode()
    seal = f"entries {count}; sha256 {digest.hex()}; signature {signature}; key {public}"
    return f"{body}# OMMS trail; {seal}\n"


def check_csv(text: str, key: Ed25519PublicKey | None = None) -> list[str]:
    """What is wrong with a table; [] when it is as it was made. Without `key` its own is
    believed."""
    body, mark, last = text.rpartition("# OMMS trail; ")
    seal = _SEAL.fullmatch(mark + last)
    if seal is None:
        return ["the seal is missing: the end was cut off, or this is no export of the trail"]
    own = Ed25519PublicKey.from_public_bytes(base64.b64decode(seal["key"]))
    found = []
    if key is not None and _raw(key) != _raw(own):
        found.append("the export was signed with another key than the clinic's")
    digest = hashlib.sha256(body.encode()).digest()
    if digest.hex() != seal["sha256"] or not holds(key or own, seal["signature"], digest):
        found.append("the table was changed after it was made")
    return found


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
