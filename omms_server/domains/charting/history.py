"""A patient's earlier visits, as far as the asker may open them."""

from typing import Any

from omms_server.contract import charting as said
from omms_server.contract.history import History, LoadHistory, VisitRow
from omms_server.contract.permissions import Permission
from omms_server.contract.sharing import Standing
from omms_server.core.clock import local_date
from omms_server.core.context import Context
from omms_server.domains.access import service as access
from omms_server.domains.patients import service as patients
from omms_server.models.charting import Encounter

from .repository import Encounters


def load_history(request: LoadHistory, ctx: Context) -> History:
    """The visits of a patient; by a consent to a period only those within it."""
    standing = access.require(ctx, request.patient_id, Permission.CHART_READ)
    encounters = Encounters(ctx.session, ctx.vault)
    rows = encounters.of_patient(request.patient_id, request.limit + 1)
    if standing is Standing.CONSENT:
        rows = [row for row in rows if _open(row.Encounter, ctx)]
    shown = rows[: request.limit]
    listed = encounters.diagnoses_of([row.Encounter.id for row in shown])
    return History(
        banner=patients.banner(request.patient_id, ctx),
        standing=standing,
        visits=tuple(_visit(row, listed.get(row.Encounter.id, ())) for row in shown),
        more=len(rows) > request.limit,
    )


def _open(visit: Encounter, ctx: Context) -> bool:
    day = local_date(visit.started_at, ctx.house.clock.zone)
    return access.standing_of(ctx, visit.patient_id, Permission.CHART_READ, day) is not None


def _visit(row: Any, diagnoses: tuple[said.Diagnosis, ...]) -> VisitRow:
    visit: Encounter = row.Encounter
    return VisitRow(
        encounter_id=visit.id,
        started_at=visit.started_at,
        department=row.department,
        doctor=row.doctor,
        state=said.EncounterState(visit.state),
        diagnoses=diagnoses,
    )
