"""A machine renews its certificate by itself, weeks before it ends, over TLS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import update

from omms_server.client.client import Client
from omms_server.client.connection import ServerAddress
from omms_server.client.renewing import CertificateRenewal, renew_if_due
from omms_server.client.tls import TlsFiles
from omms_server.contract.faults import Fault, Unreachable
from omms_server.contract.workstations import Certificate, RenewCertificate
from omms_server.core.rpyc_server import RpycServer
from omms_server.core.tls import Kind, issue, server_context
from omms_server.models.workstation import Workstation
from tests.support.clinic import Clinic
from tests.support.rpyc_front import as_peer, tls_files, until
from tests.support.workstations import a_workstation, give_authority, row_of, trail

HOST = "127.0.0.1"
Ask = Callable[[RenewCertificate], Certificate]


@pytest.fixture
def address(clinic: Clinic) -> Iterator[ServerAddress]:
    give_authority(clinic)
    folder = clinic.app.house.settings.tls
    certificate = issue(folder, "server", Kind.SERVER, alternatives=[HOST])
    server = RpycServer(clinic.app.dispatcher.handle, server_context(certificate), HOST, 0)
    server.start()
    yield ServerAddress(*server.address, HOST)
    server.stop(1.0)


@pytest.fixture
def files(clinic: Clinic, address: ServerAddress) -> TlsFiles:
    """The files of a machine that is at work, named ward-2."""
    issued = issue(clinic.app.house.settings.tls, "ward-2", Kind.WORKSTATION)
    a_workstation(clinic, "ward-2")
    change(clinic, fingerprint=as_peer(issued).fingerprint)
    return tls_files(issued)


def change(clinic: Clinic, **values: object) -> None:
    ours = update(Workstation).where(Workstation.name == "ward-2").values(**values)
    clinic.app.house.database.write(lambda session: session.execute(ours))


def read(files: TlsFiles) -> x509.Certificate:
    return x509.load_pem_x509_certificate(files.certificate.read_bytes())


@pytest.fixture
def soon(clinic: Clinic, files: TlsFiles) -> datetime:
    """The day 59 days before the certificate ends; the server thinks so too."""
    change(clinic, expires_at=clinic.clock.now() + timedelta(days=59))
    return read(files).not_valid_after_utc - timedelta(days=59)


@pytest.fixture
def ask(address: ServerAddress, files: TlsFiles) -> Iterator[Ask]:
    with closing(Client(address, files)) as client:
        yield client.send


def test_a_certificate_that_ends_soon_is_followed_by_another(
    clinic: Clinic, files: TlsFiles, ask: Ask, soon: datetime
) -> None:
    key, before = files.key.read_bytes(), read(files)
    assert renew_if_due(ask, files, soon)
    after = read(files)
    assert after.serial_number != before.serial_number
    assert after.not_valid_after_utc >= before.not_valid_after_utc
    assert files.key.read_bytes() == key
    assert files.certificate.stat().st_mode & 0o777 == 0o644
    assert not list(files.certificate.parent.glob("*.new"))
    assert len(trail(clinic, "workstations.renew")) == 1


def test_the_next_connection_shows_the_new_one_and_ends_the_old(
    clinic: Clinic, address: ServerAddress, files: TlsFiles, ask: Ask, soon: datetime
) -> None:
    renew_if_due(ask, files, soon)
    with closing(Client(address, files)) as client:
        assert said_to(client) == "workstations.not_due"  # it is talked to, as the new one
    assert row_of(clinic, "ward-2").fingerprint == fingerprint_of(files)
    assert len(trail(clinic, "workstations.replaced")) == 1


def test_who_is_at_work_meanwhile_goes_on_with_the_new_one(
    clinic: Clinic, address: ServerAddress, files: TlsFiles, ask: Ask, soon: datetime
) -> None:
    with closing(Client(address, files)) as working:
        assert said_to(working) == "workstations.unfit_request"
        renew_if_due(ask, files, soon)
        with closing(Client(address, files)) as first:
            assert said_to(first) == "workstations.not_due"
        assert said_to(working) == "workstations.not_due"
    assert trail(clinic, "workstations.refused") == []


def said_to(client: Client) -> str:
    with pytest.raises(Fault) as caught:
        client.send(RenewCertificate(csr="A"))
    return caught.value.code


def fingerprint_of(files: TlsFiles) -> str:
    return read(files).fingerprint(SHA256()).hex()


def test_one_that_is_good_for_long_asks_nothing(files: TlsFiles) -> None:
    def nobody(_: RenewCertificate) -> Certificate:
        raise AssertionError

    start = read(files).not_valid_before_utc
    assert not renew_if_due(nobody, files, start + timedelta(hours=1))


def test_a_certificate_for_another_key_is_not_kept(
    clinic: Clinic, files: TlsFiles, soon: datetime
) -> None:
    before = files.certificate.read_bytes()
    other = issue(clinic.app.house.settings.tls, "ward-3", Kind.WORKSTATION)
    strange = Certificate(certificate=other.certificate.read_text())
    with pytest.raises(ValueError, match="another key"):
        renew_if_due(lambda _: strange, files, soon)
    assert files.certificate.read_bytes() == before


def test_an_answer_that_was_lost_changes_nothing(
    address: ServerAddress, files: TlsFiles, ask: Ask, soon: datetime
) -> None:
    def lost(request: RenewCertificate) -> Certificate:
        ask(request)
        raise Unreachable(reason="broken")

    before = files.certificate.read_bytes()
    with pytest.raises(Unreachable):
        renew_if_due(lost, files, soon)
    assert files.certificate.read_bytes() == before
    with closing(Client(address, files)) as again:
        assert renew_if_due(again.send, files, soon)


def test_it_is_done_in_the_background_and_ends_when_told(
    address: ServerAddress, files: TlsFiles, soon: datetime
) -> None:
    before = files.certificate.read_bytes()
    renewal = CertificateRenewal(address, files, lambda: soon)
    renewal.start()
    assert until(lambda: files.certificate.read_bytes() != before, 10.0)
    renewal.stop()
    assert until(lambda: not renewal.alive, 10.0)


def test_a_server_that_is_away_is_no_harm(
    files: TlsFiles, soon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    before = files.certificate.read_bytes()
    renewal = CertificateRenewal(ServerAddress(HOST, 1, HOST), files, lambda: soon)
    renewal.start()
    assert until(lambda: "Unreachable" in caplog.text, 10.0)
    renewal.stop()
    assert files.certificate.read_bytes() == before
