"""What enrolling and renewing share: a request for a certificate, and files written as a whole."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


def request_for(key: ec.EllipticCurvePrivateKey) -> str:
    """A PKCS #10 request as PEM, signed with the key; the server gives it its name."""
    asked = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    return asked.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def write_whole(path: Path, data: bytes, mode: int) -> None:
    """Put data into a file of these rights; whoever reads it meanwhile finds the former whole."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
    new.replace(path)
