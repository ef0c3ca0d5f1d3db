"""Prescriptions as other screens and domains see them, and the changes of state that the pharmacy
makes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from omms_server.contract import charting as said
from omms_server.contract.billing import BillState
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotFound, Stale
from omms_server.core.context import Context
from omms_server.domains.billing import service as billing

from .dosing import Directions, Terms, line_text, terms_of
from .prescribing import Kind
from .prescriptions_repository import Prescriptions
from .repository import Encounters, listed_diagnoses


@dataclass(frozen=True)
class Opened:
    """A stored prescription with its lines and the names beside it, as it stood when it was
    read."""

    row: Any
    """With the names of doctor and department and the state of the bill."""
    lines: tuple[Any, ...]
    """Each with what is shown of its drug."""

    @property
    def paid(self) -> bool:
        """Whether the bill of its lines is paid: the one truth about payment."""
        return bool(self.row.bill_state == BillState.PAID.value)

    @property
    def controlled(self) -> bool:
        """Whether it is written on the red form: narcotic, or psychotropic of class I."""
        return bool(self.row.kind == Kind.NARCOTIC.value)


@dataclass(frozen=True)
class OpenedAlone(Opened):
    """One prescription, read together with the diagnoses of its visit; its `row` holds what
    `patients.banner_of` reads."""

    diagnoses: tuple[said.Diagnosis, ...]


def open_prescription(ctx: Context, prescription_id: int) -> OpenedAlone:
    """One prescription as it stands now, or `NotFound`; tells the trail whose it is."""
    found = stored_prescription(ctx, prescription_id)
    ctx.about(found.row.patient_id, f"prescription:{found.row.number}")
    return found


def stored_prescription(ctx: Context, prescription_id: int) -> OpenedAlone:
    """One prescription as it stands now, or `NotFound`."""
    stored = Prescriptions(ctx.session, ctx.vault)
    rows = stored.head(prescription_id)
    if not rows:
        raise NotFound(what="prescription")
    return OpenedAlone(rows[0], tuple(stored.lines(prescription_id)), listed_diagnoses(rows))


def prescription_views(ctx: Context, opened: Sequence[Opened]) -> tuple[said.Prescription, ...]:
    """What is shown of prescriptions, answered findings included, in one query more."""
    stored = Prescriptions(ctx.session, ctx.vault)
    terms = terms_of(ctx.house.reference)
    answered: dict[int, list[said.Override]] = defaultdict(list)
    asked = [one.row.id for one in opened if one.row.has_overrides]
    for owner, code, subject, reason in stored.answered_findings(asked):
        drugs = terms.drugs_in(subject)
        told = said.Override(code=code, subject=subject, drugs=drugs, reason=reason)
        answered[owner].append(told)
    return tuple(
        said.Prescription(
            id=one.row.id,
            number=one.row.number,
            kind=one.row.kind,
            state=said.PrescriptionState(one.row.state),
            paid=one.paid,
            doctor=one.row.doctor,
            signed_at=one.row.signed_at,
            valid_until=one.row.valid_until,
            lines=tuple(_line(line, terms) for line in one.lines),
            amount=one.row.amount,
            overrides=tuple(answered[one.row.id]),
            review_remark=stored.remark(one.row),
            replaces=one.row.replaces_id,
            version=one.row.version,
        )
        for one in opened
    )


def prescription_view(ctx: Context, opened: Opened) -> said.Prescription:
    """What is shown of one prescription."""
    return prescription_views(ctx, [opened])[0]


def review(ctx: Context, opened: Opened, *, approve: bool, remark: str) -> bool:
    """Approve or reject a prescription that waits for review; False when it changed meanwhile.

    An approval charges unless signing did (docs/decisions/0008-review-and-charging.md). A rejected
    one is taken off its unpaid bill; what was paid already waits there for its refund.
    """
    state = said.PrescriptionState.APPROVED if approve else said.PrescriptionState.REJECTED
    stored = Prescriptions(ctx.session, ctx.vault)
    moved = stored.move(
        opened.row.id,
        opened.row.version,
        (said.PrescriptionState.SIGNED.value,),
        state=state.value,
        reviewed_by=ctx.actor.id,
        reviewed_at=ctx.now,
        review_remark=stored.sealed_remark(opened.row.id, remark),
    )
    if moved and approve and opened.row.bill_id is None:
        charge_prescription(ctx, opened)
    elif moved and not approve and not opened.paid:
        take_off_bill(ctx, opened)
    if moved:
        ctx.publish(Topic.PRESCRIPTIONS, opened.row.id)
    return moved


def stale_prescription(ctx: Context, prescription_id: int, mine: int) -> Stale:
    """The refusal of a change to a prescription that someone else changed meanwhile (DOMAIN
    GEN-R10)."""
    now = open_prescription(ctx, prescription_id)
    reviewer = Prescriptions(ctx.session, ctx.vault).staff_name(now.row.reviewed_by)
    at = now.row.reviewed_at or now.row.signed_at
    return Stale(
        by=reviewer or now.row.doctor, at=at.isoformat(), mine=mine, current=now.row.version
    )


def mark_dispensed(ctx: Context, opened: Opened) -> bool:
    """Take an approved prescription to dispensed, once; False when it changed meanwhile."""
    stored = Prescriptions(ctx.session, ctx.vault)
    moved = stored.mark_dispensed(opened.row.id, opened.row.version)
    if moved:
        ctx.publish(Topic.PRESCRIPTIONS, opened.row.id)
    return moved


def charge_prescription(ctx: Context, opened: Opened) -> int:
    """Put the lines of a prescription on the visit's bill and note which; returns the bill's
    id."""
    head = Encounters(ctx.session, ctx.vault).head(opened.row.encounter_id)
    if head is None:
        raise NotFound(what="encounter")
    bill_id = billing.charge(
        ctx,
        appointment_id=head.Encounter.appointment_id,
        patient_id=opened.row.patient_id,
        acts=[_act(line) for line in opened.lines],
    )
    Prescriptions(ctx.session, ctx.vault).set_bill(opened.row.id, bill_id)
    return bill_id


def take_off_bill(ctx: Context, opened: Opened) -> None:
    """Reverse the charges of a prescription; refused by billing once its bill is settled. The
    payment of what is left on the bill is none of the prescription's."""
    if opened.row.bill_id is not None:
        ids = [line.id for line in opened.lines]
        billing.reverse(ctx, opened.row.bill_id, "prescription_line", ids)
        Prescriptions(ctx.session, ctx.vault).set_bill(opened.row.id, None)


