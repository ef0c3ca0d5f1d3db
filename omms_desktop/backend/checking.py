"""Makes of a form's faulty values the fault the server would answer, before anything is sent."""

from typing import Any

from pydantic import ValidationError

from omms_server.contract.faults import Invalid


def invalid(error: ValidationError) -> Invalid:
    """The same `Invalid` the server makes of this error; it repeats nothing that was typed."""
    return Invalid(
        errors=[
            {
                "field": ".".join(str(part) for part in one["loc"]),
                "kind": _kind(one),
                "limit": _limit(one.get("ctx", {})),
            }
            for one in error.errors(include_url=False, include_input=False)
        ]
    )


def _kind(error: Any) -> str:
    cause = error.get("ctx", {}).get("error")
    return str(cause) if cause is not None else str(error["type"])


def _limit(context: dict[str, Any]) -> int | str | None:
    value = next((v for k, v in context.items() if k != "error"), None)
    return value if value is None or isinstance(value, int) else str(value)
