"""A server that follows a script, and two requests to send it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ClassVar

from omms_server.client.client import Client
from omms_server.contract.messages import Command, Message, Query, Request
from omms_server.contract.types import Moment
from omms_server.core.peers import Parked, Peer

Ask = Callable[..., Client]
AN_HOUR = "2026-11-23T08:00:00Z"


class Told(Message):
    text: str
    at: Moment


class AskForTest(Query[Told]):
    method: ClassVar[str] = "test.client.ask"
    text: str = ""


class DoForTest(Command[Told]):
    method: ClassVar[str] = "test.client.do"
    text: str = ""


# They are no part of the contract that other tests look through.
for request in (AskForTest, DoForTest):
    del Request.registry[request.method]


def ok(text: str) -> str:
    return json.dumps({"code": "ok", "data": {"text": text, "at": AN_HOUR}})


def fault(code: str, **params: Any) -> str:
    return json.dumps({"code": code, "data": params})


class Scripted:
    """Answers calls from a list, whose last entry stays."""

    def __init__(self, *script: str | Callable[[dict[str, Any], Peer], str | Parked]) -> None:
        self.script = list(script)
        self.calls: list[dict[str, Any]] = []

    def __call__(self, frame: str, peer: Peer) -> str | Parked:
        call = json.loads(frame)
        self.calls.append(call)
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if callable(step):
            return step(call, peer)
        return step


def hang_up(call: dict[str, Any], peer: Peer) -> Parked:
    """An answer so late that the client has given up."""
    return Parked(30, "late")
