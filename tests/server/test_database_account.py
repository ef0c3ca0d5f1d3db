"""The server's own account: enough for its work, nothing that could change the trail."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from omms_server.cli import main
from omms_server.core.append_only import APPEND_ONLY, tables
from omms_server.core.sealer import broken_links, seal_batch
from omms_server.settings import load_settings
from tests.support.clinic import Clinic, open_clinic
from tests.support.databases import DatabaseServer
from tests.support.visits import FAR, a_visit, approved, noted, pay_all, prescribed

DENIED = "denied"
LOOK = "SELECT 1 FROM {0}"


@pytest.fixture(
    params=[
        pytest.param("mariadb", marks=pytest.mark.mariadb),
        pytest.param("mysql56", marks=pytest.mark.mysql56),
    ]
)
def server(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(f"{request.param}_server")


@pytest.fixture
def installed(server: DatabaseServer, tmp_path: Path) -> Iterator[Path]:
    """An installation that `init` made with the administrator's address."""
    name = f"omms_{uuid.uuid4().hex[:12]}"
    data = tmp_path / "data"
    url = server.url(name)
    assert main(["--data", str(data), "init", "--database-url", url]) == 0
    yield data
    server.drop(name)


def refused(url: str, statement: str) -> bool:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    except DBAPIError as error:
        return DENIED in str(error.orig)
    finally:
        engine.dispose()
    return False


def test_the_settings_hold_the_account_alone_and_are_its_owners_to_read(installed: Path) -> None:
    url = make_url(load_settings(installed).url)
    assert url.username is not None
    assert url.username.startswith("omms")
    assert len(url.username) <= 16
    assert url.password
    assert (installed / "omms.toml").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_rows_of_append_only_tables_are_neither_changed_nor_removed(
    installed: Path, table: str
) -> None:
    url = load_settings(installed).url
    column = "link" if table in ("audit_seal", "audit_archive") else "id"
    for statement in ("UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE TABLE {0}"):
        assert refused(url, statement.format(table, column))
    assert not refused(url, LOOK.format(table))


def test_the_schema_is_not_the_servers_to_change(installed: Path) -> None:
    url = load_settings(installed).url
    assert refused(url, "DROP TABLE audit_entry")
    assert refused(url, "ALTER TABLE audit_entry ADD COLUMN x INTEGER")
    assert refused(url, "CREATE TABLE mine (x INTEGER)")
    assert refused(url, "SELECT * FROM mysql.user")


def test_every_table_is_open_to_its_work(installed: Path) -> None:
    url = load_settings(installed).url
    for table in tables():
        assert not refused(url, LOOK.format(table))


def test_a_day_of_work_needs_no_more(installed: Path, tmp_path: Path, server: Any) -> None:
    """From registration to dispensing, with the sealing of the trail."""
    url = load_settings(installed).url
    clinic: Clinic = open_clinic(tmp_path / "clinic", url, create=False)
    clinic.a_batch("D0041", 100, expires_on=FAR)
    signed = prescribed(clinic, noted(clinic, a_visit(clinic)))
    pay_all(clinic)
    assert approved(clinic, signed).version == signed.version + 1
    database = clinic.app.house.database
    assert database.write(seal_batch) > 5
    assert database.read(lambda session: list(broken_links(session))) == []
    database.close()


def test_migrating_again_gives_the_account_its_rights_anew(
    installed: Path, server: DatabaseServer
) -> None:
    own = make_url(load_settings(installed).url)
    admin = server.url(own.database or "")
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON {own.database}.staff FROM '{own.username}'@'127.0.0.1'")
    assert refused(load_settings(installed).url, "SELECT 1 FROM staff")
    assert main(["--data", str(installed), "migrate", "--database-url", admin]) == 0
    assert not refused(load_settings(installed).url, "SELECT 1 FROM staff")
