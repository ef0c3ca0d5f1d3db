"""RSA signatures (PKCS#1 v1.5, SHA-256) as both gateways use them, and their key files."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from cryptography.x509 import load_pem_x509_certificate


def sign(key: RSAPrivateKey, text: bytes) -> str:
    """The base64 signature of `text`."""
    return base64.b64encode(key.sign(text, PKCS1v15(), SHA256())).decode()


def is_signed(key: RSAPublicKey, text: bytes, signature: str) -> bool:
    """Whether `signature` is the base64 signature of `text` by the owner of `key`."""
    try:
        raw = base64.b64decode(signature, validate=True)
        key.verify(raw, text, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def private_key(path: Path) -> RSAPrivateKey:
    """Read an RSA private key from a PEM file."""
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(f"{path.name} holds no RSA private key")
    return key


def public_key(path: Path) -> RSAPublicKey:
    """Read an RSA public key from a PEM file."""
    key = load_pem_public_key(path.read_bytes())
    if not isinstance(key, RSAPublicKey):
        raise TypeError(f"{path.name} holds no RSA public key")
    return key


def certificate(path: Path) -> tuple[str, RSAPublicKey]:
    """The serial number (upper-case hex) and the public key of a PEM certificate."""
    found = load_pem_x509_certificate(path.read_bytes())
    key = found.public_key()
    if not isinstance(key, RSAPublicKey):
        raise TypeError(f"{path.name} holds no RSA certificate")
    return f"{found.serial_number:X}", key
