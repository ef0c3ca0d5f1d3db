"""Payment notices: verified here, where the keys are, and booked in the same transaction."""

import base64
import binascii

from omms_server.contract import billing as said
from omms_server.core.context import Context
from omms_server.payments.gateway import NoticeKind, NoticeRefused

from .repository import Bills
from .settling import money_arrived


def receive(request: said.ReceivePaymentNotice, ctx: Context) -> said.NoticeReply:
    """Verify a raw notice and book it; a notice that is not believed changes nothing and is on the
    trail."""
    gateway = ctx.house.gateways.get(request.gateway.value)
    if gateway is None:
        raise said.GatewayOff
    try:
        body = base64.b64decode(request.body, validate=True)
        notice = gateway.read_notice(request.headers, body, ctx.now)
    except (NoticeRefused, binascii.Error) as error:
        ctx.about(subject=f"notice:{request.gateway.value}", refused=str(error))
        return _reply(gateway.notice_reply(False))
    if notice.kind is NoticeKind.REFUND or not notice.succeeded:
        ctx.about(subject=f"notice:{notice.order_no}")
        return _reply(gateway.notice_reply(True))
    payment = Bills(ctx.session).payment_by_order(notice.order_no)
    booked = payment is not None and money_arrived(
        ctx, payment, notice.gateway_no, notice.amount_fen
    )
    return _reply(gateway.notice_reply(booked))


def _reply(parts: tuple[int, str, bytes]) -> said.NoticeReply:
    status, content_type, body = parts
    return said.NoticeReply(status=status, content_type=content_type, body=body.decode())
