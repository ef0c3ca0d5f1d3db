"""A workstation's next certificate, asked for with the present one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from omms_server.contract import workstations as said
from omms_server.core.audit import write_entry
from omms_server.core.context import Trail
from omms_server.core.peers import Peer
from omms_server.core.routes import OwnCall
from omms_server.core.tls import Kind, UnfitRequest, sign_request
from omms_server.domains.staff.standing import nobody_at

from .repository import Workstations
from .rules import RENEWED_BEFORE


def renew(request: said.RenewCertificate, call: OwnCall) -> said.Certificate:
    """Sign the key of a request for the machine that calls. Until the new certificate is seen the
    present one stays good; asked again, the latest answer counts."""
    house, peer = call.house, call.peer
    now = house.clock.now()
    return house.database.write(lambda session: _renew(session, request.csr, call, peer, now))


def _renew(
    session: Session, csr: str, call: OwnCall, peer: Peer, now: datetime
) -> said.Certificate:
    house, kept = call.house, Workstations(session)
    row = kept.by_fingerprint(peer.fingerprint)
    if row is None or row.revoked_at is not None:
        raise said.WorkstationRefused
    if row.expires_at - now > RENEWED_BEFORE:
        raise said.NotDueYet(days=RENEWED_BEFORE.days)
    try:
        signed = sign_request(house.settings.tls, csr.encode(), row.name, Kind(row.kind))
    except UnfitRequest:
        raise said.UnfitCertificateRequest from None
    kept.change(
        row,
        next_fingerprint=signed.fingerprint,
        next_issued_at=now,
        next_expires_at=signed.expires_at,
    )
    trail = Trail(subject=f"workstation:{row.name}", details={"fingerprint": signed.fingerprint})
    write_entry(
        session,
        house.vault,
        call.actor or nobody_at(peer),
        at=now,
        action=said.RenewCertificate.method,
        trail=trail,
    )
    return said.Certificate(certificate=signed.certificate)
