"""The server's own account on MySQL and MariaDB: it may not change or remove rows of the trail, nor
postings and movements, nor the schema."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, make_url

from omms_server.core.append_only import APPEND_ONLY, tables

NAME = "omms"
_HERE = {"localhost", "127.0.0.1", "::1"}


def create_database(admin_url: str) -> None:
    """Make the empty database that the address names, unless it is there."""
    url = make_url(admin_url)
    engine = create_engine(url.set(database=""))
    with engine.begin() as connection:
        connection.execute(
            text(
                f"CREATE DATABASE IF NOT EXISTS {_quoted(url.database or '')} "
                "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            )
        )
    engine.dispose()


def create_account(admin_url: str) -> str:
    """Make the server's account with a random password and give it its rights; its address."""
    url, password = make_url(admin_url), secrets.token_urlsafe(24)
    host = "127.0.0.1" if url.host in _HERE else "%"
    engine = create_engine(url)
    with engine.begin() as connection:
        who = f"'{_account_name(url)}'@'{host}'"
        connection.execute(text(f"CREATE USER {who} IDENTIFIED BY '{password}'"))
        _grant(connection, who, url.database or "")
    engine.dispose()
    own = url.set(username=_account_name(url), password=password)
    return own.render_as_string(hide_password=False)


def grant_again(admin_url: str, own_url: str) -> None:
    """Give the account its rights to tables that a new release brought."""
    url, own = make_url(admin_url), make_url(own_url)
    host = "127.0.0.1" if own.host in _HERE else "%"
    engine = create_engine(url)
    with engine.begin() as connection:
        _grant(connection, f"'{own.username}'@'{host}'", url.database or "")
    engine.dispose()


def rights_to(table: str) -> str:
    """What the server may do with a table."""
    return "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"


def _grant(connection: Connection, who: str, database: str) -> None:
    for table in tables():
        place = f"{_quoted(database)}.{_quoted(table)}"
        connection.execute(text(f"GRANT {rights_to(table)} ON {place} TO {who}"))
    version = f"{_quoted(database)}.{_quoted('alembic_version')}"
    connection.execute(text(f"GRANT SELECT ON {version} TO {who}"))


def _account_name(url: URL) -> str:
    """One account a database, so that two clinics on a server do not share theirs; 16 characters
    are what MySQL 5.5 allows."""
    return NAME if url.database == NAME else f"{NAME}_{(url.database or '')[-11:]}"


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
