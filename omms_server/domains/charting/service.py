"""What the doctor does in a visit: begin it, write, diagnose, finish."""

from omms_server.contract import charting as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import Fault, NotFound
from omms_server.contract.patients import AllergyState
from omms_server.contract.permissions import Permission
from omms_server.contract.scheduling import AppointmentState
from omms_server.core.clock import local_date
from omms_server.core.context import Context
from omms_server.domains.access import service as access
from omms_server.domains.patients import service as patients
from omms_server.domains.scheduling import service as scheduling

from .encounters import advance, encounter_view, existing_encounter, own_encounter
from .repository import Encounters

_READY = (AppointmentState.CHECKED_IN.value, AppointmentState.CALLED.value)
_REQUIRED = ("chief_complaint", "present_illness", "examination", "plan")


def start(request: said.StartEncounter, ctx: Context) -> said.Encounter:
    """Begin the visit of one's own patient who is here; a second start opens the same visit."""
    encounters = Encounters(ctx.session, ctx.vault)
    appointment = encounters.appointment(request.appointment_id)
    if appointment is None:
        raise NotFound(what="appointment")
    ctx.about(appointment.patient_id, f"appointment:{appointment.id}")
    if appointment.doctor_id != ctx.actor.id:
        raise said.NotYourPatient
    begun = encounters.of_appointment(appointment.id)
    if begun is not None:
        return encounter_view(begun, ctx)
    if appointment.state not in _READY:
        raise said.NotCalled(state=appointment.state)
    try:
        appointment = scheduling.begin_visit(appointment.id, ctx)
    except Fault:
        # Two workstations began at once: the other's visit is the visit.
        begun = encounters.of_appointment(appointment.id)
        if begun is None:
            raise
        return encounter_view(begun, ctx)
    encounter_id = encounters.add(appointment, ctx.now)
    ctx.publish(Topic.ENCOUNTERS, encounter_id)
    return encounter_view(encounter_id, ctx)


def load(request: said.LoadEncounter, ctx: Context) -> said.Encounter:
    """Open a visit's record."""
    visit = existing_encounter(request.encounter_id, ctx).Encounter
    day = local_date(visit.started_at, ctx.house.clock.zone)
    access.require(ctx, visit.patient_id, Permission.CHART_READ, day)
    return encounter_view(request.encounter_id, ctx)


def save_note(request: said.SaveNote, ctx: Context) -> said.Encounter:
    """Keep a new version of the note; after signing an amendment with a reason (DOMAIN EMR-R3)."""
    head = own_encounter(request.encounter_id, ctx)
    signed = head.Encounter.state == said.EncounterState.SIGNED.value
    if signed and len(request.reason) < 2:
        raise said.EncounterSigned
    advance(head, request.version, ctx)
    Encounters(ctx.session, ctx.vault).add_note(request, ctx.actor.id, ctx.now)
    if request.reason:
        ctx.trail.reasons.append(request.reason)
    ctx.publish(Topic.ENCOUNTERS, request.encounter_id)
    return encounter_view(request.encounter_id, ctx)


def set_diagnoses(request: said.SetDiagnoses, ctx: Context) -> said.Encounter:
    """Replace the list of diagnoses of an open visit; the old list stays in its version (DOMAIN
    2.4)."""
    head = own_encounter(request.encounter_id, ctx)
    if head.Encounter.state != said.EncounterState.OPEN.value:
        raise said.EncounterSigned
    chosen = _chosen(request.diagnoses, ctx)
    advance(head, request.version, ctx)
    encounters = Encounters(ctx.session, ctx.vault)
    before = encounters.diagnoses(request.encounter_id)
    encounters.add_diagnoses(request.encounter_id, request.version + 1, chosen)
    ctx.about(before=[one.code for one in before], after=[one.code for one in chosen])
    ctx.publish(Topic.ENCOUNTERS, request.encounter_id)
    return encounter_view(request.encounter_id, ctx)


def sign(request: said.SignEncounter, ctx: Context) -> said.Encounter:
    """Sign the record and finish the visit: nothing required may lack (DOMAIN 2.1, EMR-01)."""
    head = own_encounter(request.encounter_id, ctx)
    if head.Encounter.state != said.EncounterState.OPEN.value:
        raise said.EncounterSigned
    signed = said.EncounterState.SIGNED.value
    advance(head, request.version, ctx, state=signed, signed_at=ctx.now)
    missing = _missing(request.encounter_id, head.Encounter.patient_id, ctx)
    if missing:
        raise said.Incomplete(fields=missing)
    scheduling.finish_visit(head.Encounter.appointment_id, ctx)
    ctx.publish(Topic.ENCOUNTERS, request.encounter_id)
    return encounter_view(request.encounter_id, ctx)


def _chosen(choices: tuple[said.DiagnosisChoice, ...], ctx: Context) -> tuple[said.Diagnosis, ...]:
    """The chosen diagnoses with the catalogue's names, each once, in the order given."""
    names = {row.code: row.name_zh for row in ctx.house.reference.diagnoses}
    once = {choice.code: choice for choice in reversed(choices)}
    if once.keys() - names.keys():
        raise NotFound(what="diagnosis")
    return tuple(
        said.Diagnosis(code=one.code, name=names[one.code], suspected=one.suspected)
        for one in dict.fromkeys(once[choice.code] for choice in choices)
    )


def _missing(encounter_id: int, patient_id: int, ctx: Context) -> list[str]:
    encounters = Encounters(ctx.session, ctx.vault)
    note = encounters.note(encounter_id)
    written = note.fields if note else said.NoteFields()
    missing = [name for name in _REQUIRED if not getattr(written, name)]
    if not encounters.diagnoses(encounter_id):
        missing.append("diagnoses")
    if patients.banner(patient_id, ctx).allergy_state is AllergyState.NOT_ASKED:
        missing.append("allergies")
    return missing
