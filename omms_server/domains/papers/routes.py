"""Who may ask what about papers."""

from omms_server.core.routes import Route

ROUTES: tuple[Route, ...] = ()
