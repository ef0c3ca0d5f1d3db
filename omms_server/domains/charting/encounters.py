"""The visit as every handler answers with it, and who may write in it."""

from typing import Any

from omms_server.contract import charting as said
from omms_server.contract.faults import NotFound, Stale
from omms_server.core.context import Context
from omms_server.domains.patients import service as patients
from omms_server.models.charting import Encounter

from . import prescriptions
from .repository import Encounters


def encounter_view(encounter_id: int, ctx: Context) -> said.Encounter:
    """The visit as it stands now; tells the trail whose it is."""
    head = existing_encounter(encounter_id, ctx)
    encounters = Encounters(ctx.session, ctx.vault)
    encounter: Encounter = head.Encounter
    return said.Encounter(
        id=encounter.id,
        appointment_id=encounter.appointment_id,
        banner=patients.banner(encounter.patient_id, ctx),
        department=head.department,
        doctor=head.doctor,
        state=said.EncounterState(encounter.state),
        started_at=encounter.started_at,
        signed_at=encounter.signed_at,
        note=encounters.note(encounter.id),
        diagnoses=encounters.diagnoses(encounter.id),
        prescriptions=prescriptions.of_encounter(ctx, encounter.id),
        version=encounter.version,
    )


def existing_encounter(encounter_id: int, ctx: Context) -> Any:
    """A row (Encounter, department, doctor), or `NotFound`; tells the trail whose it is."""
    head = Encounters(ctx.session, ctx.vault).head(encounter_id)
    if head is None:
        raise NotFound(what="encounter")
    ctx.about(head.Encounter.patient_id, f"encounter:{encounter_id}")
    return head


def own_encounter(encounter_id: int, ctx: Context) -> Any:
    """The row of a visit that the actor may write in: his own (DOMAIN ACC-R1)."""
    head = existing_encounter(encounter_id, ctx)
    if head.Encounter.doctor_id != ctx.actor.id:
        raise said.NotYourPatient
    return head


def advance(head: Any, version: int, ctx: Context, **values: Any) -> None:
    """Take the encounter's next version with these values, or raise `Stale` (DOMAIN GEN-R10)."""
    encounters = Encounters(ctx.session, ctx.vault)
    if encounters.advance(head.Encounter.id, version, **values):
        return
    now = existing_encounter(head.Encounter.id, ctx)
    note = encounters.note(head.Encounter.id)
    moments = [now.Encounter.started_at, now.Encounter.signed_at, note.at if note else None]
    raise Stale(
        by=note.author if note else now.doctor,
        at=max(moment for moment in moments if moment is not None).isoformat(),
        mine=version,
        current=now.Encounter.version,
    )
