"""The page a payer of a SIMULATED gateway sees behind the code."""

from __future__ import annotations

from html import escape

from fastapi.responses import HTMLResponse

from omms_server.payments.alipay_text import yuan_of

from .book import Stage, Trade

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "Cache-Control": "no-store",
}
_NAMES = {"wechat": "微信支付 WeChat Pay", "alipay": "支付宝 Alipay"}
_STAGES = {Stage.PAID: "已付款 Paid", Stage.CLOSED: "已关闭 Closed"}
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>SIMULATED {gateway}</title>
<meta name="viewport" content="width=device-width">
<style>body{{font-family:sans-serif;max-width:28em;margin:2em auto;padding:0 1em}}
.simulated{{background:#b00020;color:#fff;padding:.6em}}button{{font-size:1.2em;padding:.6em}}
</style></head><body><p class="simulated">
模拟支付，不发生真实扣款 · SIMULATED, no real money moves</p>
<h1>{gateway}</h1><p>{description}</p><p>¥{amount}</p>{rest}</body></html>"""
_BUTTON = '<form method="post"><button type="submit">付款（模拟）pay (simulated)</button></form>'


def pay_page(trade: Trade) -> HTMLResponse:
    """What is to be paid and one button, or what became of it."""
    stage = _STAGES.get(trade.stage)
    page = _PAGE.format(
        gateway=_NAMES[trade.gateway],
        description=escape(trade.description),
        amount=yuan_of(trade.amount_fen),
        rest=f'<p role="status">{stage}（模拟 simulated）</p>' if stage else _BUTTON,
    )
    return HTMLResponse(page, headers=_HEADERS)


def no_such_code() -> HTMLResponse:
    """The page for a code nobody made."""
    return HTMLResponse("SIMULATED：无此付款码 no such code", 404, headers=_HEADERS)
