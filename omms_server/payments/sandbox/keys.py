"""Makes the keys of a SIMULATED clinic and its SIMULATED gateways, and names both sides."""

from __future__ import annotations

import os
import secrets
import string
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from omms_server.payments import signing

MERCHANT_ID = "1900000001"
WECHAT_APP_ID = "wx0000000000000001"
PLATFORM_SERIAL = "PUB_KEY_ID_SIMULATED"
ALIPAY_APP_ID = "9021000000000001"
SELLER_ID = "2088000000000001"


@dataclass(frozen=True)
class GatewayKeys:
    """What the simulated gateways hold: their own private keys and the clinic's public ones."""

    merchant_serial: str
    merchant_key: rsa.RSAPublicKey = field(repr=False)
    platform_key: rsa.RSAPrivateKey = field(repr=False)
    api_key: bytes = field(repr=False)
    app_key: rsa.RSAPublicKey = field(repr=False)
    alipay_key: rsa.RSAPrivateKey = field(repr=False)


def sandbox_keys(folder: Path) -> None:
    """Make both sides' keys in `folder/clinic` and `folder/gateway`; files 0600, folders 0700.

    What is there already stays, so it may be called at every init.
    """
    if (folder / "gateway" / "complete").exists():
        return
    merchant, platform, app, alipay = (_new_key() for _ in range(4))
    api_key = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(32))
    certificate = _certificate(merchant)
    clinic = {
        "wechat_merchant_key.pem": _private(merchant),
        "wechat_merchant_certificate.pem": certificate,
        "wechat_platform_public.pem": _public(platform),
        "wechat_api_key": api_key.encode(),
        "alipay_app_key.pem": _private(app),
        "alipay_public.pem": _public(alipay),
    }
    gateway = {
        "wechat_merchant_certificate.pem": certificate,
        "wechat_platform_key.pem": _private(platform),
        "wechat_api_key": api_key.encode(),
        "alipay_app_public.pem": _public(app),
        "alipay_key.pem": _private(alipay),
        "complete": b"",
    }
    for side, files in (("clinic", clinic), ("gateway", gateway)):
        (folder / side).mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, content in files.items():
            _write(folder / side / name, content)


def gateway_keys(folder: Path) -> GatewayKeys:
    """Read what `sandbox_keys` made for the gateways' side."""
    side = folder / "gateway"
    serial, merchant = signing.certificate(side / "wechat_merchant_certificate.pem")
    return GatewayKeys(
        serial,
        merchant,
        signing.private_key(side / "wechat_platform_key.pem"),
        (side / "wechat_api_key").read_bytes(),
        signing.public_key(side / "alipay_app_public.pem"),
        signing.private_key(side / "alipay_key.pem"),
    )


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _private(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _public(key: rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _certificate(key: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "SIMULATED merchant")])
    since = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=3650))
        .sign(key, SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
