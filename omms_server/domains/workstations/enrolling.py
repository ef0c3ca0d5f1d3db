"""Enrolling the machine on which a one-time code was typed (DOMAIN 9.2)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from omms_server.contract.enrolling import EnrolmentAnswered, EnrolmentAsked
from omms_server.contract.events import Topic
from omms_server.contract.workstations import UnfitCertificateRequest, WrongEnrolmentCode
from omms_server.core.audit import write_entry
from omms_server.core.context import House, Trail, publish
from omms_server.core.ids import new_id
from omms_server.core.peers import Peer
from omms_server.core.tls import Kind, Signed, UnfitRequest, sign_request
from omms_server.domains.staff.standing import nobody_at
from omms_server.models.workstation import EnrolmentCode, Workstation

from .codes import DIGEST, authority_of
from .repository import Workstations

ACTION = "workstations.enrol"


def answer_enrolment(house: House, asked: EnrolmentAsked, address: str) -> EnrolmentAnswered:
    """The authority's certificate for anybody; the machine's own for a code that is good, once.

    A wrong code counts against every code that waits, so that none is found by trying.
    """
    if not asked.secret:
        return EnrolmentAnswered(authority=authority_of(house).read_text("ascii"))
    now = house.clock.now()
    return house.database.write(lambda session: _enrol(session, house, asked, address, now))


def _enrol(
    session: Session, house: House, asked: EnrolmentAsked, address: str, now: datetime
) -> EnrolmentAnswered:
    kept = Workstations(session)
    code = kept.waiting_code(house.vault.digest(DIGEST, asked.secret), now)
    if code is None:
        kept.count_wrong_code(now)
        return _refused(session, house, address, now, WrongEnrolmentCode.code)
    try:
        signed = sign_request(house.settings.tls, asked.csr.encode(), code.name, Kind(code.kind))
    except UnfitRequest:
        return _refused(session, house, address, now, UnfitCertificateRequest.code)
    if not kept.use_code(code, now):  # another machine was first
        return _refused(session, house, address, now, WrongEnrolmentCode.code)
    before = _enter(kept, code, signed, now)
    peer = Peer("", address, name=code.name, kind=code.kind, fingerprint=signed.fingerprint)
    details = {"before": before, "fingerprint": signed.fingerprint, "code_by": code.made_by}
    trail = Trail(subject=f"workstation:{code.name}", details=details)
    write_entry(session, house.vault, nobody_at(peer), at=now, action=ACTION, trail=trail)
    publish(session, Topic.WORKSTATIONS)
    return EnrolmentAnswered(certificate=signed.certificate, name=code.name, kind=code.kind)


def _enter(kept: Workstations, code: EnrolmentCode, signed: Signed, now: datetime) -> str:
    """Put the machine into the table; returns the certificate that it takes the place of."""
    row = kept.by_name(code.name)
    if row is None:
        made = Workstation(id=new_id(), name=code.name, kind=code.kind, revoked_by="")
        made.fingerprint, made.issued_at = signed.fingerprint, now
        made.expires_at = signed.expires_at
        kept.add(made)
        return ""
    kept.end_sign_ins((row.fingerprint, row.next_fingerprint), now)
    kept.change(
        row,
        kind=code.kind,
        fingerprint=signed.fingerprint,
        issued_at=now,
        expires_at=signed.expires_at,
        next_fingerprint=None,
        next_issued_at=None,
        next_expires_at=None,
        revoked_at=None,
        revoked_by="",
        last_seen=None,
    )
    return row.fingerprint


def _refused(
    session: Session, house: House, address: str, now: datetime, fault: str
) -> EnrolmentAnswered:
    peer = Peer("", address, name="", kind="", fingerprint="")
    trail = Trail(details={"address": address})
    actor = nobody_at(peer)
    write_entry(session, house.vault, actor, at=now, action=ACTION, trail=trail, outcome=fault)
    publish(session, Topic.SECURITY)
    return EnrolmentAnswered(fault=fault)
