"""Who may ask what about pharmacy."""

from omms_server.core.routes import Route

ROUTES: tuple[Route, ...] = ()
