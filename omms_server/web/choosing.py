"""`?lang=` and `?type=` on any page: the choice goes into a cookie, and the page is shown again."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from .preferences import COOKIE_SECONDS, preferences_of

_NAMES = ("lang", "type")
_FIELDS = 10


class Choosing:
    """Answers a page that carries a choice with the same page without it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what carries no choice."""
        query = scope.get("query_string", b"")
        has_choice = b"lang=" in query or b"type=" in query
        if scope["type"] != "http" or scope["method"] != "GET" or not has_choice:
            await self._app(scope, receive, send)
            return
        fields = _fields(query)
        likes = preferences_of(scope["headers"])
        for name, value in fields:
            likes = likes.changed(value) if name in _NAMES else likes
        rest = urlencode([field for field in fields if field[0] not in _NAMES])
        # One slash: `//name` would lead to another site.
        path = "/" + quote(scope["path"].lstrip("/\\"))
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        for name, value in likes.cookies.items():
            answer.set_cookie(name, value, max_age=COOKIE_SECONDS, samesite="lax", httponly=True)
        await answer(scope, receive, send)


def _fields(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.decode("latin-1")[:400], max_num_fields=_FIELDS)
    except ValueError:
        return []
