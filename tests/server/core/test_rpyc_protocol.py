"""Of RPyC's protocol the front knows what its own client needs; all else is refused."""

from __future__ import annotations

import pickle
import zlib
from typing import Any

import pytest
from rpyc.core import brine, consts

from tests.support.rpyc_front import (
    ON_CALL,
    ON_ROOT,
    QUICK,
    ROOT,
    THEIRS,
    Clinic,
    Front,
    Hostile,
    call_of,
    nested,
    plain,
)

REFUSED: dict[str, tuple[int, tuple[Any, ...]]] = {
    "getattr of another name": (consts.HANDLE_GETATTR, (ON_ROOT, plain("secrets"))),
    "getattr of __class__": (consts.HANDLE_GETATTR, (ON_ROOT, plain("__class__"))),
    "getattr of __globals__": (consts.HANDLE_GETATTR, (ON_CALL, plain("__globals__"))),
    "getattr of call on call": (consts.HANDLE_GETATTR, (ON_CALL, plain("call"))),
    "getattr by bytes": (consts.HANDLE_GETATTR, (ON_ROOT, plain(b"call"))),
    "setattr": (consts.HANDLE_SETATTR, (ON_ROOT, plain("call"), plain(1))),
    "delattr": (consts.HANDLE_DELATTR, (ON_ROOT, plain("call"))),
    "dir": (consts.HANDLE_DIR, (ON_ROOT,)),
    "repr": (consts.HANDLE_REPR, (ON_ROOT,)),
    "str": (consts.HANDLE_STR, (ON_ROOT,)),
    "hash": (consts.HANDLE_HASH, (ON_ROOT,)),
    "compare": (consts.HANDLE_CMP, (ON_ROOT, plain(1), plain("__eq__"))),
    "inspect": (consts.HANDLE_INSPECT, (plain(ROOT),)),
    "buffiter": (consts.HANDLE_BUFFITER, (ON_ROOT, plain(10))),
    "ctxexit": (consts.HANDLE_CTXEXIT, (ON_ROOT, plain(None))),
    "instancecheck": (consts.HANDLE_INSTANCECHECK, (ON_ROOT, plain(ROOT))),
    "oldslicing": (
        consts.HANDLE_OLDSLICING,
        (ON_ROOT, plain("__getitem__"), plain("x"), plain(0), plain(1), plain(())),
    ),
    "pickle": (consts.HANDLE_PICKLE, (ON_ROOT, plain(pickle.HIGHEST_PROTOCOL))),
    "callattr of __init__": (
        consts.HANDLE_CALLATTR,
        (ON_ROOT, plain("__init__"), plain(()), plain(())),
    ),
    "callattr of __reduce__": (
        consts.HANDLE_CALLATTR,
        (ON_ROOT, plain("__reduce__"), plain(()), plain(())),
    ),
    "call of the root": (consts.HANDLE_CALL, (ON_ROOT, plain(("x",)), plain(()))),
    "call of an unknown object": (consts.HANDLE_CALL, ((3, ("a", 9, 9)), plain(("x",)), plain(()))),
    "call of the client's object": (consts.HANDLE_CALL, (THEIRS, plain(("x",)), plain(()))),
    "reference as argument": (consts.HANDLE_CALL, (ON_CALL, (2, (THEIRS,)), plain(()))),
    "our own root as argument": (consts.HANDLE_CALL, (ON_CALL, (2, (ON_ROOT,)), plain(()))),
    "bytes as argument": (consts.HANDLE_CALL, (ON_CALL, plain((b"x",)), plain(()))),
    "number as argument": (consts.HANDLE_CALL, (ON_CALL, plain((1,)), plain(()))),
    "tuple as argument": (consts.HANDLE_CALL, (ON_CALL, plain((("x",),)), plain(()))),
    "two arguments": (consts.HANDLE_CALL, (ON_CALL, plain(("x", "y")), plain(()))),
    "no argument": (consts.HANDLE_CALL, (ON_CALL, plain(()), plain(()))),
    "keyword argument": (consts.HANDLE_CALL, (ON_CALL, plain(("x",)), plain((("a", "b"),)))),
    "unknown handler": (999, (ON_ROOT,)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_whatever_is_not_needed_is_refused(clinic: Clinic, front: Front, name: str) -> None:
    _, address, handler = front
    number, boxed = REFUSED[name]
    with Hostile(clinic, address) as client:
        kind, value = client.ask(number, *boxed)
        assert kind == consts.MSG_EXCEPTION
        assert value[0] == ("builtins", "PermissionError")
        assert value[1:] == (
            ("refused",),
            (("_remote_version", "<version denied>"),),
            "<traceback denied>",
        )
        assert handler.seen == []
        assert client.call("echo still here") == "still here"


def test_who_asks_for_the_forbidden_again_and_again_is_dropped(
    clinic: Clinic, front: Front
) -> None:
    with Hostile(clinic, front[1]) as client:
        for _ in range(QUICK.refusals):
            client.ask(consts.HANDLE_DIR, ON_ROOT)
        with pytest.raises((EOFError, OSError)):
            client.ask(consts.HANDLE_DIR, ON_ROOT)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\x01",
        b"\x02" + brine.dump((1, (1, "a reply nobody asked for"))),
        b"\x03" + brine.dump((1, (("builtins", "SystemExit"), (), (), ""))),
        b"\x09" + brine.dump((1, ())),
        b"\x01" + nested(10_000),
        b"\x01" + brine.TAG_TUP2 + brine.TAG_INT_L4 + b"\xff\xff\xff\xff" + b"9" * 5000,
        b"\x01" + brine.TAG_TUP2 + brine.TAG_INT_L1 + b"\x15" + b"9" * 21,
        b"\x01" + brine.TAG_TUP2 + brine.TAG_INT_L1 + b"\x09" + b"1",
        pickle.dumps({"a": 1}),
        b"GET / HTTP/1.1\r\nHost: clinic\r\n\r\n",
    ],
)
def test_what_is_no_request_ends_the_connection(
    clinic: Clinic, front: Front, message: bytes
) -> None:
    with Hostile(clinic, front[1]) as client:
        client.send(message)
        assert client.is_dropped(0.3)


def test_deep_nesting_is_not_followed(clinic: Clinic, front: Front) -> None:
    with Hostile(clinic, front[1]) as client:
        head = b"\x01" + brine.TAG_TUP2 + brine.dump(7)
        client.send(head + nested(15_000))
        assert client.read()[0] == consts.MSG_EXCEPTION


@pytest.mark.parametrize(("signed_in", "size"), [(False, 17 * 1024), (True, 1024 * 1024 + 300)])
def test_too_large_a_frame_is_dropped_by_its_header(
    clinic: Clinic, front: Front, signed_in: bool, size: int
) -> None:
    with Hostile(clinic, front[1]) as client:
        if signed_in:
            assert client.call("in") == "welcome"
        client.send(b"only the beginning", length=size)
        assert client.is_dropped(0.3)


@pytest.mark.parametrize("body", [call_of("echo x"), zlib.compress(b"\0" * 100_000)])
def test_a_compressed_frame_is_dropped_unopened(clinic: Clinic, front: Front, body: bytes) -> None:
    _, address, handler = front
    with Hostile(clinic, address) as client:
        client.call("in")
        client.send(body, compressed=1)
        assert client.is_dropped(0.3)
    assert handler.seen == ["in"]


def test_a_frame_without_its_end_is_dropped(clinic: Clinic, front: Front) -> None:
    with Hostile(clinic, front[1]) as client:
        client.tls.sendall(b"\0\0\0\x01\0AB")
        assert client.is_dropped(0.3)
