"""Who opened a patient's record, when and why: what the patient may ask for."""

import json
from datetime import time

from omms_server.contract import sharing as said
from omms_server.contract.permissions import Permission
from omms_server.core.clock import at_local
from omms_server.core.context import Context
from omms_server.domains.access import service as access

from .repository import Sharing

_STANDINGS = {standing.value: standing for standing in said.Standing}


def list_openings(request: said.ListOpenings, ctx: Context) -> tuple[said.RecordOpening, ...]:
    """The trail on one patient, as he may see it."""
    access.require(ctx, request.patient_id, Permission.SHARING_READ)
    zone = ctx.house.clock.zone
    since = at_local(request.since, time(), zone) if request.since else None
    rows = Sharing(ctx.session, ctx.vault).openings(request.patient_id, since, request.limit)
    return tuple(
        said.RecordOpening(
            at=entry.at,
            person=entry.person,
            post=entry.post,
            action=entry.action,
            standing=_STANDINGS.get(json.loads(details or "{}").get("standing", "")),
            reason=reason,
        )
        for entry, reason, details in rows
    )
