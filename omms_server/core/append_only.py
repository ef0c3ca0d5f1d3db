"""Tables to which rows are only ever added, and what holds them to it.

On SQLite triggers refuse a change; on MySQL and MariaDB the server's own account has no right to it
(`database_account.py`).
"""

from collections.abc import Iterator

from omms_server.models import Base

TRAIL = ("audit_entry", "audit_seal")
APPEND_ONLY = frozenset({*TRAIL, "audit_archive", "ledger_entry", "stock_movement"})
"""The server's account may read these and add to them, nothing else."""


def guards() -> Iterator[tuple[str, str]]:
    """For SQLite: the name of each trigger, and the statement that makes it."""
    for table in TRAIL:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            yield (
                name,
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
            )


def tables() -> list[str]:
    """Every table of the schema."""
    return sorted(Base.metadata.tables)
