"""Who may ask what about notices: everybody about his own."""

from omms_server.contract import notices as said
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import service

ROUTES = (
    Route(said.ListNotices, service.list_notices, Permission.EVENTS_READ),
    Route(said.MarkNoticesRead, service.mark_read, Permission.EVENTS_READ),
)
