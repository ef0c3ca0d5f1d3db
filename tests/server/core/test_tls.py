"""The clinic's authority and both ends of TLS."""

from __future__ import annotations

import socket
import ssl
import stat
import warnings
from pathlib import Path

import pytest

from omms_server.client.connection import Connection, ServerAddress
from omms_server.client.tls import TlsFiles, client_context
from omms_server.contract.faults import Unreachable
from omms_server.core.tls import Kind, create_authority, issue, server_context
from tests.support.rpyc_front import Clinic, Front, desk, make_clinic, serving, tls_files


def reaches(address: ServerAddress, files: TlsFiles) -> str:
    """ "ok", or why there was no connection."""
    connection = Connection(address, files, 5)
    try:
        return "ok" if connection.call("in") == "welcome" else "odd"
    except Unreachable as fault:
        return str(fault.params["reason"])
    finally:
        connection.close()


def test_keys_are_readable_by_their_owner_alone(clinic: Clinic) -> None:
    folder = clinic.server.authority.parent
    keys = [*folder.glob("*.key")]
    assert len(keys) == 3
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}
    assert list(folder.glob("*.new")) == []


def test_a_second_authority_does_not_replace_the_first(tmp_path: Path) -> None:
    files = create_authority(tmp_path)
    before = files.certificate.read_bytes()
    with pytest.raises(FileExistsError):
        create_authority(tmp_path)
    assert files.certificate.read_bytes() == before


@pytest.mark.parametrize("name", ["", "../up", "a/b", "-x", "x" * 64, "a\nb", "a b"])
def test_a_name_that_could_be_a_path_is_refused(clinic: Clinic, name: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        issue(clinic.server.authority.parent, name, Kind.WORKSTATION)


def test_a_workstation_may_have_a_chinese_name(clinic: Clinic, front: Front) -> None:
    server, address, handler = front
    files = issue(clinic.server.authority.parent, "收费处1", Kind.WORKSTATION)
    assert reaches(address, tls_files(files)) == "ok"
    assert [peer.name for peer in handler.peers.values()] == ["收费处1"]
    assert server.address[0] == "127.0.0.1"


def test_a_renewed_certificate_works_and_has_another_fingerprint(tmp_path: Path) -> None:
    clinic = make_clinic(tmp_path)
    old = clinic.desk.certificate.read_bytes()
    assert issue(tmp_path, "desk-1", Kind.WORKSTATION) == clinic.desk
    assert clinic.desk.certificate.read_bytes() != old
    with serving(clinic) as (_, address), desk(clinic, address) as connection:
        assert connection.call("in") == "welcome"


def test_the_server_answers_by_name_and_by_address(front: Front, clinic: Clinic) -> None:
    _, address, _ = front
    by_address = ServerAddress(address.host, address.port, "127.0.0.1")
    assert reaches(by_address, tls_files(clinic.desk)) == "ok"


def test_a_server_of_another_name_is_not_trusted(front: Front, clinic: Clinic) -> None:
    _, address, handler = front
    other = ServerAddress(address.host, address.port, "other.clinic.test")
    assert reaches(other, tls_files(clinic.desk)) == "certificate"
    assert handler.seen == []


def test_a_server_of_another_authority_is_not_trusted(
    front: Front, clinic: Clinic, tmp_path: Path
) -> None:
    stranger = make_clinic(tmp_path).desk
    assert reaches(front[1], tls_files(stranger)) == "certificate"


def test_a_workstation_cannot_pose_as_the_server(clinic: Clinic) -> None:
    posing = Clinic(clinic.desk, clinic.desk)
    with serving(posing) as (_, address):
        assert reaches(address, tls_files(clinic.desk)) == "certificate"


def test_a_client_of_another_authority_is_refused(
    front: Front, clinic: Clinic, tmp_path: Path
) -> None:
    stranger = make_clinic(tmp_path).desk
    files = TlsFiles(clinic.desk.authority, stranger.certificate, stranger.key)
    assert reaches(front[1], files) == "connecting"
    assert front[2].seen == []


def test_a_servers_certificate_does_not_make_a_client(front: Front, clinic: Clinic) -> None:
    assert reaches(front[1], tls_files(clinic.server)) == "connecting"
    assert front[2].seen == []


def shake_hands(address: ServerAddress, context: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection((address.host, address.port), 3)
    try:
        return context.wrap_socket(plain, server_hostname=address.name)
    except BaseException:
        plain.close()
        raise


def test_a_client_without_a_certificate_is_refused(front: Front, clinic: Clinic) -> None:
    context = ssl.create_default_context(cafile=clinic.desk.authority)
    with (
        shake_hands(front[1], context) as tls,
        pytest.raises(ssl.SSLError, match=r"CERTIFICATE_REQUIRED|certificate required"),
    ):
        # In TLS 1.3 the client hears of it with the first byte it reads.
        tls.recv(1)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_versions_of_tls_are_refused(
    front: Front, clinic: Clinic, version: ssl.TLSVersion
) -> None:
    context = client_context(tls_files(clinic.desk))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    # Level 0: else OpenSSL on our own side would already refuse to offer them.
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionError)) as caught:
        shake_hands(front[1], context)
    assert "PROTOCOL_VERSION" in str(caught.value).upper()


def test_tls_1_2_is_spoken_with_aead_suites_only(front: Front, clinic: Clinic) -> None:
    context = client_context(tls_files(clinic.desk))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with shake_hands(front[1], context) as tls:
        assert tls.version() == "TLSv1.2"
    context.set_ciphers("ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA")
    with pytest.raises(ssl.SSLError):
        shake_hands(front[1], context)


def test_the_contexts_offer_nothing_weaker(clinic: Clinic) -> None:
    for context in (server_context(clinic.server), client_context(tls_files(clinic.desk))):
        assert context.minimum_version == ssl.TLSVersion.TLSv1_2
        assert context.verify_mode == ssl.CERT_REQUIRED
        assert all(suite["aead"] for suite in context.get_ciphers())
    assert client_context(tls_files(clinic.desk)).check_hostname
