"""A new data folder: everything a server needs, readable by its owner alone, never overwritten."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from omms_server import installation
from omms_server.core.database import Database
from omms_server.core.keys import load_vault
from omms_server.core.migration import is_current
from omms_server.installation import AlreadyThere, install, migrate_to_head
from omms_server.settings import NotReady, load_settings

SETTINGS = "port = 0\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed") / "data"
    install(folder, SETTINGS)
    return folder


def test_a_new_folder_holds_keys_certificates_settings_and_schema(data: Path) -> None:
    settings = load_settings(data)
    assert settings.port == 0
    assert load_vault(settings.keys)
    database = Database(settings.url)
    assert is_current(database.engine)
    database.close()
    for name in ("authority.pem", "server-omms-server.key", "service-sidecar.key"):
        assert (data / "tls" / name).exists()
    assert not (data / "sandbox").exists()


def test_secrets_are_their_owners_alone(data: Path) -> None:
    secrets = [*data.rglob("*.key"), data / "keys" / "keys.json", data / "sidecar.password"]
    assert len(secrets) >= 6
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert len((data / "sidecar.password").read_text()) >= 32


def test_a_workstations_kit_holds_its_own_key_and_nothing_else(data: Path) -> None:
    assert sorted(path.name for path in (data / "workstation").iterdir()) == [
        "authority.pem",
        "workstation-workstation-1.key",
        "workstation-workstation-1.pem",
    ]


def test_a_second_installation_touches_nothing(data: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*") if path.is_file()}
    with pytest.raises(AlreadyThere, match="left as it is"):
        install(data, SETTINGS)
    after = {path: path.stat().st_mtime_ns for path in data.rglob("*") if path.is_file()}
    assert after == before


def test_development_gets_the_keys_of_the_payment_sandbox(tmp_path: Path) -> None:
    settings = install(tmp_path / "data", SETTINGS + "development = true\n")
    assert (settings.data / "sandbox" / "clinic").is_dir()


def test_a_database_that_does_not_answer_can_be_migrated_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise ConnectionError("away")

    data = tmp_path / "data"
    with monkeypatch.context() as patch:
        patch.setattr(installation, "migrate_to_head", away)
        with pytest.raises(ConnectionError):
            install(data, SETTINGS)
    settings = load_settings(data)
    migrate_to_head(settings)
    database = Database(settings.url)
    assert is_current(database.engine)
    database.close()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("port = ", "is not TOML"),
        ("port = 70000", "port"),
        ("prot = 1", "prot"),
        ("[booking]\nwindow_days = 0", "booking.window_days"),
        ('database_url = 7\nhost = ["secret"]', "host"),
    ],
)
def test_wrong_settings_are_one_sentence_without_their_values(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "omms.toml").write_text(text)
    with pytest.raises(NotReady, match=told) as error:
        load_settings(tmp_path)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "omms.toml").write_text('port = 1\nhost = "127.0.0.2"\n')
    monkeypatch.setenv("OMMS_PORT", "2")
    monkeypatch.setenv("OMMS_BOOKING__WINDOW_DAYS", "14")
    settings = load_settings(tmp_path)
    assert (settings.port, settings.host, settings.booking.window_days) == (2, "127.0.0.2", 14)


def test_without_an_address_the_database_is_a_file_in_the_folder(tmp_path: Path) -> None:
    assert load_settings(tmp_path).url == f"sqlite:///{tmp_path / 'omms.db'}"
