"""A call on its way through the dispatcher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from omms_server.contract.messages import Request
from omms_server.contract.wire import Call

from .context import Actor, Trail
from .peers import Peer
from .routes import Route


class Job:
    """What is known of a call so far, for the log and the trail."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.method = ""
        self.introduces = False
        """The client only shows its token before a large call: nothing was asked, nothing noted."""
        self.actor: Actor | None = None
        self.second: Actor | None = None
        self.trail = Trail()
        """What the handler has told so far: a refusal names the patient too."""
        self.outcome = "ok"


@dataclass(frozen=True)
class Asked:
    """A call that may run: who asks what."""

    job: Job
    call: Call
    route: Route
    request: Request[Any]
    actor: Actor
