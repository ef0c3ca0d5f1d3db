"""Pages that hold nothing personal are made once and given to all who ask within a moment."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .flights import Flights
from .preferences import preferences_of
from .security import Parts

SECONDS = 0.25
PAGES = 512
_SHARED = re.compile(r"/|/departments/\d{1,19}|/api/v1/departments(/\d{1,19}/slots)?")
_LONGEST_QUERY = 40


class SharedPages:
    """Keeps whole answers with status 200 by path, query and what the reader prefers."""

    def __init__(self, app: ASGIApp, seconds: float = SECONDS, pages: int = PAGES) -> None:
        self._app = app
        self._flights: Flights[Parts] = Flights(seconds, pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or let one request make the page for all."""
        if scope["type"] != "http" or not _is_shared(scope):
            await self._app(scope, receive, send)
            return
        likes = preferences_of(scope["headers"])
        key = (scope["scheme"], scope["path"], scope["query_string"], likes)
        parts = self._flights.fresh(key)
        if parts is None:
            try:
                parts = await self._flights.get(key, lambda: self._made(scope, receive))
            except _NotShared as other:
                parts = other.parts
        await send({"type": "http.response.start", "status": parts[0], "headers": parts[1]})
        await send({"type": "http.response.body", "body": parts[2]})

    async def _made(self, scope: Scope, receive: Receive) -> Parts:
        catch = _Catch()
        await self._app(scope, receive, catch)
        parts = (catch.status, catch.headers, bytes(catch.body))
        if catch.status != 200:
            raise _NotShared(parts)
        return parts


class _NotShared(Exception):
    """An answer for those who wait now and for nobody later."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts


class _Catch:
    """Takes an answer instead of the client."""

    def __init__(self) -> None:
        self.status, self.headers, self.body = 500, list[tuple[bytes, bytes]](), bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


def _is_shared(scope: Scope) -> bool:
    query = scope["query_string"]
    if scope["method"] != "GET" or len(query) > _LONGEST_QUERY or b"lang=" in query:
        return False
    return b"type=" not in query and _SHARED.fullmatch(scope["path"]) is not None
