"""The table of what can be asked: request, handler, permission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from omms_server.contract.messages import Command, Request
from omms_server.contract.permissions import Permission

from .context import Actor, Context, House
from .peers import Parked, Peer


@dataclass(frozen=True)
class Route:
    """A request, the function `handler(request, ctx) -> answer`, and the permission it needs.

    `opens` marks a query that opens a patient's record: it leaves an audit entry. A command always
    does. `needs` is None for what every signed-in person may do with his own account. `before` is
    a command's work that takes long, such as hashing a password, and so is done before the
    transaction; its result is `ctx.prepared`.
    """

    request: type[Request[Any]]
    handler: Callable[[Any, Context], Any]
    needs: Permission | None
    opens: bool = False
    before: Callable[[Any, Actor, House], Any] | None = None

    @property
    def writes(self) -> bool:
        """Whether its transaction changes anything."""
        return self.opens or issubclass(self.request, Command)


@dataclass(frozen=True)
class OwnRoute:
    """A request that handles its own transactions and tokens: signing in, and waiting for events.

    `handler(request, call)` answers a value or `Parked`. `needs` is None where nobody can be signed
    in yet. `in_line` marks one that hashes a password: it waits its turn without holding a worker.
    """

    request: type[Request[Any]]
    handler: Callable[[Any, OwnCall], Any | Parked]
    needs: Permission | None
    in_line: bool = False


@dataclass(frozen=True)
class OwnCall:
    """What the handler of an `OwnRoute` is given."""

    house: House
    peer: Peer
    actor: Actor | None
    wrap: Callable[[Any], str]
    """Turns an answer into the text of its outcome, for a parked call."""
