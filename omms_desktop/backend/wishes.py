"""Remembers the keys of commands whose outcome is unknown: asking again does nothing twice."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from omms_server.contract.messages import Command, Request
from omms_server.contract.wire import Consent, SecondSignIn

MOST_UNSETTLED = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """How a command is sent: its key, and what was answered to questions about it."""

    key: str | None
    consents: tuple[Consent, ...] = ()
    second: SecondSignIn | None = None
    """Who confirmed it on the spot; never kept longer than the one attempt."""


class Wishes:
    """A command asked for again after the server did not answer goes under its first key."""

    def __init__(self, new_key: Callable[[], str] = lambda: uuid4().hex) -> None:
        self._new_key = new_key
        self._unsettled: OrderedDict[str, Wish] = OrderedDict()

    def begin(
        self, request: Request[Any], key: str | None = None, consents: Sequence[Consent] = ()
    ) -> Wish:
        """Return how to send this request; queries have no key."""
        if not isinstance(request, Command):
            return Wish(None, tuple(consents))
        known = self._unsettled.get(_name(request))
        if known and not key and not consents:
            return known
        return Wish(key or self._new_key(), tuple(consents))

    def unsettled(self, request: Request[Any], wish: Wish) -> None:
        """Nobody knows whether it happened."""
        if wish.key:
            self._unsettled[_name(request)] = replace(wish, second=None)
            while len(self._unsettled) > MOST_UNSETTLED:
                self._unsettled.popitem(last=False)

    def settled(self, request: Request[Any]) -> None:
        """The server has answered, whatever it said."""
        if self._unsettled:
            self._unsettled.pop(_name(request), None)


def _name(request: Request[Any]) -> str:
    return f"{request.method} {request.model_dump_json()}"
