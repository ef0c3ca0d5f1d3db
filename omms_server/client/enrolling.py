"""Enrols this machine: the one-time code in, a key and a certificate of the clinic in a folder."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import ValidationError

from omms_server.contract.enrolling import LONGEST_LINE, EnrolmentAnswered, EnrolmentAsked
from omms_server.contract.enrolment_code import EnrolmentCode, Mistyped, read_code
from omms_server.contract.faults import Fault, Unreachable
from omms_server.contract.workstations import MistypedEnrolmentCode, WrongServer

from .certificates import request_for, write_whole
from .connection import ServerAddress
from .tls import TlsFiles, open_context

SECONDS = 10.0


def enrol(address: ServerAddress, typed: str, folder: Path) -> TlsFiles:
    """Exchange a code for a certificate, and keep it with its new key in `folder`.

    Nothing is sent before the server's authority is known to be the one that the code names, and
    the key never leaves this machine. `MistypedEnrolmentCode`, `WrongServer`, `Unreachable`, or
    what the server says against it, `WrongEnrolmentCode`.
    """
    code = _read(typed)
    key = ec.generate_private_key(ec.SECP256R1())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority = _authority(address, code)
    asked = EnrolmentAsked(secret=code.secret, csr=request_for(key))
    answer = _ask(address, open_context(authority), asked)
    stem = f"{answer.kind}-{answer.name}"
    files = TlsFiles(folder / "authority.pem", folder / f"{stem}.pem", folder / f"{stem}.key")
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_whole(files.key, pem, 0o600)
    write_whole(files.authority, authority.encode(), 0o644)
    write_whole(files.certificate, answer.certificate.encode(), 0o644)
    for other in folder.glob(f"{answer.kind}-*.*"):  # a machine has one name
        if other not in (files.certificate, files.key):
            other.unlink()
    return files


def _read(typed: str) -> EnrolmentCode:
    try:
        return read_code(typed)
    except Mistyped:
        raise MistypedEnrolmentCode from None


def _authority(address: ServerAddress, code: EnrolmentCode) -> str:
    """The authority's certificate, if it is the code's: asked of somebody not trusted yet."""
    pem = _ask(address, open_context(None), EnrolmentAsked()).authority
    try:
        found = x509.load_pem_x509_certificate(pem.encode())
    except ValueError:
        raise WrongServer from None
    if not code.means(found.public_bytes(serialization.Encoding.DER)):
        raise WrongServer
    return pem


def _ask(
    address: ServerAddress, context: ssl.SSLContext, asked: EnrolmentAsked
) -> EnrolmentAnswered:
    try:
        with (
            socket.create_connection((address.host, address.port), SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=address.name) as secured,
        ):
            secured.sendall(asked.model_dump_json().encode() + b"\n")
            answer = EnrolmentAnswered.model_validate_json(_line(secured))
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(reason="certificate") from error
    except (OSError, ValidationError) as error:
        raise Unreachable(reason="connecting") from error
    if answer.fault:
        raise Fault.from_wire(answer.fault, {})
    return answer


def _line(secured: ssl.SSLSocket) -> bytes:
    line = b""
    while not line.endswith(b"\n") and len(line) <= LONGEST_LINE:
        part = secured.recv(4096)
        if not part:
            break
        line += part
    return line
