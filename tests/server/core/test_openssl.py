"""The port of the calls as `openssl s_client` finds it: versions, ciphers, certificates."""

from __future__ import annotations

import pytest

from omms_server.client.connection import ServerAddress
from omms_server.client.tls import TlsFiles
from tests.support.openssl import s_client
from tests.support.rpyc_front import Clinic, Front, tls_files

ANY_CIPHER = ("-cipher", "ALL:@SECLEVEL=0")


@pytest.fixture
def address(front: Front) -> ServerAddress:
    return front[1]


@pytest.fixture
def desk(clinic: Clinic) -> TlsFiles:
    return tls_files(clinic.desk)


@pytest.mark.parametrize("version", ["-tls1", "-tls1_1"])
def test_old_versions_are_refused(address: ServerAddress, desk: TlsFiles, version: str) -> None:
    assert not s_client(address, version, *ANY_CIPHER, files=desk).agreed


@pytest.mark.parametrize(("version", "word"), [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")])
def test_an_enrolled_machine_agrees_on_a_sealing_cipher(
    address: ServerAddress, desk: TlsFiles, version: str, word: str
) -> None:
    spoken = s_client(address, version, "-verify_return_error", files=desk)
    assert spoken.agreed
    assert f"New, {word}, Cipher is" in spoken.text
    assert "GCM" in spoken.text or "CHACHA20" in spoken.text
    assert "Verification: OK" in spoken.text
    assert "alert" not in spoken.text


@pytest.mark.parametrize(
    "cipher",
    [
        "ECDHE-ECDSA-AES256-SHA384",
        "ECDHE-ECDSA-AES128-SHA",
        "ECDHE-ECDSA-AES128-CCM8",
        "ECDHE-ECDSA-NULL-SHA",
        "AECDH-AES128-SHA",
    ],
)
def test_a_cipher_that_does_not_seal_is_refused(
    address: ServerAddress, desk: TlsFiles, cipher: str
) -> None:
    spoken = s_client(address, "-tls1_2", "-cipher", f"{cipher}:@SECLEVEL=0", files=desk)
    assert not spoken.agreed
    assert "alert handshake failure" in spoken.text


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_who_shows_no_certificate_is_sent_away_unheard(
    front: Front, address: ServerAddress, version: str
) -> None:
    spoken = s_client(address, version)
    assert "alert certificate required" in spoken.text or "alert handshake" in spoken.text
    assert front[2].seen == []


def test_nothing_is_renegotiated_and_nothing_compressed(
    address: ServerAddress, desk: TlsFiles
) -> None:
    spoken = s_client(address, "-tls1_2", files=desk)
    assert "Compression: NONE" in spoken.text
    assert "Secure Renegotiation IS supported" in spoken.text
