"""The sidecar's service account at the real front of the application server."""

from pathlib import Path

import pytest

from omms_server.client.connection import ServerAddress
from omms_server.contract.booking import ListOfferedDays
from omms_server.contract.faults import NotAllowed, Unreachable
from omms_server.contract.patients import FindPatients
from omms_server.core.tls import Kind, issue
from omms_server.settings import NotReady
from omms_server.web.backend import RpycBackend, ServiceAccount, read_password
from omms_server.web.serve import form_secret, limits_from, serve_web, server_address
from tests.support.clinic import PASSWORD, Clinic
from tests.support.rpyc_front import as_peer, make_clinic, serving, tls_files
from tests.support.web import a_settings


def password_file(folder: Path, text: str = PASSWORD) -> Path:
    path = folder / "sidecar.password"
    path.touch(mode=0o600)
    path.write_text(text + "\n")
    return path


@pytest.fixture
def opened(tmp_path: Path, clinic: Clinic):  # type: ignore[no-untyped-def]
    """A backend signed in as nobody yet, and the clinic it will find."""
    certificates = make_clinic(tmp_path / "tls")
    issued = issue(tmp_path / "tls", "sidecar", Kind.SERVICE)
    own = tls_files(issued)
    clinic.enrol(as_peer(issued, "service"))
    with serving(certificates, clinic.app.dispatcher.handle) as (_, address):
        backend = RpycBackend(address, own, password_file(tmp_path))
        yield backend, clinic
        backend.close()


def test_the_sidecar_signs_in_by_itself_and_renews_when_its_token_ends(opened) -> None:  # type: ignore[no-untyped-def]
    backend, clinic = opened
    assert backend.send(ListOfferedDays())
    clinic.clock.forward(hours=1)
    assert backend.send(ListOfferedDays())
    clinic.clock.forward(days=2)  # the refresh token has ended too
    assert backend.send(ListOfferedDays())


def test_who_holds_the_sidecar_holds_no_patients(opened) -> None:  # type: ignore[no-untyped-def]
    backend, _ = opened
    with pytest.raises(NotAllowed):
        backend.send(FindPatients(text="张"))


def test_a_wrong_password_is_tried_once_and_then_rests(tmp_path: Path, clinic: Clinic) -> None:
    certificates = make_clinic(tmp_path / "tls")
    clinic.enrol(as_peer(certificates.desk))
    calls: list[str] = []

    def counted(frame: str, peer: object) -> object:
        calls.append(frame)
        return clinic.app.dispatcher.handle(frame, peer)  # type: ignore[arg-type]

    with serving(certificates, counted) as (_, address):
        backend = RpycBackend(address, tls_files(certificates.desk), password_file(tmp_path, "no"))
        for _ in range(4):
            with pytest.raises(Unreachable):
                backend.send(ListOfferedDays())
        backend.close()
    assert sum("staff.sign_in" in call for call in calls) == 1


def test_a_server_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    certificates = make_clinic(tmp_path / "tls")
    nowhere = ServerAddress("127.0.0.1", 1, "127.0.0.1")
    account = ServiceAccount(nowhere, tls_files(certificates.desk), password_file(tmp_path))
    with pytest.raises(Unreachable):
        account.renew()


def test_a_password_that_others_may_read_stops_the_start(tmp_path: Path) -> None:
    path = password_file(tmp_path)
    assert read_password(path) == PASSWORD
    path.chmod(0o644)
    with pytest.raises(PermissionError, match="chmod 600"):
        read_password(path)
    with pytest.raises(NotReady, match="chmod 600"):
        serve_web(a_settings(tmp_path))


def test_without_its_files_the_sidecar_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match=r"sidecar\.password"):
        serve_web(a_settings(tmp_path))


def test_the_forms_secret_outlives_a_restart(tmp_path: Path) -> None:
    first = form_secret(tmp_path / "sidecar.forms")
    assert form_secret(tmp_path / "sidecar.forms") == first
    assert len(first) == 64
    assert (tmp_path / "sidecar.forms").stat().st_mode & 0o077 == 0


def test_a_server_that_listens_everywhere_is_found_on_this_machine(tmp_path: Path) -> None:
    assert server_address(a_settings(tmp_path, host="0.0.0.0")).host == "127.0.0.1"  # noqa: S104


def test_bounds_come_from_the_environment() -> None:
    limits = limits_from({"OMMS_WEB_FORMS_PER_MINUTE": "5000"})
    assert limits.forms == 5000
    assert limits_from({}).forms == 120
