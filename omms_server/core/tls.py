"""The clinic's own certificate authority and the server's side of TLS."""

from __future__ import annotations

import ipaddress
import os
import re
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AEAD_SUITES = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""For TLS 1.2; TLS 1.3 has no others."""
_CURVE = ec.SECP256R1()
_AUTHORITY_DAYS = 20 * 365
_LEAF_DAYS = 825
# Clocks differ; a certificate must be valid at once on a machine that is a little behind.
_BACKDATED = timedelta(minutes=10)
_NAME = re.compile(r"\w[\w.-]{0,62}")


class Kind(StrEnum):
    """Whom a certificate is for; its organisational unit."""

    SERVER = "server"
    WORKSTATION = "workstation"
    SERVICE = "service"


@dataclass(frozen=True)
class Issued:
    """Where an issued certificate lies, with its key and the authority's certificate: what its
    holder needs.
    """

    authority: Path
    certificate: Path
    key: Path


@dataclass(frozen=True)
class Signed:
    """A certificate as PEM, the SHA-256 of its DER bytes in hexadecimal, and when it ends."""

    certificate: str
    fingerprint: str
    expires_at: datetime


class UnfitRequest(ValueError):
    """Not a certificate request that can be signed."""


def create_authority(folder: Path) -> Issued:
    """Make the authority's key (readable by its owner alone) and certificate in `folder`.

    Raises FileExistsError when there is one: a second authority would lock out every workstation.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = _authority_files(folder)
    if files.key.exists() or files.certificate.exists():
        raise FileExistsError(files.certificate)
    key = ec.generate_private_key(_CURVE)
    name = _subject("OMMS clinic authority", "authority")
    usage = _usage(key_cert_sign=True, crl_sign=True)
    certificate = (
        _builder(name, key.public_key(), _AUTHORITY_DAYS)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    _save(files, key, certificate)
    return files


def issue(
    folder: Path, name: str, kind: Kind, *, alternatives: Iterable[str] = (), days: int = _LEAF_DAYS
) -> Issued:
    """Issue or renew the certificate `name` of a kind; it lies beside the authority.

    A server is known by `alternatives`, its host names and addresses; without any by `name`. A name
    has at most 63 letters, digits, dots and dashes; another raises ValueError.
    """
    if not _NAME.fullmatch(name):
        raise ValueError("a certificate's name has letters, digits, dots and dashes, at most 63")
    key = ec.generate_private_key(_CURVE)
    names = list(alternatives) or [name]
    certificate = _sign(folder, _builder(_subject(name, kind), key.public_key(), days), kind, names)
    stem = f"{Kind(kind)}-{name}"
    authority = _authority_files(folder).certificate
    files = Issued(authority, folder / f"{stem}.pem", folder / f"{stem}.key")
    _save(files, key, certificate)
    return files


def sign_request(
    folder: Path, request: bytes, name: str, kind: Kind, *, days: int = _LEAF_DAYS
) -> Signed:
    """Sign the key of a PEM certificate request. Of the request only the key counts: who it is for
    is decided here. `UnfitRequest` unless it is an EC key on P-256 that signed the request.
    """
    try:
        asked = x509.load_pem_x509_csr(request)
        key = asked.public_key()
        fits = isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == _CURVE.name
        fits = fits and asked.is_signature_valid
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnfitRequest from error
    if not fits or not isinstance(key, ec.EllipticCurvePublicKey):
        raise UnfitRequest
    certificate = _sign(folder, _builder(_subject(name, kind), key, days), kind, [name])
    return Signed(
        certificate.public_bytes(serialization.Encoding.PEM).decode(),
        certificate.fingerprint(hashes.SHA256()).hex(),
        certificate.not_valid_after_utc,
    )


def certificate_bytes(path: Path) -> bytes:
    """The DER bytes of a PEM certificate."""
    return x509.load_pem_x509_certificate(path.read_bytes()).public_bytes(
        serialization.Encoding.DER
    )


def read_signed(path: Path) -> Signed:
    """What there is to know of a certificate that was issued into a file."""
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    return Signed(
        path.read_text("ascii"),
        certificate.fingerprint(hashes.SHA256()).hex(),
        certificate.not_valid_after_utc,
    )


def open_context(files: Issued) -> ssl.SSLContext:
    """The server's TLS for machines that have no certificate yet; else as `server_context`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(AEAD_SUITES)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.load_cert_chain(files.certificate, files.key)
    return context


def server_context(files: Issued) -> ssl.SSLContext:
    """The server's TLS: version 1.2 or later, AEAD suites, and only clients with a certificate of
    this authority.
    """
    context = open_context(files)
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.load_verify_locations(files.authority)
    return context


def _authority_files(folder: Path) -> Issued:
    certificate = folder / "authority.pem"
    return Issued(certificate, certificate, folder / "authority.key")


def _subject(name: str, unit: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        ]
    )


def _sign(
    folder: Path, builder: x509.CertificateBuilder, kind: Kind, names: list[str]
) -> x509.Certificate:
    """Complete a leaf's certificate with the authority in `folder` and sign it."""
    authority = _authority_files(folder)
    signer = serialization.load_pem_private_key(authority.key.read_bytes(), password=None)
    issuer = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise ValueError("not an authority's key")
    for extension, critical in _leaf_extensions(kind, names):
        builder = builder.add_extension(extension, critical=critical)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    builder = builder.issuer_name(issuer.subject).add_extension(above, critical=False)
    return builder.sign(signer, hashes.SHA256())


def _builder(
    subject: x509.Name, public_key: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(public_key)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + timedelta(days=days))
    )


def _leaf_extensions(kind: Kind, names: list[str]) -> list[tuple[x509.ExtensionType, bool]]:
    purpose = ExtendedKeyUsageOID.CLIENT_AUTH
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(digital_signature=True), True),
    ]
    if kind == Kind.SERVER:
        purpose = ExtendedKeyUsageOID.SERVER_AUTH
        extensions.append((x509.SubjectAlternativeName([_general(n) for n in names]), False))
    return [*extensions, (x509.ExtendedKeyUsage([purpose]), False)]


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(
    *, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _save(files: Issued, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write(files.key, pem, 0o600)
    _write(files.certificate, certificate.public_bytes(serialization.Encoding.PEM), 0o644)


def _write(path: Path, data: bytes, mode: int) -> None:
    """Replace a file as a whole; nobody sees half a key, nor a key with wider rights."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
    new.replace(path)
