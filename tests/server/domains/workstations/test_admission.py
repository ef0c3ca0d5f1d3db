"""Who is not enrolled, was revoked or has expired is not talked to, before sign-in and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from omms_server.contract import workstations as said
from omms_server.contract.faults import SignInNeeded
from omms_server.contract.scheduling import ListDepartments
from omms_server.contract.signing_in import RenewSignIn, SignIn
from omms_server.domains.workstations import admission
from omms_server.models.workstation import Workstation
from tests.support.clinic import PASSWORD, Clinic, a_peer
from tests.support.workstations import (
    a_request,
    a_workstation,
    listed,
    peer_with,
    refused,
    row_of,
    trail,
)

SIGN_IN = SignIn(username="amy", password=PASSWORD)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the table at each call: a test does not wait two seconds."""
    monkeypatch.setattr(admission, "FRESH_SECONDS", 0.0)


def test_an_unknown_certificate_is_refused_before_sign_in(clinic: Clinic) -> None:
    stranger = a_peer("stranger")
    assert refused(clinic, stranger, SIGN_IN)
    assert stranger.dismissed_at is not None
    assert not stranger.signed_in


def test_even_garbage_gets_no_other_answer(clinic: Clinic) -> None:
    text = clinic.app.dispatcher.handle("garbage", a_peer("stranger"))
    assert isinstance(text, str)
    assert said.WorkstationRefused.code in text


def test_a_refusal_is_on_the_trail_once_a_minute(clinic: Clinic) -> None:
    for _ in range(5):
        assert refused(clinic, a_peer("stranger"), SIGN_IN)
    (entry,) = trail(clinic, "workstations.refused")
    assert (entry.workstation, entry.outcome) == ("stranger", "workstations.refused")
    assert entry.subject == f"certificate:{a_peer('stranger').fingerprint[:32]}"


def test_a_revoked_machine_is_refused_at_its_next_call(clinic: Clinic) -> None:
    amy = clinic.amy
    assert amy.send(ListDepartments())
    row = row_of(clinic, "desk-amy")
    clinic.wu.send(said.RevokeWorkstation(workstation_id=row.id, reason="laptop lost"))
    with pytest.raises(said.WorkstationRefused):
        amy.send(ListDepartments())
    assert amy.peer.dismissed_at is not None
    assert refused(clinic, a_peer("desk-amy"), SIGN_IN)


def test_the_sign_ins_of_a_revoked_machine_end(clinic: Clinic) -> None:
    refresh = clinic.amy.signed_in.refresh_token
    row = row_of(clinic, "desk-amy")
    clinic.wu.send(said.RevokeWorkstation(workstation_id=row.id, reason="laptop lost"))
    stands = update(Workstation).where(Workstation.id == row.id).values(revoked_at=None)
    clinic.app.house.database.write(lambda session: session.execute(stands))
    with pytest.raises(SignInNeeded):
        clinic.call(a_peer("desk-amy"), "", RenewSignIn(refresh_token=refresh))


def test_an_expired_certificate_is_refused_on_a_connection_that_lives(clinic: Clinic) -> None:
    peer = a_peer("desk-9")
    a_workstation(clinic, "desk-9")
    assert clinic.call(peer, "", SIGN_IN)
    clinic.clock.forward(days=826)
    assert refused(clinic, peer, SIGN_IN)


def test_a_silent_connection_of_a_revoked_machine_is_dismissed(clinic: Clinic) -> None:
    amy, bo = clinic.amy, clinic.bo
    clinic.app.admission.look()
    row = row_of(clinic, "desk-amy")
    clinic.wu.send(said.RevokeWorkstation(workstation_id=row.id, reason="laptop lost"))
    clinic.app.admission.look()
    assert amy.peer.dismissed_at is not None
    assert bo.peer.dismissed_at is None
    assert trail(clinic, "workstations.refused") == []


