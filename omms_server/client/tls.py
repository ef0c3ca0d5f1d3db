"""The client's side of TLS: it verifies authority and server name and shows its certificate."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TlsFiles:
    """Where the authority's certificate and the client's own certificate and key lie."""

    authority: Path
    certificate: Path
    key: Path


def client_context(files: TlsFiles) -> ssl.SSLContext:
    """TLS 1.2 or later with AEAD suites. Raises OSError when a file is missing or unfit."""
    context = _strict_context()
    context.load_verify_locations(files.authority)
    context.load_cert_chain(files.certificate, files.key)
    return context


def open_context(authority: str | None) -> ssl.SSLContext:
    """TLS of a machine that has no certificate yet; `authority` as PEM. With None nobody is
    verified: only what anybody may hear can be said, and nothing heard be believed."""
    context = _strict_context()
    if authority is None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    else:
        context.load_verify_locations(cadata=authority)
    return context


def _strict_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context
