"""Brings a prescription before signing into the shape the automatic checks work on (DOMAIN 3.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from omms_server.contract.ages import age
from omms_server.contract.patients import Banner
from omms_server.core.context import Context, Question

from . import prescribing as facts
from .clinical_rules import clinical_rules, drug_facts
from .dosing import DosedLine, Terms
from .prescriptions_repository import Prescriptions

PHARMACY = "门诊药房"
_RIGHTS = {
    "BASIC": "general",
    "ABX_RESTRICTED": "antibacterial_restricted",
    "ABX_SPECIAL": "antibacterial_special",
    "NP1": "narcotic",
    "TOX": "toxic",
    "TCM": "herbal",
}
"""The rights as they are stored with a person, in the words of the checks."""


def draft_of(
    ctx: Context,
    *,
    patient: Banner,
    diagnoses: tuple[str, ...],
    lines: Sequence[DosedLine],
    terms: Terms,
) -> facts.Draft:
    """Everything the checks need: patient, rights, lines with stock, and what is still taken."""
    stored = Prescriptions(ctx.session, ctx.vault)
    usable = stored.usable({line.drug.id for line in lines}, ctx.today, ctx.now)
    earlier = stored.in_use(patient.patient_id, ctx.today, ctx.now)
    return facts.Draft(
        patient=_patient(patient, ctx),
        rights=facts.rights_of(_RIGHTS.get(code, code) for code in ctx.actor.rights),
        setting=facts.Setting.OUTPATIENT,
        diagnoses=diagnoses,
        lines=tuple(_line(line, terms, usable.get(line.drug.id, 0)) for line in lines),
        rules=clinical_rules(ctx.house.reference),
        earlier=tuple(_earlier(earlier, terms)),
    )


def question_of(finding: facts.Finding) -> Question:
    """A finding in the form in which a fault carries it."""
    return Question(finding.code, finding.level.name, finding.subject, finding.params)


def _patient(patient: Banner, ctx: Context) -> facts.PatientFacts:
    return facts.PatientFacts(
        age=age(patient.born_on, ctx.today) if patient.born_on <= ctx.today else None,
        sex=patient.sex,
        allergy_state=patient.allergy_state,
        allergies=tuple(
            facts.Allergy(one.allergen, one.noted_on, one.severity, one.group)
            for one in patient.allergies
        ),
    )


def _line(line: DosedLine, terms: Terms, usable: int) -> facts.Line:
    return facts.Line(
        drug=drug_facts(line.facts),
        route=line.fields.route,
        frequency=terms.frequency(line.fields.frequency),
        days=line.fields.days,
        units=line.units,
        dose=line.fields.dose,
        doses=line.quantity.doses,
        remark=line.fields.remark,
        stock=facts.Stock(PHARMACY, usable),
    )


def _earlier(rows: Iterable[Any], terms: Terms) -> Iterable[facts.Line]:
    for row in rows:
        known = terms.drugs.get(row.Drug.code)
        if known is not None:
            yield facts.Line(
                drug=drug_facts(known),
                route=row.PrescriptionLine.route,
                frequency=terms.frequency(row.PrescriptionLine.frequency),
                days=row.PrescriptionLine.days,
                units=row.PrescriptionLine.units,
                dose=row.PrescriptionLine.dose,
            )
