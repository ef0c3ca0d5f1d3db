"""Waiting for news."""

from omms_server.contract.events import Events, EventsAfter
from omms_server.contract.permissions import Permission
from omms_server.core.events import EventHub
from omms_server.core.peers import Parked
from omms_server.core.routes import OwnCall, OwnRoute


def routes(hub: EventHub) -> tuple[OwnRoute, ...]:
    """The one route: answered at once, or parked until something happens."""

    def wait(request: EventsAfter, call: OwnCall) -> Events | Parked:
        return hub.wait(request.cursor, call.wrap)

    return (OwnRoute(EventsAfter, wait, Permission.EVENTS_READ),)
