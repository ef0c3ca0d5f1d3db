"""Making a data folder: keys, TLS authority and certificates, settings, sandbox keys, the
database's schema."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path

from omms_server import database_account
from omms_server.core.database import Database
from omms_server.core.keys import create_keys
from omms_server.core.migration import migrate
from omms_server.core.tls import Kind, create_authority, issue
from omms_server.domains.workstations.registering import register_issued
from omms_server.payments.sandbox.keys import sandbox_keys
from omms_server.settings import ServerSettings, load_settings

SIDECAR_PASSWORD = "sidecar.password"  # noqa: S105 a file's name
WORKSTATION = "workstation-1"
SIDECAR = "sidecar"
OWN_MACHINES = ((Kind.WORKSTATION, WORKSTATION), (Kind.SERVICE, SIDECAR))
"""They get certificates and keys at the installation."""


class AlreadyThere(Exception):
    """The data folder holds an installation."""


def install(data: Path, settings_text: str, admin_url: str = "") -> ServerSettings:
    """Make a new installation in `data`; refuses to touch one that is there.

    `admin_url`: a database server's administrator, who makes the database and the server's own
    account; without it the database is the SQLite file in `data`.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (data / "omms.toml").exists():
        raise AlreadyThere(f"{data} holds an installation; it was left as it is")
    create_keys(data / "keys")
    make_certificates(data / "tls")
    equip_workstation(data / "tls", data / "workstation")
    _write_secret(data / SIDECAR_PASSWORD, secrets.token_urlsafe(24))
    if admin_url:
        database_account.create_database(admin_url)
        _migrate(admin_url, data / "tls")
        own = database_account.create_account(admin_url)
        settings_text = f'database_url = "{own}"\n{settings_text}'
    _write_secret(data / "omms.toml", settings_text)
    settings = load_settings(data)
    if settings.development:
        sandbox_keys(data / "sandbox")
    if not admin_url:
        migrate_to_head(settings)
    return settings


def migrate_to_head(settings: ServerSettings, admin_url: str = "") -> None:
    """Bring the database to this release's schema; on a database server by its administrator."""
    _migrate(admin_url or settings.url, settings.tls)
    if admin_url:
        database_account.grant_again(admin_url, settings.url)


def _migrate(url: str, tls: Path) -> None:
    """The machines that `install` equipped are enrolled with it."""
    database, now = Database(url), datetime.now(UTC)
    try:
        migrate(database.engine)
        database.write(lambda session: register_issued(session, tls, OWN_MACHINES, now))
    finally:
        database.close()


def make_certificates(folder: Path) -> None:
    """The clinic's authority, and certificates for the server, the first workstation and the
    sidecar."""
    create_authority(folder)
    names = {"localhost", "127.0.0.1", "::1", socket.gethostname()}
    issue(folder, "omms-server", Kind.SERVER, alternatives=sorted(names))
    for kind, name in OWN_MACHINES:
        issue(folder, name, kind)


def equip_workstation(folder: Path, kit: Path) -> None:
    """Put what a workstation needs, and nothing else, into a folder to carry there."""
    kit.mkdir(mode=0o700)
    for name in (
        "authority.pem",
        f"workstation-{WORKSTATION}.pem",
        f"workstation-{WORKSTATION}.key",
    ):
        shutil.copy(folder / name, kit / name)


def _write_secret(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
