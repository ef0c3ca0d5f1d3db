"""Every route of the server, without a server."""

from __future__ import annotations

import inspect
from typing import Any

from omms_server import routes


class Anything:
    """Stands for what the state-keeping routes share; is never asked anything."""

    def __getattr__(self, name: str) -> Any:
        return name


def all_routes() -> list[Any]:
    """Every route of the server, those with state of their own included."""
    made = routes.all_routes
    return list(made(*(Anything() for _ in inspect.signature(made).parameters)))  # type: ignore[arg-type]
