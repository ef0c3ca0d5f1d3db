"""The text of a call, read and checked; the text of its outcome, written."""

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from omms_server.contract.faults import Fault, Invalid, TooLarge, Unreadable
from omms_server.contract.messages import Request
from omms_server.contract.wire import MAX_FRAME_BYTES, Call, Outcome

R = TypeVar("R", bound=Request[Any])


def read_call(frame: str) -> Call:
    """The call in a frame; `TooLarge` or `Unreadable` otherwise."""
    if len(frame.encode("utf-8", "surrogatepass")) > MAX_FRAME_BYTES:
        raise TooLarge(limit=MAX_FRAME_BYTES)
    try:
        return Call.model_validate_json(frame)
    except ValidationError as error:
        raise Unreadable from error


def read_request(kind: type[R], body: dict[str, Any]) -> R:
    """The request in a call's body; `Invalid` names every field that is wrong."""
    try:
        return kind.model_validate_json(json.dumps(body))
    except ValidationError as error:
        raise invalid(error) from error


def invalid(error: ValidationError) -> Invalid:
    """The fault that tells a form which fields are wrong and why; it repeats nothing that was
    typed."""
    return Invalid(
        errors=[
            {
                "field": ".".join(str(part) for part in one["loc"]),
                "kind": _kind(one),
                "limit": _limit(one),
            }
            for one in error.errors(include_url=False, include_input=False)
        ]
    )


def _kind(error: Any) -> str:
    """Our own validators' word, else pydantic's kind."""
    cause = error.get("ctx", {}).get("error")
    return str(cause) if cause is not None else str(error["type"])


def _limit(error: Any) -> Any:
    context = {k: v for k, v in error.get("ctx", {}).items() if k != "error"}
    value = next(iter(context.values()), None)
    return value if isinstance(value, int) else None if value is None else str(value)


def outcome_ok(answer_json: str, *, repeat: bool = False) -> str:
    """The outcome of a call that succeeded; the answer is JSON already."""
    return f'{{"code":"ok","message":"","data":{answer_json},"repeat":{json.dumps(repeat)}}}'


def outcome_of(fault: Fault) -> str:
    """The outcome of a call that was refused."""
    params = json.loads(json.dumps(fault.params, default=str))
    return Outcome(code=fault.code, message=type(fault).__name__, data=params).model_dump_json()
