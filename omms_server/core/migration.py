"""Bringing a database to this release's schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).resolve().parent.parent / "migrations"


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade to a revision. Each migration may be run again after it broke off."""
    with engine.begin() as connection:
        command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back down to a revision."""
    with engine.begin() as connection:
        command.downgrade(config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has this release's schema."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(config()).get_current_head()
