"""Alipay on the wire: what is signed, cutting it out of an answer, yuan and Beijing time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
_YUAN = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")
_SPACE = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


def text_to_sign(fields: Mapping[str, str], *, without: frozenset[str]) -> bytes:
    """What is signed of a form: sorted, un-encoded, without empty values and the names given."""
    named = sorted((k, v) for k, v in fields.items() if v and k not in without)
    return "&".join(f"{name}={value}" for name, value in named).encode()


def members(text: str) -> dict[str, str]:
    """The raw text of each member of the JSON object in `text`, exactly as it was sent.

    The gateway signs the raw inner text, so it must be cut out, not parsed and written again;
    braces and quotes inside strings do not mislead it. A name given twice, or anything after the
    object, raises `ValueError`.
    """
    found: dict[str, str] = {}
    at = _expect(text, 0, "{")
    if text.startswith("}", at):
        return _end(text, at + 1, found)
    while True:
        name, at = _decoder.raw_decode(text, at)
        if not isinstance(name, str) or name in found:
            raise ValueError("a name is no string or given twice")
        start = _expect(text, at, ":")
        _, at = _decoder.raw_decode(text, start)
        found[name] = text[start:at]
        at = _skip(text, at)
        if text.startswith("}", at):
            return _end(text, at + 1, found)
        at = _expect(text, at, ",")


def fen_of(yuan: object) -> int:
    """Whole fen from yuan as Alipay writes them ("12.30"); raises `ValueError`."""
    match = _YUAN.fullmatch(yuan) if isinstance(yuan, str) else None
    if match is None:
        raise ValueError("not an amount in yuan")
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def yuan_of(fen: int) -> str:
    """Yuan with two decimals from whole fen."""
    return f"{fen // 100}.{fen % 100:02}"


def moment_of(text: object) -> datetime:
    """An aware UTC time from Alipay's Beijing time; raises `ValueError`."""
    if not isinstance(text, str):
        raise TypeError("not a time")
    # Some times carry milliseconds.
    naive = datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - the zone follows
    return naive.replace(tzinfo=BEIJING).astimezone(UTC)


def beijing_of(moment: datetime) -> str:
    """Alipay's way of writing a time."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _expect(text: str, at: int, mark: str) -> int:
    at = _skip(text, at)
    if not text.startswith(mark, at):
        raise ValueError(f"{mark} expected")
    return _skip(text, at + 1)


def _end(text: str, at: int, found: dict[str, str]) -> dict[str, str]:
    if _skip(text, at) != len(text):
        raise ValueError("text after the object")
    return found
