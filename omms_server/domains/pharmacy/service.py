"""What the pharmacist sees of prescriptions: the queue, one opened, and the review."""

from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_

from omms_server.contract import pharmacy as said
from omms_server.contract.billing import BillState
from omms_server.contract.charting import PrescriptionState as State
from omms_server.core.clock import at_local
from omms_server.core.context import Context
from omms_server.domains.charting import prescriptions
from omms_server.domains.charting.prescriptions import Opened, OpenedAlone
from omms_server.domains.patients import service as patients
from omms_server.models.charting import Prescription
from omms_server.models.pharmacy import Dispense

from .picking import LinePick, Need, Shelved, pick
from .repository import Stock, shelved

_WAITING = (State.SIGNED.value, State.APPROVED.value)


def list_dispensing(request: said.ListDispensing, ctx: Context) -> tuple[said.DispensingRow, ...]:
    """Prescriptions that wait and are valid, or those handed out today; oldest first."""
    stock = Stock(ctx.session)
    rows = stock.queue(_queue_conditions(request, ctx), done=request.done)
    ids = [row.Prescription.id for row in rows]
    names = patients.names({row.Prescription.patient_id for row in rows}, ctx)
    counts, overridden = stock.line_counts(ids), stock.overridden(ids)
    return tuple(
        said.DispensingRow(
            prescription_id=row.Prescription.id,
            number=row.Prescription.number,
            patient=names[row.Prescription.patient_id],
            department=row.department,
            doctor=row.doctor,
            signed_at=row.Prescription.signed_at,
            state=State(row.Prescription.state),
            paid=row.bill_state == BillState.PAID.value,
            lines=counts.get(row.Prescription.id, 0),
            has_overrides=row.Prescription.id in overridden,
        )
        for row in rows
    )


def load_dispensing(request: said.LoadDispensing, ctx: Context) -> said.DispensingSheet:
    """One prescription with the batches it would be taken from."""
    return sheet(prescriptions.open_prescription(ctx, request.prescription_id), ctx)


def review(request: said.ReviewPrescription, ctx: Context) -> said.DispensingSheet:
    """Approve, or reject with a remark (DOMAIN RX-R11, RX-R12)."""
    if not request.approve and not request.remark:
        raise said.RemarkNeeded
    opened = opened_at(request.prescription_id, request.version, ctx)
    if opened.row.state != State.SIGNED.value:
        raise said.WrongPrescriptionState(state=opened.row.state)
    if request.approve:
        refuse_expired(opened, ctx)
    if not prescriptions.review(ctx, opened, approve=request.approve, remark=request.remark):
        raise prescriptions.stale_prescription(ctx, opened.row.id, request.version)
    ctx.trail.reasons += [request.remark] if request.remark else []
    return sheet(prescriptions.open_prescription(ctx, opened.row.id), ctx)


def sheet(
    opened: OpenedAlone, ctx: Context, given: tuple[said.BatchPick, ...] | None = None
) -> said.DispensingSheet:
    """Everything about one prescription. `given`: what this very call took from the batches; else
    what was taken before, or would be taken now."""
    picks, short = _preview(opened, ctx) if given is None else (given, ())
    return said.DispensingSheet(
        prescription=prescriptions.prescription_view(ctx, opened),
        banner=patients.banner_of(opened.row, ctx),
        department=opened.row.department,
        diagnoses=tuple(one.name for one in opened.diagnoses),
        picks=picks,
        short=short,
    )


def opened_at(prescription_id: int, version: int, ctx: Context) -> OpenedAlone:
    """A prescription that is still of this version, or `Stale` (DOMAIN GEN-R10)."""
    opened = prescriptions.open_prescription(ctx, prescription_id)
    if opened.row.version != version:
        raise prescriptions.stale_prescription(ctx, prescription_id, version)
    return opened


def refuse_expired(opened: Opened, ctx: Context) -> None:
    """Validity is checked at review and at dispensing (DOMAIN RX-R2)."""
    if opened.row.valid_until < ctx.now:
        raise said.PrescriptionExpired(until=opened.row.valid_until.isoformat())


def needs_of(opened: Opened, ctx: Context) -> list[Need]:
    """What each line needs. A course begins today."""
    return [
        Need(line.id, line.drug_id, line.units, ctx.today + timedelta(days=line.days - 1))
        for line in opened.lines
    ]


def shelf_of(batches: Mapping[int, Any]) -> list[Shelved]:
    """Batches in the shape they are picked from."""
    return [shelved(batch) for batch in batches.values()]


def said_picks(
    picks: Iterable[LinePick], batches: Mapping[int, Any], opened: Opened
) -> tuple[said.BatchPick, ...]:
    """Picks as the pharmacist reads them: by line, the earliest expiry first."""
    position = {line.id: line.position for line in opened.lines}
    found = (
        said.BatchPick(
            line_id=one.line_id,
            batch_id=one.batch_id,
            lot=batches[one.batch_id].lot,
            expires_on=batches[one.batch_id].expires_on,
            units=one.units,
            shelf=batches[one.batch_id].shelf,
        )
        for one in picks
    )
    return tuple(
        sorted(found, key=lambda one: (position[one.line_id], one.expires_on, one.batch_id))
    )


def _preview(opened: Opened, ctx: Context) -> tuple[tuple[said.BatchPick, ...], tuple[str, ...]]:
    """What was given, or what would be given now and which drugs fall short."""
    if opened.row.state == State.DISPENSED.value:
        given = Stock(ctx.session).given(opened.row.id)
        taken = [LinePick(line.line_id, batch.id, line.units) for line, batch in given]
        return said_picks(taken, {batch.id: batch for _, batch in given}, opened), ()
    if opened.row.state not in _WAITING:
        return (), ()
    needs = needs_of(opened, ctx)
    batches = Stock(ctx.session).usable(opened.row.id, ctx.today)
    picks, short = pick(needs, shelf_of(batches), ctx.today)
    lacking = {one.line_id for one in short}
    names = dict.fromkeys(line.name for line in opened.lines if line.id in lacking)
    return said_picks(picks, batches, opened), tuple(names)


def _queue_conditions(request: said.ListDispensing, ctx: Context) -> list[ColumnElement[bool]]:
    # The day bounds the index; what an earlier day left may still be valid (DOMAIN RX-R2).
    conditions = [Prescription.on_date > ctx.today - timedelta(days=3)]
    if request.done:
        midnight = at_local(ctx.today, time(0), ctx.house.clock.zone)
        conditions += [Prescription.state == State.DISPENSED.value, Dispense.at >= midnight]
    else:
        conditions += [Prescription.state.in_(_WAITING), Prescription.valid_until >= ctx.now]
    if request.text:
        found: ColumnElement[bool] = Prescription.patient_id.in_(
            patients.ids_matching(request.text, ctx)
        )
        if request.text.isascii():  # a number is ASCII, and MySQL refuses to compare it with more
            number = Prescription.number.startswith(request.text.upper(), autoescape=True)
            found = or_(number, found)
        conditions.append(found)
    return conditions
