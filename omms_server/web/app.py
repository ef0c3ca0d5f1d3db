"""Builds the sidecar's application: routes inside, guards around."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Scope

from omms_server.contract.faults import Fault, Internal, NotFound
from omms_server.settings import ServerSettings

from .api import api_router, json_body
from .backend import Asker, Backend
from .booking import booking_router
from .choosing import Choosing
from .done import DoneBookings
from .forms import FormTokens
from .offers import Offers
from .pages import TEMPLATES, Pages
from .payments import payments_router
from .preferences import preferences_of
from .rates import Rate
from .security import Guard, Parts, policy_headers
from .shared_pages import SharedPages
from .submitting import Submitting

ICON = (TEMPLATES / "icon.svg").read_bytes()
_TEXT_OF = {403: "error_origin", 404: "error_not_found", 405: "error_method", 400: "error_form"}
_CODE_OF = {403: "not_allowed", 404: "not_found", 405: "unknown_request", 413: "too_large"}


@dataclass(frozen=True)
class WebLimits:
    """What one address may do in a minute (for IPv6 one /64)."""

    forms: int = 120
    codes: int = 20
    notices: int = 3000


def create_app(
    backend: Backend,
    settings: ServerSettings,
    *,
    limits: WebLimits | None = None,
    secret: bytes | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ASGIApp:
    """The ASGI application. `secret` signs the forms and seals the links to bookings; one made here
    lasts as long as the process.

    `now`: the clock, of which only today's date and the end of the time to cancel are asked.
    """
    bounds = limits or WebLimits()
    secret = secret or secrets.token_bytes(32)
    pages, asker, done = Pages(settings, now), Asker(backend), DoneBookings(secret)
    offers, refusals = Offers(asker), Refusals(pages)
    submitting = Submitting(
        pages,
        asker,
        done,
        FormTokens(secret),
        (Rate(bounds.forms), Rate(bounds.codes)),
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        asker.close()

    app = FastAPI(openapi_url=None, lifespan=lifespan)
    app.include_router(booking_router(pages, offers, submitting, done))
    app.include_router(api_router(offers))
    app.include_router(payments_router(asker, Rate(bounds.notices)))
    app.get("/icon.svg")(_icon)
    app.get("/health")(_health)
    for kind in (Fault, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, refusals.answer)
    guarded = Guard(Choosing(app), policy_headers(pages.style_hash), refusals.parts)
    return SharedPages(guarded)  # outermost, so that a shared answer costs next to nothing


class Refusals:
    """Answers for what did not work: a page for people, `{code, message, data}` for machines."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def answer(self, request: Request, error: Exception) -> Response:
        """For faults of the server and refusals of the framework."""
        status, text, code = _meaning(error)
        number, headers, body = self._written(request.scope, status, text, code)
        return Response(body, number, {name.decode(): value.decode() for name, value in headers})

    def parts(self, scope: Scope, status: int, text: str) -> Parts:
        """The same for the guard, which stands outside the framework."""
        return self._written(scope, status, text, _CODE_OF.get(status, Internal.code))

    def _written(self, scope: Scope, status: int, text: str, code: str) -> Parts:
        if is_for_machines(scope):
            return status, [(b"content-type", b"application/json")], json_body(code)
        likes = preferences_of(scope["headers"])
        again = scope["path"] if scope["method"] == "GET" and status == 503 else "/"
        word = "again" if status == 503 else "home"
        html = self._pages.render("message.html", likes, text=text, back=again, word=word)
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        if status == 503:
            headers.append((b"retry-after", b"5"))
        return status, headers, html.encode()


def is_for_machines(scope: Scope) -> bool:
    """Whether JSON is wanted: by the path, or by a client that asks for nothing else."""
    accepts = Headers(scope=scope).get("accept", "")
    is_api = scope["path"].startswith(("/api/", "/payments/"))
    return is_api or accepts.startswith("application/json")


def _meaning(error: Exception) -> tuple[int, str, str]:
    """Status, text and code of a refusal."""
    if isinstance(error, NotFound):
        return 404, "error_not_found", error.code
    if isinstance(error, Fault):
        return 503, "error_away", error.code
    if isinstance(error, RequestValidationError):
        return 404, "error_not_found", "not_found"
    if not isinstance(error, HTTPException):
        return 500, "error_internal", Internal.code
    status = error.status_code
    return status, _TEXT_OF.get(status, "error_form"), _CODE_OF.get(status, "invalid")


async def _icon() -> Response:
    """The site's icon."""
    kept = {"cache-control": "public, max-age=86400"}
    return Response(ICON, media_type="image/svg+xml", headers=kept)


async def _health() -> PlainTextResponse:
    """Whether this process answers; the application server is not asked."""
    return PlainTextResponse("ok")
