"""The test servers themselves: they answer, keep every character, and end with the run."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.support.databases import DatabaseServer, open_servers

ROOT = Path(__file__).resolve().parents[2]
RARE = "𠮷😀李"


@pytest.mark.parametrize("turn", range(4))
def test_a_database_is_empty_and_keeps_every_character(database_url: str, turn: int) -> None:
    engine = create_engine(database_url)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE seen (name VARCHAR(20))"))
            connection.execute(text("INSERT INTO seen VALUES (:name)"), {"name": RARE})
        with engine.connect() as connection:
            assert connection.execute(text("SELECT name FROM seen")).scalars().all() == [RARE]
    finally:
        engine.dispose()


@pytest.mark.mariadb
def test_commits_of_the_test_server_are_durable(mariadb_server: DatabaseServer) -> None:
    with mariadb_server.connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT @@innodb_flush_log_at_trx_commit, @@bind_address")
        assert cursor.fetchone() == (1, "127.0.0.1")


@pytest.mark.mysql56
def test_the_oldest_engine_is_the_one_we_name(mysql56_server: DatabaseServer) -> None:
    with mysql56_server.connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT @@version, @@innodb_flush_log_at_trx_commit")
        version, flush = cursor.fetchone() or ("", 0)
        assert (version[:6], flush) == ("5.6.24", 1)


def test_a_machine_without_the_server_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tests.support.databases.shutil.which", lambda *_, **__: None)
    monkeypatch.setenv("CI", "")
    with open_servers() as servers:
        assert servers.get("mariadb") is None
    assert "mariadb-server is not installed" in capsys.readouterr().out


HOLD = """
import sys, time
from tests.support.databases import open_servers
with open_servers() as servers:
    server = servers.get("mariadb")
    print(server.keeper, server.port, servers.folder, flush=True)
    sys.stdin.read()
"""


@pytest.mark.mariadb
@pytest.mark.serial
def test_a_killed_run_leaves_no_server_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        keeper_id, _, folder_name = run.stdout.readline().split()
        keeper, folder = int(keeper_id), Path(folder_name)
        server = children_of(keeper)
        watched = [os.pidfd_open(pid) for pid in (keeper, *server)]
        run.send_signal(signal.SIGKILL)
    assert server
    assert all(ends_within(each, 10) for each in watched)
    assert not folder.exists()


def children_of(pid: int) -> list[int]:
    """The process's children."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ends_within(process: int, seconds: float) -> bool:
    """Whether the process behind this descriptor ends in time; closes the descriptor."""
    ended, _, _ = select.select([process], [], [], seconds)
    os.close(process)
    return bool(ended)


@pytest.mark.mariadb
@pytest.mark.serial
def test_a_server_starts_within_half_a_minute() -> None:
    started = time.monotonic()
    with open_servers() as servers:
        assert servers.get("mariadb") is not None
    assert time.monotonic() - started < 30
