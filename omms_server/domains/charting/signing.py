"""Signing and voiding prescriptions (DOMAIN 3.8, 3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

from omms_server.contract import charting as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import Invalid, Refused
from omms_server.core.clock import at_local
from omms_server.core.context import Context
from omms_server.core.ids import new_id
from omms_server.core.series import next_in_series
from omms_server.domains.patients import service as patients
from omms_server.models.charting import Encounter

from .checks import check
from .corrections import rejected_one, set_aside
from .dosing import DosedLine, Terms, dosed, resolve_drugs, terms_of
from .drafts import draft_of, question_of
from .encounters import encounter_view, own_encounter
from .prescribing import Finding, Kind, Level
from .prescriptions import (
    charge_prescription,
    open_prescription,
    stale_prescription,
    stored_prescription,
    take_off_bill,
)
from .prescriptions_repository import WAITING, Prescriptions
from .repository import Encounters

_VOIDABLE = (*WAITING, said.PrescriptionState.REJECTED.value)
_DAY_ENDS = time(23, 59, 59, 999_000)


def sign_prescription(request: said.SignPrescription, ctx: Context) -> said.Encounter:
    """Check and sign. What blocks is refused with all findings; what asks is asked all at once;
    answers are kept with their reasons (DOMAIN 3.8)."""
    encounter: Encounter = own_encounter(request.encounter_id, ctx).Encounter
    wrong = rejected_one(ctx, request.replaces, encounter.id) if request.replaces else None
    if wrong is None:
        _refuse_signed(encounter)
    terms = terms_of(ctx.house.reference)
    lines = _dosed_lines(request, terms, ctx)
    encounters = Encounters(ctx.session, ctx.vault)
    draft = draft_of(
        ctx,
        patient=patients.banner(encounter.patient_id, ctx),
        diagnoses=tuple(one.code for one in encounters.diagnoses(encounter.id)),
        lines=lines,
        terms=terms,
    )
    findings = check(draft)
    reasons = _answers(findings, ctx)
    head = _header(ctx, encounter, draft.kind, sum(line.amount for line in lines))
    if wrong is not None:
        head["replaces_id"] = wrong.row.id
        set_aside(ctx, wrong)
    prescription_id = _store(ctx, head, lines, findings, reasons)
    if ctx.house.settings.pharmacy.review == "at_dispensing":
        charge_prescription(ctx, stored_prescription(ctx, prescription_id))
    ctx.publish(Topic.PRESCRIPTIONS, prescription_id)
    return _visit_after(ctx, encounter.id, head["number"])


def void_prescription(request: said.VoidPrescription, ctx: Context) -> said.Encounter:
    """Void a prescription of one's own that is neither paid nor dispensed (DOMAIN RX-R16). A
    rejected one is off its bill already."""
    if len(request.reason) < 2:
        raise Invalid(errors=[{"field": "reason", "kind": "missing", "limit": 2}])
    opened = open_prescription(ctx, request.prescription_id)
    row = opened.row
    if row.doctor_id != ctx.actor.id:
        raise said.NotYourPatient
    if row.state not in _VOIDABLE:
        dispensed = row.state == said.PrescriptionState.DISPENSED.value
        raise said.NotVoidable(state=row.state, need="return" if dispensed else "")
    if opened.paid:
        raise said.NotVoidable(state="paid", need="refund")
    voided = said.PrescriptionState.VOIDED.value
    stored = Prescriptions(ctx.session, ctx.vault)
    if not stored.move(row.id, request.version, _VOIDABLE, state=voided):
        raise stale_prescription(ctx, row.id, request.version)
    take_off_bill(ctx, opened)
    ctx.trail.reasons.append(request.reason)
    ctx.publish(Topic.PRESCRIPTIONS, row.id)
    return _visit_after(ctx, row.encounter_id, row.number)


def _visit_after(ctx: Context, encounter_id: int, number: str) -> said.Encounter:
    """The visit as it stands now; what the trail names is the prescription, not the visit."""
    visit = encounter_view(encounter_id, ctx)
    ctx.about(subject=f"prescription:{number}")
    return visit


def _refuse_signed(encounter: Encounter) -> None:
    if encounter.state != said.EncounterState.OPEN.value:
        raise said.EncounterSigned


def _dosed_lines(
    request: said.SignPrescription, terms: Terms, ctx: Context
) -> tuple[DosedLine, ...]:
    drugs = resolve_drugs(request.lines, ctx)
    return tuple(
        dosed(fields, drugs[fields.drug_id], terms, f"lines.{position}")
        for position, fields in enumerate(request.lines)
    )


def _answers(findings: Sequence[Finding], ctx: Context) -> dict[tuple[str, str], str]:
    """The reasons by code and subject; raises `Refused` or `Confirm`."""
    if any(finding.level is Level.BLOCK for finding in findings):
        raise Refused(findings=[question_of(finding).as_finding() for finding in findings])
    asked = [finding for finding in findings if finding.level is not Level.INFO]
    return ctx.ask([question_of(finding) for finding in asked])


def _store(
    ctx: Context,
    prescription: dict[str, Any],
    lines: Sequence[DosedLine],
    findings: Sequence[Finding],
    reasons: dict[tuple[str, str], str],
) -> int:
    prescription_id: int = prescription["id"]
    ctx.about(prescription["patient_id"], f"prescription:{prescription['number']}")
    Prescriptions(ctx.session, ctx.vault).add(
        prescription,
        [_line(prescription_id, position, line) for position, line in enumerate(lines)],
        [_finding(prescription_id, finding, reasons) for finding in findings],
    )
    return prescription_id


def _header(ctx: Context, encounter: Encounter, kind: Kind, amount: int) -> dict[str, Any]:
    day = f"{ctx.today:%y%m%d}"
    serial = next_in_series(ctx.session, f"prescription:{day}")
    last_day = ctx.today + timedelta(days=_validity_days(ctx, kind) - 1)
    return {
        "id": new_id(),
        "number": f"R{day}{serial:05d}",
        "encounter_id": encounter.id,
        "patient_id": encounter.patient_id,
        "doctor_id": ctx.actor.id,
        "department_id": encounter.department_id,
        "kind": kind.value,
        "state": said.PrescriptionState.SIGNED.value,
        "on_date": ctx.today,
        "signed_at": ctx.now,
        "valid_until": at_local(last_day, _DAY_ENDS, ctx.house.clock.zone),
        "amount": amount,
        "bill_id": None,
        "review_remark": "",
        "replaces_id": None,
        "version": 1,
    }


def _validity_days(ctx: Context, kind: Kind) -> int:
    """The house's days, but never more than the kind allows (DOMAIN RX-R2)."""
    most = {row.code: row.max_validity_days for row in ctx.house.reference.prescription_types}
    return min(ctx.house.settings.pharmacy.validity_days, most.get(kind.value, 1))


def _line(prescription_id: int, position: int, line: DosedLine) -> dict[str, Any]:
    return {
        "id": new_id(),
        "prescription_id": prescription_id,
        "position": position,
        "drug_id": line.drug.id,
        "dose": line.fields.dose,
        "route": line.fields.route,
        "frequency": line.fields.frequency,
        "timing": line.fields.timing,
        "days": line.fields.days,
        "units": line.units,
        "price": line.drug.unit_price,
        "amount": line.amount,
        "remark": line.fields.remark,
    }


def _finding(
    prescription_id: int, finding: Finding, reasons: dict[tuple[str, str], str]
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "prescription_id": prescription_id,
        "code": finding.code,
        "level": finding.level.name,
        "subject": finding.subject,
        "reason": reasons.get((finding.code, finding.subject), ""),
    }
