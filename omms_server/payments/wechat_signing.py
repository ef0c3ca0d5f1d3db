"""WeChat Pay API v3 on the wire: our Authorization header, its signatures, its sealed notices."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .gateway import FRESH_FOR
from .signing import is_signed, sign

SCHEME = "WECHATPAY2-SHA256-RSA2048"
PROBE = "WECHATPAY/SIGNTEST/"
"""WeChat sends probes with this in front of the signature and expects them to be refused."""


@dataclass(frozen=True)
class WechatCredentials:
    """Who we are at WeChat Pay, and its keys by serial (more than one while they rotate)."""

    merchant_id: str
    app_id: str
    merchant_serial: str
    platform_serial: str
    merchant_key: RSAPrivateKey = field(repr=False)
    platform_keys: Mapping[str, RSAPublicKey] = field(repr=False)
    api_key: bytes = field(repr=False)


class Unbelievable(Exception):
    """A signed text that does not hold; `reason` is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def authorization(
    who: WechatCredentials, method: str, target: str, body: bytes, now: datetime
) -> str:
    """The Authorization header for one request; `target` is path and query as sent."""
    timestamp, nonce = str(int(now.timestamp())), secrets.token_hex(16)
    signed = f"{method}\n{target}\n{timestamp}\n{nonce}\n".encode() + body + b"\n"
    signature = sign(who.merchant_key, signed)
    return (
        f'{SCHEME} mchid="{who.merchant_id}",nonce_str="{nonce}",signature="{signature}",'
        f'timestamp="{timestamp}",serial_no="{who.merchant_serial}"'
    )


def require_signed(
    keys: Mapping[str, RSAPublicKey], headers: Mapping[str, str], body: bytes, now: datetime
) -> None:
    """Raise `Unbelievable` unless WeChat signed exactly this body within the last minutes."""
    given = {name.lower(): value for name, value in headers.items()}
    signature = given.get("wechatpay-signature", "")
    timestamp = given.get("wechatpay-timestamp", "")
    if signature.startswith(PROBE):
        raise Unbelievable("probe")
    if given.get("wechatpay-signature-type", SCHEME) != SCHEME:
        raise Unbelievable("signature_type")
    key = keys.get(given.get("wechatpay-serial", ""))
    if key is None:
        raise Unbelievable("serial")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise Unbelievable("timestamp")
    if abs(now.timestamp() - int(timestamp)) >= FRESH_FOR.total_seconds():
        raise Unbelievable("stale")
    signed = f"{timestamp}\n{given.get('wechatpay-nonce', '')}\n".encode() + body + b"\n"
    if not is_signed(key, signed, signature):
        raise Unbelievable("signature")


def unseal(api_key: bytes, resource: Mapping[str, str]) -> bytes:
    """The plain text of a notice's `resource`; `Unbelievable` when not sealed with our key."""
    if resource.get("algorithm") != "AEAD_AES_256_GCM":
        raise Unbelievable("algorithm")
    try:
        sealed = base64.b64decode(resource["ciphertext"], validate=True)
        bound = resource.get("associated_data", "").encode()
        return AESGCM(api_key).decrypt(resource["nonce"].encode(), sealed, bound)
    except (InvalidTag, binascii.Error, KeyError, ValueError):
        raise Unbelievable("sealed") from None
