"""What tests of workstations do over and over."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from omms_server.contract import workstations as said
from omms_server.contract.messages import Request
from omms_server.contract.wire import Call
from omms_server.core.ids import new_id
from omms_server.core.peers import Peer
from omms_server.core.tls import create_authority
from omms_server.models.system import AuditEntry
from omms_server.models.workstation import Workstation

from .clinic import Clinic, a_peer


def give_authority(clinic: Clinic) -> None:
    """Have the clinic's server hold an authority (once a folder)."""
    folder = clinic.app.house.settings.tls
    if not (folder / "authority.key").exists():
        create_authority(folder)


def a_workstation(
    clinic: Clinic,
    name: str,
    *,
    last_seen: bool = False,
    revoked: bool = False,
    expired: bool = False,
) -> int:
    """Enrol the machine that `a_peer(name)` is; returns the row's id."""
    now = clinic.clock.now()
    row = Workstation(id=new_id(), name=name, kind="workstation", revoked_by="")
    row.fingerprint = a_peer(name).fingerprint
    row.issued_at, row.expires_at = now, now + timedelta(days=-1 if expired else 825)
    row.last_seen = now if last_seen else None
    row.revoked_at = now if revoked else None
    clinic.add(row)
    return row.id


def listed(clinic: Clinic) -> said.Workstations:
    """What Wu sees."""
    return clinic.wu.send(said.ListWorkstations())


def row_of(clinic: Clinic, name: str) -> Workstation:
    """What the table has of a machine."""
    found = select(Workstation).where(Workstation.name == name)
    return clinic.app.house.database.read(lambda session: session.scalars(found).one())


def refused(clinic: Clinic, peer: Peer, request: Request[Any]) -> bool:
    """Whether the server does not talk to this machine, which nobody enrols on the way."""
    frame = Call(method=request.method, body=request.model_dump(mode="json"))
    text = clinic.app.dispatcher.handle(frame.model_dump_json(), peer)
    assert isinstance(text, str)
    return bool(json.loads(text)["code"] == said.WorkstationRefused.code)


def trail(clinic: Clinic, action: str) -> list[AuditEntry]:
    """The entries of an action, in their order."""
    found = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    return clinic.app.house.database.read(lambda session: list(session.scalars(found)))


def a_request(curve: ec.EllipticCurve | None = None) -> tuple[str, ec.EllipticCurvePrivateKey]:
    """A certificate request as PEM, and its key."""
    key = ec.generate_private_key(curve or ec.SECP256R1())
    asked = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    pem = asked.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    return pem.decode(), key


def peer_with(certificate: str) -> Peer:
    """The machine that holds this certificate, as the front will name it."""
    read = x509.load_pem_x509_certificate(certificate.encode())
    name, kind = (
        str(read.subject.get_attributes_for_oid(oid)[0].value)
        for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)
    )
    fingerprint = read.fingerprint(hashes.SHA256()).hex()
    return Peer("1", "127.0.0.1", name=name, kind=kind, fingerprint=fingerprint)
