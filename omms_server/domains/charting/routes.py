"""Who may ask what about charting."""

from omms_server.core.routes import Route

ROUTES: tuple[Route, ...] = ()
