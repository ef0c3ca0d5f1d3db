"""Administrators list workstations, issue codes and revoke (requests of `workstations`)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from omms_server.contract import workstations as said
from omms_server.contract.enrolment_code import read_code
from omms_server.contract.faults import NotFound
from omms_server.core.audit import DETAILS, REASON
from omms_server.core.tls import certificate_bytes
from omms_server.models.system import AuditEntry
from omms_server.models.workstation import EnrolmentCode
from tests.support.clinic import Clinic
from tests.support.workstations import a_workstation, listed


def test_a_code_is_for_this_clinics_authority_and_good_for_30_minutes(clinic: Clinic) -> None:
    made = clinic.wu.send(said.IssueEnrolment(name="desk-9"))
    authority = clinic.app.house.settings.tls / "authority.pem"
    assert read_code(made.code).means(certificate_bytes(authority))
    assert made.expires_at - clinic.clock.now() == timedelta(minutes=30)
    (waiting,) = listed(clinic).waiting
    assert (waiting.name, waiting.made_by) == ("desk-9", "吴管理")
    clinic.clock.forward(minutes=30)
    assert listed(clinic).waiting == ()


def test_a_new_code_for_a_name_ends_the_earlier_one(clinic: Clinic) -> None:
    first, second = (clinic.wu.send(said.IssueEnrolment(name="desk-9")) for _ in range(2))
    assert first.code != second.code
    assert len(listed(clinic).waiting) == 1


def test_neither_database_nor_trail_holds_the_secret(clinic: Clinic) -> None:
    secret = read_code(clinic.wu.send(said.IssueEnrolment(name="desk-9")).code).secret

    def told(session):  # type: ignore[no-untyped-def]
        entries = select(AuditEntry).where(AuditEntry.action == "workstations.issue")
        entry = session.scalars(entries).one()
        details = clinic.app.house.vault.open(DETAILS, entry.id, entry.details)
        return entry.subject, details, session.scalars(select(EnrolmentCode.digest)).all()

    subject, details, digests = clinic.app.house.database.read(told)
    assert subject == "workstation:desk-9"
    assert secret not in details
    assert all(secret.encode() not in digest for digest in digests)


@pytest.mark.parametrize(
    ("changes", "taken"),
    [
        ({"last_seen": True}, True),
        ({"last_seen": False}, False),
        ({"last_seen": True, "revoked": True}, False),
        ({"last_seen": True, "expired": True}, False),
    ],
)
def test_a_machine_at_work_keeps_its_name(
    clinic: Clinic, changes: dict[str, bool], taken: bool
) -> None:
    a_workstation(clinic, "desk-9", **changes)
    if taken:
        with pytest.raises(said.WorkstationNameTaken):
            clinic.wu.send(said.IssueEnrolment(name="desk-9"))
    else:
        assert clinic.wu.send(said.IssueEnrolment(name="desk-9"))


def test_a_revoked_machine_is_named_with_who_and_why(clinic: Clinic) -> None:
    row_id = a_workstation(clinic, "desk-9", last_seen=True)
    revoked = clinic.wu.send(said.RevokeWorkstation(workstation_id=row_id, reason="笔记本丢失"))
    assert revoked.state is said.WorkstationState.REVOKED
    assert (revoked.revoked_at, revoked.revoked_by) == (clinic.clock.now(), "吴管理")
    again = clinic.wu.send(said.RevokeWorkstation(workstation_id=row_id, reason="again"))
    assert again == revoked

    def reason(session):  # type: ignore[no-untyped-def]
        entries = select(AuditEntry).where(AuditEntry.action == "workstations.revoke")
        entry = session.scalars(entries.order_by(AuditEntry.id)).first()
        return clinic.app.house.vault.open(REASON, entry.id, entry.reason)

    assert clinic.app.house.database.read(reason) == "笔记本丢失"


def test_a_code_that_waits_for_a_revoked_name_ends(clinic: Clinic) -> None:
    row_id = a_workstation(clinic, "desk-9")
    clinic.wu.send(said.IssueEnrolment(name="desk-9"))
    clinic.wu.send(said.RevokeWorkstation(workstation_id=row_id, reason="lost"))
    assert listed(clinic).waiting == ()


def test_nobody_revokes_what_is_not_there(clinic: Clinic) -> None:
    with pytest.raises(NotFound):
        clinic.wu.send(said.RevokeWorkstation(workstation_id=1, reason="lost"))


def test_a_list_names_every_machine_and_its_state(clinic: Clinic) -> None:
    a_workstation(clinic, "x-1", last_seen=True)
    a_workstation(clinic, "x-2", expired=True)
    a_workstation(clinic, "x-3", revoked=True, expired=True)
    states = {row.name: row.state.value for row in listed(clinic).rows if row.name[0] == "x"}
    assert states == {"x-1": "enrolled", "x-2": "expired", "x-3": "revoked"}


def test_the_code_is_on_no_row_as_json(clinic: Clinic) -> None:
    made = clinic.wu.send(said.IssueEnrolment(name="desk-9"))
    assert made.code not in json.dumps(listed(clinic).model_dump(mode="json"))