def test_a_machine_is_noted_as_seen_at_most_once_a_minute(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("omms_server.domains.workstations.admission.time.monotonic", lambda: now)
    assert clinic.amy
    assert row_of(clinic, "desk-amy").last_seen is None
    clinic.app.admission.look()
    first = row_of(clinic, "desk-amy").last_seen
    assert first == clinic.clock.now()
    clinic.clock.forward(seconds=30)
    clinic.amy.send(ListDepartments())
    clinic.app.admission.look()
    assert row_of(clinic, "desk-amy").last_seen == first
    now += 61
    clinic.app.admission.look()
    assert row_of(clinic, "desk-amy").last_seen == clinic.clock.now()


class TestRenewal:
    """`RenewCertificate`: by the machine itself, when the present one is good for 60 days more."""

    @pytest.fixture
    def due(self, clinic: Clinic) -> Clinic:
        """Amy is signed in at a desk whose certificate ends in 59 days."""
        assert clinic.amy
        soon = update(Workstation).where(Workstation.name == "desk-amy")
        soon = soon.values(expires_at=clinic.clock.now() + timedelta(days=59))
        clinic.app.house.database.write(lambda session: session.execute(soon))
        return clinic

    def test_the_new_certificate_takes_the_olds_place_when_it_is_seen(self, due: Clinic) -> None:
        amy, new = due.amy, renewed(due)
        assert amy.send(ListDepartments())  # the present one stays good until then
        assert due.call(new, "", SIGN_IN)
        with pytest.raises(said.WorkstationRefused):
            amy.send(ListDepartments())
        row = row_of(due, "desk-amy")
        assert (row.fingerprint, row.next_fingerprint) == (new.fingerprint, None)
        assert row.expires_at - due.clock.now() > timedelta(days=800)
        assert len(trail(due, "workstations.replaced")) == 1
        assert trail(due, "workstations.refused") == []

    def test_sign_ins_go_on_with_the_new_certificate(self, due: Clinic) -> None:
        refresh, new = due.amy.signed_in.refresh_token, renewed(due)
        assert due.call(new, "", RenewSignIn(refresh_token=refresh)).person.id == due.amy.id
        assert trail(due, "staff.refresh_reused") == []

    def test_asked_again_the_latest_answer_counts(self, due: Clinic) -> None:
        first, second = renewed(due), renewed(due)
        assert refused(due, first, SIGN_IN)
        assert due.call(second, "", SIGN_IN)

    def test_it_is_on_the_trail_with_who_sat_there(self, due: Clinic) -> None:
        due.amy.send(said.RenewCertificate(csr=a_request()[0]))
        (entry,) = trail(due, "workstations.renew")
        assert (entry.person, entry.workstation, entry.outcome) == ("艾米", "desk-amy", "ok")

    def test_an_early_renewal_is_refused(self, clinic: Clinic) -> None:
        with pytest.raises(said.NotDueYet):
            clinic.amy.send(said.RenewCertificate(csr=a_request()[0]))

    @pytest.mark.parametrize("spoil", [lambda _: "AAAA", lambda text: text[:-40] + text[-36:]])
    def test_what_is_no_request_is_refused(self, due: Clinic, spoil: Callable[[str], str]) -> None:
        with pytest.raises(said.UnfitCertificateRequest):
            due.amy.send(said.RenewCertificate(csr=spoil(a_request()[0])))


def renewed(clinic: Clinic) -> Any:
    """The peer that holds the certificate which `desk-amy` gets."""
    answer = clinic.call(a_peer("desk-amy"), "", said.RenewCertificate(csr=a_request()[0]))
    return peer_with(answer.certificate)


def test_a_revoked_machine_keeps_no_certificate_that_follows(clinic: Clinic) -> None:
    a_workstation(clinic, "desk-9")
    soon = update(Workstation).where(Workstation.name == "desk-9")
    soon = soon.values(expires_at=clinic.clock.now() + timedelta(days=10))
    clinic.app.house.database.write(lambda session: session.execute(soon))
    made = clinic.call(a_peer("desk-9"), "", said.RenewCertificate(csr=a_request()[0]))
    row = next(row for row in listed(clinic).rows if row.name == "desk-9")
    clinic.wu.send(said.RevokeWorkstation(workstation_id=row.id, reason="lost"))
    assert refused(clinic, peer_with(made.certificate), SIGN_IN)
    assert refused(clinic, a_peer("desk-9"), SIGN_IN)