def of_encounter(ctx: Context, encounter_id: int) -> tuple[said.Prescription, ...]:
    """All prescriptions of a visit, oldest first."""
    stored = Prescriptions(ctx.session, ctx.vault)
    heads = stored.heads_of(encounter_id)
    lines: dict[int, list[Any]] = defaultdict(list)
    for line in stored.lines_of(encounter_id) if heads else ():
        lines[line.prescription_id].append(line)
    return prescription_views(ctx, [Opened(head, tuple(lines[head.id])) for head in heads])


def _act(line: Any) -> billing.Act:
    return billing.Act(
        source_kind="prescription_line",
        source_id=line.id,
        item_code=line.code,
        name=f"{line.name} {line.spec}",
        category=line.category,
        quantity=line.units,
        unit=line.min_unit,
        price=line.price,
        amount=line.amount,
    )


def _line(line: Any, terms: Terms) -> said.MedicationLine:
    directions = Directions(line.dose, line.route, line.frequency, line.timing, line.days)
    return said.MedicationLine(
        id=line.id,
        drug_id=line.drug_id,
        drug=line.name,
        spec=line.spec,
        form=line.form,
        dose=line.dose,
        dose_unit=line.dose_unit,
        route=line.route,
        frequency=line.frequency,
        timing=line.timing,
        days=line.days,
        units=line.units,
        unit=line.min_unit,
        price=line.price,
        amount=line.amount,
        remark=line.remark,
        text=line_text(line, directions, terms),
    )
