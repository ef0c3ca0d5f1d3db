"""Conditional updates: the row count tells whether the condition still held."""

from typing import cast

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.orm import Session


def rows_changed(session: Session, statement: Update | Delete) -> int:
    """Run an UPDATE or DELETE and tell how many rows it met. Objects in the session are left as
    they are."""
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[object]", result).rowcount
