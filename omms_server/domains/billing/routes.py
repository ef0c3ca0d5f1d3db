"""Who may ask what about billing."""

from omms_server.core.routes import Route

ROUTES: tuple[Route, ...] = ()
