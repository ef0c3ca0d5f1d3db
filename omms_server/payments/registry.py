"""Builds a clinic's gateways from plain settings; real and simulated are never mixed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import httpx

from . import signing
from .alipay import Alipay, AlipayCredentials
from .gateway import Gateway
from .sandbox import keys as sandbox
from .transport import Endpoint, Timeouts
from .wechat import WechatPay
from .wechat_signing import WechatCredentials

WECHAT_URL = "https://api.mch.weixin.qq.com"
ALIPAY_URL = "https://openapi.alipay.com"


@dataclass(frozen=True)
class WechatSettings:
    """WeChat Pay: ids and key files (0600); `platform_serial` is the platform public key's id."""

    merchant_id: str
    app_id: str
    platform_serial: str
    merchant_certificate: Path
    merchant_key: Path
    platform_key: Path
    api_key: Path
    notify_url: str
    base_url: str = WECHAT_URL


@dataclass(frozen=True)
class AlipaySettings:
    """Alipay: ids and the files (0600) that hold the keys."""

    app_id: str
    seller_id: str
    app_key: Path
    alipay_key: Path
    notify_url: str
    base_url: str = ALIPAY_URL


@dataclass(frozen=True)
class GatewaySettings:
    """Which gateways there are. `simulated`: all are the sandbox on this machine, none is real."""

    simulated: bool
    wechat: WechatSettings | None = None
    alipay: AlipaySettings | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    """The clock that stamps what is sent and judges what is received."""


def gateways_from(settings: GatewaySettings, http: httpx.Client) -> dict[str, Gateway]:
    """The gateways by name (`wechat`, `alipay`); bad settings raise `ValueError` or `OSError`.

    `http` comes from `transport.http_client()`; the caller closes it.
    """
    gateways: dict[str, Gateway] = {}
    if settings.wechat:
        gateways["wechat"] = _wechat(settings.wechat, settings, http)
    if settings.alipay:
        gateways["alipay"] = _alipay(settings.alipay, settings, http)
    return gateways


def simulated_settings(folder: Path, base_url: str, notify_base: str) -> GatewaySettings:
    """Settings for the sandbox at `base_url` with the keys `sandbox_keys(folder)` made.

    Notices come to `<notify_base>/wechat` and `<notify_base>/alipay`.
    """
    clinic = folder / "clinic"
    return GatewaySettings(
        simulated=True,
        wechat=WechatSettings(
            merchant_id=sandbox.MERCHANT_ID,
            app_id=sandbox.WECHAT_APP_ID,
            platform_serial=sandbox.PLATFORM_SERIAL,
            merchant_certificate=clinic / "wechat_merchant_certificate.pem",
            merchant_key=clinic / "wechat_merchant_key.pem",
            platform_key=clinic / "wechat_platform_public.pem",
            api_key=clinic / "wechat_api_key",
            notify_url=f"{notify_base}/wechat",
            base_url=base_url,
        ),
        alipay=AlipaySettings(
            app_id=sandbox.ALIPAY_APP_ID,
            seller_id=sandbox.SELLER_ID,
            app_key=clinic / "alipay_app_key.pem",
            alipay_key=clinic / "alipay_public.pem",
            notify_url=f"{notify_base}/alipay",
            base_url=base_url,
        ),
    )


def _wechat(given: WechatSettings, settings: GatewaySettings, http: httpx.Client) -> Gateway:
    serial, _ = signing.certificate(given.merchant_certificate)
    api_key = given.api_key.read_bytes().strip()
    if len(api_key) != 32:
        raise ValueError("the APIv3 key has 32 bytes")
    credentials = WechatCredentials(
        given.merchant_id,
        given.app_id,
        serial,
        given.platform_serial,
        signing.private_key(given.merchant_key),
        {given.platform_serial: signing.public_key(given.platform_key)},
        api_key,
    )
    return WechatPay(
        credentials,
        _endpoint(given, settings, http),
        settings.now,
    )


def _alipay(given: AlipaySettings, settings: GatewaySettings, http: httpx.Client) -> Gateway:
    credentials = AlipayCredentials(
        given.app_id,
        given.seller_id,
        signing.private_key(given.app_key),
        signing.public_key(given.alipay_key),
    )
    return Alipay(
        credentials,
        _endpoint(given, settings, http),
        settings.now,
    )


def _endpoint(
    given: WechatSettings | AlipaySettings, settings: GatewaySettings, http: httpx.Client
) -> Endpoint:
    base_url = given.base_url.rstrip("/")
    _require_addresses(base_url, given.notify_url, settings.simulated)
    return Endpoint(base_url, given.notify_url, http, settings.timeouts, settings.simulated)


def _require_addresses(base_url: str, notify_url: str, simulated: bool) -> None:
    base, notify = urlsplit(base_url), urlsplit(notify_url)
    if base.path or base.query:
        raise ValueError("a gateway's address has no path")
    if notify.query or notify.fragment:
        raise ValueError("a notice address has no query")
    if simulated and not (_is_loopback(base) and _is_loopback(notify)):
        raise ValueError("a simulated gateway lives on this machine")
    if not simulated and (base.scheme, notify.scheme) != ("https", "https"):
        raise ValueError("a real gateway and its notices go over https")
    if not simulated and _is_loopback(base):
        raise ValueError("a real gateway does not live on this machine")


def _is_loopback(url: SplitResult) -> bool:
    try:
        return ip_address(url.hostname or "").is_loopback
    except ValueError:
        return False
