"""What the pharmacist sent back, and how its doctor corrects it (DOMAIN 3.9, RX-R12)."""

from omms_server.contract import charting as said
from omms_server.contract.events import Topic
from omms_server.core.context import Context
from omms_server.domains.patients import service as patients

from .prescriptions import Opened, stale_prescription, stored_prescription
from .prescriptions_repository import Prescriptions

_REJECTED = said.PrescriptionState.REJECTED.value
_VOIDED = said.PrescriptionState.VOIDED.value


def list_sent_back(_: said.ListSentBack, ctx: Context) -> tuple[said.SentBack, ...]:
    """The asking doctor's rejected prescriptions of the last days that wait for him."""
    stored = Prescriptions(ctx.session, ctx.vault)
    rows = stored.sent_back(ctx.actor.id, ctx.today)
    names = patients.names({row.Prescription.patient_id for row in rows}, ctx)
    return tuple(
        said.SentBack(
            prescription_id=row.Prescription.id,
            number=row.Prescription.number,
            appointment_id=row.appointment_id,
            patient=names[row.Prescription.patient_id],
            pharmacist=row.pharmacist,
            at=row.Prescription.reviewed_at,
            remark=stored.remark(row.Prescription),
        )
        for row in rows
    )


def rejected_one(ctx: Context, prescription_id: int, encounter_id: int) -> Opened:
    """The rejected prescription of this visit that may be corrected, or `NotReplaceable`."""
    found = stored_prescription(ctx, prescription_id)
    replaced = Prescriptions(ctx.session, ctx.vault).is_replaced(prescription_id)
    if found.row.encounter_id != encounter_id or found.row.state != _REJECTED or replaced:
        raise said.NotReplaceable(state=found.row.state)
    return found


def set_aside(ctx: Context, wrong: Opened) -> None:
    """The rejected prescription ends with the one that corrects it. A paid one stays rejected: its
    money waits for the refund (DOMAIN RX-R16)."""
    stored = Prescriptions(ctx.session, ctx.vault)
    state = _REJECTED if wrong.paid else _VOIDED
    if not stored.move(wrong.row.id, wrong.row.version, (_REJECTED,), state=state):
        raise stale_prescription(ctx, wrong.row.id, wrong.row.version)
    ctx.about(replaces=wrong.row.number)
    ctx.trail.reasons.append(stored.remark(wrong.row))
    ctx.publish(Topic.PRESCRIPTIONS, wrong.row.id)
