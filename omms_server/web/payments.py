"""Payment notices go to the application server as they came: it alone can judge them."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import Response

from omms_server.contract.billing import GatewayTender, ReceivePaymentNotice
from omms_server.contract.faults import Fault

from .api import json_body
from .backend import Asker
from .rates import Rate

_HEADERS = 20
_LONGEST_HEADER = 2048

log = logging.getLogger("omms.web")


def payments_router(asker: Asker, rate: Rate) -> APIRouter:
    """POST /payments/notices/{wechat|alipay}."""
    router = APIRouter(prefix="/payments/notices")

    @router.post("/{gateway}")
    async def receive(gateway: GatewayTender, request: Request) -> Response:
        """Hand in the raw notice; the gateway sends it again when this is not answered with
        success."""
        if not rate.allows(request.client.host if request.client else ""):
            return _refused("busy", 429)
        notice = ReceivePaymentNotice(
            gateway=gateway,
            headers=signature_headers(request.headers.items()),
            body=base64.b64encode(await request.body()).decode(),
        )
        try:
            reply = await asker.ask(notice)
        except Fault as fault:
            log.warning("a notice of %s was not taken: %s", gateway.value, fault.code)
            return _refused(fault.code, 503)
        return Response(reply.body, status_code=reply.status, media_type=reply.content_type)

    return router


def signature_headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Those that belong to a gateway's signature, and the content type; nothing of the way here."""
    wanted = (
        (name, value)
        for name, value in headers
        if name == "content-type" or name.startswith("wechatpay-")
    )
    return {name: value for name, value in list(wanted)[:_HEADERS] if len(value) <= _LONGEST_HEADER}


def _refused(code: str, status: int) -> Response:
    return Response(json_body(code), status_code=status, media_type="application/json")
