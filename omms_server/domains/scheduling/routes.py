"""Who may ask what about scheduling."""

from omms_server.core.routes import Route

ROUTES: tuple[Route, ...] = ()
