"""Statements without objects: plain tables, and conditional updates whose row count tells whether
the condition still held."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Table, Update
from sqlalchemy.orm import Session

from omms_server.models.base import Base

_AS_THEY_ARE = {"synchronize_session": False}


def table_of(model: type[Base]) -> Table:
    """The table of a model. Statements on it cost a fraction of those on the model: on every call's
    way, make them once a module from this (docs/benchmarks.md)."""
    return cast("Table", model.__table__)


def rows_changed(
    session: Session, statement: Update | Delete, values: Mapping[str, Any] | None = None
) -> int:
    """Run an UPDATE or DELETE and tell how many rows it met. Objects in the session are left as
    they are. `values`: of the statement's bound parameters."""
    result = session.execute(statement, values, execution_options=_AS_THEY_ARE)
    return cast("CursorResult[object]", result).rowcount
