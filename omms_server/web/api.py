"""What machines may read without an account: departments and free slots, as
`{code, message, data}`."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import TypeAdapter
from starlette.responses import Response

from omms_server.contract.booking import OfferedDays
from omms_server.contract.faults import Fault, NotFound
from omms_server.contract.scheduling import SessionSlots
from omms_server.contract.wire import Outcome

from .offers import Offers

_DAYS: TypeAdapter[tuple[OfferedDays, ...]] = TypeAdapter(tuple[OfferedDays, ...])
_SESSIONS: TypeAdapter[tuple[SessionSlots, ...]] = TypeAdapter(tuple[SessionSlots, ...])


def api_router(offers: Offers) -> APIRouter:
    """GET /api/v1/departments and /api/v1/departments/{id}/slots?on=YYYY-MM-DD."""
    router = APIRouter(prefix="/api/v1")

    @router.get("/departments")
    async def departments() -> Response:
        """Bookable departments with the free numbers of each day."""
        return _ok(_DAYS, await offers.days())

    @router.get("/departments/{department_id}/slots")
    async def slots(department_id: int, on: date) -> Response:
        """The bookable sessions of a department and day."""
        offered = await offers.department(department_id)
        if offered is None:
            raise NotFound(what="department")
        return _ok(_SESSIONS, await offers.sessions(offered, on))

    return router


def json_body(code: str, data: Any = None) -> bytes:
    """`{code, message, data}` for an answer that is not `ok`."""
    kind = Fault.registry.get(code)
    outcome = Outcome(code=code, message=kind.__name__ if kind else code, data=data)
    return outcome.model_dump_json(exclude={"repeat"}).encode()


def _ok(adapter: TypeAdapter[Any], data: Any) -> Response:
    body = b'{"code":"ok","message":"","data":' + adapter.dump_json(data) + b"}"
    return Response(body, media_type="application/json", headers={"cache-control": "no-cache"})
