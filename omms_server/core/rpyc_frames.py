"""The part of RPyC's protocol that OMMS speaks: a handful of requests, recognised byte for byte.

RPyC 6.0.2 writes each message in one way only. So nothing a client sends is decoded: after the
message's number the rest must equal one of a few known byte strings, or one of them round a single
text. There is no object table, no reference, no recursion and nothing to call but `call`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from struct import Struct
from typing import Any

from rpyc.core import brine, consts

HEADER = Struct("!LB")
"""Length of the message and whether it is compressed."""
END = b"\n"
ENVELOPE_BYTES = 256
"""More than anything RPyC writes round a text."""

_dump: Callable[[Any], bytes] = brine.dump
# Names of built-in types: RPyC's client knows their methods and does not ask for them.
_ROOT = ("builtins.object", 1, 1)
_CALL = ("builtins.function", 2, 1)
_LONGEST_NUMBER = 20


class Malformed(Exception):
    """What came is not a message a client of OMMS sends; the connection cannot go on."""


class Kind(Enum):
    """What a client asks of the protocol."""

    PING = auto()
    CLOSE = auto()
    ROOT = auto()
    METHOD = auto()
    CALL = auto()
    RELEASE = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: `number` as it was written, and the text of a call or ping."""

    number: bytes
    kind: Kind
    text: str = ""


def _value(value: object) -> tuple[int, object]:
    return consts.LABEL_VALUE, value


def _request(handler: int, boxed: object) -> bytes:
    return _dump((handler, boxed))


def _on(target: tuple[str, int, int], *boxed: object) -> tuple[int, object]:
    return consts.LABEL_TUPLE, ((consts.LABEL_LOCAL_REF, target), *boxed)


def _round(make: Callable[[str], bytes]) -> tuple[bytes, bytes]:
    """What stands before and after the text in a request that carries one."""
    marker = "a text found nowhere else"
    before, _, after = make(marker).partition(_dump(marker))
    return before, after


_NO_KEYWORDS = _value(())
_FIXED = {
    _request(consts.HANDLE_CLOSE, _value(())): Kind.CLOSE,
    _request(consts.HANDLE_GETROOT, _value(())): Kind.ROOT,
    _request(consts.HANDLE_GETATTR, _on(_ROOT, _value("call"))): Kind.METHOD,
}
_WITH_TEXT = (
    (
        _round(lambda t: _request(consts.HANDLE_CALL, _on(_CALL, _value((t,)), _NO_KEYWORDS))),
        Kind.CALL,
    ),
    (
        _round(
            lambda t: _request(
                consts.HANDLE_CALLATTR, _on(_ROOT, _value("call"), _value((t,)), _NO_KEYWORDS)
            )
        ),
        Kind.CALL,
    ),
    (_round(lambda t: _request(consts.HANDLE_PING, _value((t,)))), Kind.PING),
)
# The count at the end is of no interest: nothing is kept that could be released.
_RELEASE = tuple(
    _request(consts.HANDLE_DEL, _on(target, _value(1)))[:-1] for target in (_ROOT, _CALL)
)
_SHORT_TEXTS = {
    brine.TAG_EMPTY_STR: 0,
    brine.TAG_STR1: 1,
    brine.TAG_STR2: 2,
    brine.TAG_STR3: 3,
    brine.TAG_STR4: 4,
}


def read(message: bytes) -> Asked:
    """Recognise a request. Anything else with a number is `REFUSED`, anything without one is
    `Malformed`.
    """
    if message[:1] != brine.I1.pack(consts.MSG_REQUEST) or message[1:2] != brine.TAG_TUP2:
        raise Malformed("not a request")
    number = _number(message[2 : 4 + _LONGEST_NUMBER])
    rest = message[2 + len(number) :]
    kind = _FIXED.get(rest) if len(rest) < ENVELOPE_BYTES else None
    if kind is not None:
        return Asked(number, kind)
    if rest.startswith(_RELEASE) and len(rest) < ENVELOPE_BYTES:
        return Asked(number, Kind.RELEASE)
    for (before, after), kind in _WITH_TEXT:
        if rest.startswith(before) and rest.endswith(after):
            text = _text(rest[len(before) : len(rest) - len(after)])
            return Asked(number, Kind.REFUSED) if text is None else Asked(number, kind, text)
    return Asked(number, Kind.REFUSED)


def _number(data: bytes) -> bytes:
    """The bytes of the message's number at the start of `data`; they go back as they came."""
    if data[:1] in brine.IMM_INTS_LOADER:
        return data[:1]
    digits = data[2 : 2 + data[1]] if data[:1] == brine.TAG_INT_L1 and len(data) > 1 else b""
    if not digits.isdigit() or len(digits) != data[1]:
        raise Malformed("no number")
    return data[: 2 + len(digits)]


def _text(data: bytes) -> str | None:
    """The text that `data` is, from its first byte to its last; None when it is anything else."""
    if data[:1] != brine.TAG_UNICODE:
        return None
    tag, start = data[1:2], 2
    size = _SHORT_TEXTS.get(tag)
    if tag == brine.TAG_STR_L1:
        size, start = int.from_bytes(data[2:3], "big"), 3
    elif tag == brine.TAG_STR_L4:
        size, start = int.from_bytes(data[2:6], "big"), 6
    if size is None or len(data) != start + size:
        return None
    try:
        return data[start:].decode()
    except UnicodeDecodeError:
        return None


def _frame(kind: int, number: bytes, content: bytes) -> bytes:
    message = brine.I1.pack(kind) + brine.TAG_TUP2 + number + content
    return HEADER.pack(len(message), 0) + message + END


def answer(number: bytes, value: str | None) -> bytes:
    """The frame that answers a request with a text or with nothing."""
    return _frame(consts.MSG_REPLY, number, _dump(_value(value)))


def reply(asked: Asked) -> bytes:
    """The frame that answers a request of the protocol itself."""
    match asked.kind:
        case Kind.ROOT:
            return _reference(asked.number, _ROOT)
        case Kind.METHOD:
            return _reference(asked.number, _CALL)
        case Kind.PING:
            return answer(asked.number, asked.text)
        case _:
            return answer(asked.number, None)


def _reference(number: bytes, target: tuple[str, int, int]) -> bytes:
    return _frame(consts.MSG_REPLY, number, _dump((consts.LABEL_REMOTE_REF, target)))


_REFUSAL = _dump(
    (
        ("builtins", "PermissionError"),
        ("refused",),
        (("_remote_version", "<version denied>"),),
        "<traceback denied>",
    )
)


def refusal(number: bytes) -> bytes:
    """The frame that refuses a request, always the same one."""
    return _frame(consts.MSG_EXCEPTION, number, _REFUSAL)
