"""Alembic's entry: runs the migrations on the connection it is given."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import BigInteger, Connection, String, TypeDecorator

from omms_server.models import Base


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write plain column types: a migration must not change when a type of ours does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        stored = item.impl
        if isinstance(stored, BigInteger):
            return "sa.BigInteger()"
        if isinstance(stored, String):
            return f"sa.String({stored.length})"
    return False


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
