"""What surrounds every request: headers, the bound on bodies, the same-origin check, and no
traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOTICE_BYTES = 64 * 1024
FORM_BYTES = 16 * 1024
NOTICES = "/payments/notices/"

log = logging.getLogger("omms.web")
Answer = Callable[[Scope, int, str], "Parts"]
Parts = tuple[int, Sequence[tuple[bytes, bytes]], bytes]
"""Status, headers and body of a whole answer."""


def policy_headers(style_hash: str) -> list[tuple[bytes, bytes]]:
    """The headers that every answer carries.

    The referrer goes to this site alone rather than nowhere: with `no-referrer` browsers send
    `Origin: null` with our own forms, and the same-origin check could not tell them apart.
    """
    policy = (
        f"default-src 'none'; style-src '{style_hash}'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
    ]


class Guard:
    """Around all that answers. `refusal` writes the page for a status and a text's name."""

    def __init__(self, app: ASGIApp, headers: list[tuple[bytes, bytes]], refusal: Answer) -> None:
        self._app, self._headers, self._refusal = app, headers, refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; nothing unforeseen gets out as more than a reference."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answering = _Answering(send, self._headers, scope["scheme"] == "https")
        try:
            await self._checked(scope, receive, answering)
        except Exception as error:
            reference = secrets.token_hex(4)
            # Not the error's text: it may repeat what a patient typed.
            log.error(
                "request failed, ref %s: %s at %s", reference, type(error).__name__, _at(error)
            )
            if not answering.started:
                await send_parts(answering, self._refusal(scope, 500, "error_internal"))

    async def _checked(self, scope: Scope, receive: Receive, send: _Answering) -> None:
        if scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        is_notice = scope["path"].startswith(NOTICES)
        headers = Headers(scope=scope)
        if not is_notice and not is_same_origin(headers):
            await send_parts(send, self._refusal(scope, 403, "error_origin"))
            return
        body = await read_bounded(headers, receive, NOTICE_BYTES if is_notice else FORM_BYTES)
        if body is None:
            await send_parts(send, self._refusal(scope, 413, "error_too_large"))
            return
        await self._app(scope, _replay(body, receive), send)


class _Answering:
    """Sends on, with the headers that every answer carries."""

    def __init__(self, send: Send, headers: list[tuple[bytes, bytes]], is_tls: bool) -> None:
        self._send, self._headers, self.started = send, headers, False
        if is_tls:
            year = b"max-age=31536000"
            self._headers = [*headers, (b"strict-transport-security", year)]

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = list(message.get("headers", ()))
            if not any(name == b"cache-control" for name, _ in headers):
                headers.append((b"cache-control", b"no-store"))
            message = {**message, "headers": headers + self._headers}
        await self._send(message)


def is_same_origin(headers: Headers) -> bool:
    """Whether a page of this site sent the form: browsers say so in one of two headers."""
    fetched = headers.get("sec-fetch-site")
    if fetched is not None and fetched != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        return fetched == "same-origin"
    return bool(origin) and urlsplit(origin).netloc == headers.get("host", "")


async def read_bounded(headers: Headers, receive: Receive, limit: int) -> bytes | None:
    """The whole body; None when it has more bytes than `limit` or ends early."""
    announced = headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > limit:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)


async def send_parts(send: Callable[[Message], Awaitable[None]], parts: Parts) -> None:
    """Send a whole answer."""
    status, headers, body = parts
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again


def _at(error: BaseException) -> str:
    """The place in the code, without any value."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
