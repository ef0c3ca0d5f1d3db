"""The command line: each command's effect, and failures as one sentence with exit code 1."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from omms_server import serving
from omms_server.cli import COMMANDS, main
from omms_server.core.database import Database
from omms_server.core.migration import downgrade, is_current
from omms_server.settings import load_settings

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("cli") / "data"
    assert main(["--data", str(data), "init"]) == 0
    return data


@pytest.fixture(autouse=True)
def _log_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log goes where the test run's goes, not to a stream that ends with a test."""
    monkeypatch.setattr(serving, "configure_log", lambda **_: None)


def run(data: Path, command: str) -> int:
    return main(["--data", str(data), command])


def sentence(capsys: Captured) -> str:
    """What stands on standard error: one line."""
    told = capsys.readouterr().err.strip()
    assert told.startswith("omms-server: ")
    assert "Traceback" not in told
    return told


def test_init_says_where_and_what_next(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path / "data", "init") == 0
    told = capsys.readouterr().out
    assert str(tmp_path / "data" / "omms.toml") in told
    assert "omms-server serve" in told


def test_init_refuses_a_folder_in_use(installed: Path, capsys: Captured) -> None:
    assert run(installed, "init") == 1
    assert "left as it is" in sentence(capsys)


def test_init_of_a_half_made_folder_is_a_sentence(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master.key").write_text("x")
    assert run(tmp_path, "init") == 1
    assert "master.key" in sentence(capsys)


@pytest.mark.parametrize(
    "command", ["serve", "web", "migrate", "administrator", "verify", "sandbox"]
)
def test_without_an_installation_the_cure_is_told(
    tmp_path: Path, capsys: Captured, command: str
) -> None:
    assert run(tmp_path, command) == 1
    assert "init" in sentence(capsys)


def test_the_first_administrator_is_made_once(tmp_path: Path, capsys: Captured) -> None:
    data = tmp_path / "data"
    assert run(data, "init") == 0
    assert run(data, "administrator") == 0
    told = capsys.readouterr().out
    assert "user name: admin" in told
    assert "one-time password" in told
    assert run(data, "administrator") == 1
    assert "already" in sentence(capsys)


def test_wrong_settings_are_a_sentence(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "omms.toml").write_text("port = 70000")
    assert run(tmp_path, "serve") == 1
    assert "port" in sentence(capsys)


def test_a_database_that_does_not_answer_is_a_sentence(
    installed: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMMS_DATABASE_URL", "mysql+pymysql://root:secret@127.0.0.1:1/omms")
    for command in ("migrate", "verify"):
        assert run(installed, command) == 1
        told = sentence(capsys)
        assert "does not answer" in told
        assert "secret" not in told


def test_serve_wants_this_releases_schema(installed: Path, capsys: Captured) -> None:
    database = Database(load_settings(installed).url)
    downgrade(database.engine)
    assert run(installed, "serve") == 1
    assert "omms-server migrate" in sentence(capsys)
    assert run(installed, "migrate") == 0
    assert is_current(database.engine)
    assert run(installed, "migrate") == 0
    database.close()


def test_verify_lists_every_promise(installed: Path, capsys: Captured) -> None:
    assert run(installed, "verify") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 12
    assert all(line.startswith("kept  ") for line in lines)


def test_verify_of_a_broken_promise_fails_and_names_the_row(
    tmp_path: Path, capsys: Captured
) -> None:
    data = tmp_path / "data"
    assert run(data, "init") == 0
    database = Database(load_settings(data).url)
    forged = text("INSERT INTO audit_seal VALUES (1, 77, :link)")
    database.write(lambda session: session.execute(forged, {"link": bytes(32)}))
    database.close()
    assert run(data, "verify") == 1
    told = capsys.readouterr().out
    assert "BROKEN  the trail is whole" in told
    assert "77" in told


def test_every_command_says_what_it_is_for(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    assert done.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert all(f"{name} {text}" in told for name, (_, text) in COMMANDS.items())


@pytest.mark.parametrize("arguments", [[], ["explode"], ["--data"]])
def test_what_is_no_command_is_refused(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    assert done.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_machine_at_work_must_be_shut_out_before_its_name_is_given_again(
    tmp_path: Path, capsys: Captured
) -> None:
    data = tmp_path / "data"
    run(data, "init")
    assert main(["--data", str(data), "enrol", "ward-2"]) == 0
    assert "omms-desktop enrol SERVER:18863 " in capsys.readouterr().out
    assert main(["--data", str(data), "enrol", "no good name"]) == 1
    assert sentence(capsys)
    database = Database(load_settings(data).url)
    seen = text("UPDATE workstation SET last_seen = issued_at WHERE name = 'workstation-1'")
    database.write(lambda session: session.execute(seen))
    database.close()
    assert main(["--data", str(data), "enrol", "workstation-1"]) == 1
    assert "shut it out first" in sentence(capsys)
