"""Pydantic's complaints as the fault the server would answer with, so both look alike. No Qt."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from omms_server.contract.faults import Invalid


def invalid(error: ValidationError) -> Invalid:
    """Every field that is wrong and why; it repeats nothing that was typed."""
    found = error.errors(include_url=False, include_input=False)
    return Invalid(
        errors=[
            {"field": ".".join(map(str, one["loc"])), "kind": _kind(one), "limit": _limit(one)}
            for one in found
        ]
    )


def wrong(field: str, kind: str) -> Invalid:
    """One field, one complaint."""
    return Invalid(errors=[{"field": field, "kind": kind, "limit": None}])


def _kind(error: Any) -> str:
    cause = error.get("ctx", {}).get("error")
    return str(cause) if cause is not None else str(error["type"])


def _limit(error: Any) -> Any:
    context = {key: value for key, value in error.get("ctx", {}).items() if key != "error"}
    value = next(iter(context.values()), None)
    return value if isinstance(value, int) or value is None else str(value)
