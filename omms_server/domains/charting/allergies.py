"""Checks against the patient's allergies and skin tests (DOMAIN ALG-R1 to R4, 3.6, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator

from omms_server.contract.patients import AllergyState

from .clinical_rules import AllergyGroup, ClinicalRules, terms_of
from .prescribing import Allergy, Draft, Finding, Level, Line

SKIN_TEST_HOURS = 72

_SKIN_TEST_ROUTE = "SKIN"
_WHOLE_PATIENT = "patient"


def allergy_unasked(draft: Draft) -> Iterator[Finding]:
    """ALG-R1: not asked is not the same as none known; said, never silently passed."""
    if draft.patient.allergy_state is AllergyState.NOT_ASKED:
        yield Finding("ALG-R1", Level.INFO, _WHOLE_PATIENT)


def allergy_uncoded(draft: Draft) -> Iterator[Finding]:
    """ALG-R3: a free-text allergen matches nothing by itself, and the prescriber is told so."""
    for place, allergy in enumerate(draft.patient.allergies, start=1):
        if not _is_coded(allergy, draft.rules):
            # The text itself stays out of the subject, which is stored in the open.
            yield Finding("ALG-R3", Level.INFO, f"text:{place}", {"allergen": allergy.allergen})


def allergic(draft: Draft) -> Iterator[Finding]:
    """RX-08 for a direct match, RX-09 for a possible cross reaction; the graver one per drug and
    allergen.
    """
    for line in draft.lines:
        terms = terms_of(line.drug.ingredients, line.drug.tags)
        for allergy in draft.patient.allergies:
            level = _match(terms, allergy, draft.rules)
            if level is not None:
                yield _finding(line, allergy, level)


def skin_test_needed(draft: Draft) -> Iterator[Finding]:
    """RX-14: the documented negative result, or why no test is needed, is given as the reason."""
    for line in draft.lines:
        if line.drug.skin_test and line.route != _SKIN_TEST_ROUTE:
            params: dict[str, str | int] = {"drug": line.drug.name, "hours": SKIN_TEST_HOURS}
            yield Finding("RX-14", Level.REASON, line.drug.code, params)


def _match(terms: frozenset[str], allergy: Allergy, rules: ClinicalRules) -> Level | None:
    groups = _groups(allergy, rules)
    own = frozenset(f"ing:{each}" for each in allergy.ingredients)
    if terms & own or any(terms & group.direct for group in groups):
        return Level.BLOCK
    crossed = [level for group in groups for term, level in group.cross.items() if term in terms]
    return min(crossed, default=None)


def _groups(allergy: Allergy, rules: ClinicalRules) -> list[AllergyGroup]:
    """The entry's own group; for a drug, every group it belongs to: amoxicillin stands for the
    penicillins.
    """
    if allergy.group:
        return [rules.groups[allergy.group]] if allergy.group in rules.groups else []
    terms = terms_of(allergy.ingredients, allergy.tags)
    return [group for group in rules.groups.values() if terms & group.direct]


def _is_coded(allergy: Allergy, rules: ClinicalRules) -> bool:
    return allergy.group in rules.groups or bool(allergy.ingredients)


def _finding(line: Line, allergy: Allergy, level: Level) -> Finding:
    code = {Level.BLOCK: "RX-08", Level.REASON: "RX-09"}.get(level, "RX-09-INFO")
    params = {
        "drug": line.drug.name,
        "allergen": allergy.allergen,
        "severity": allergy.severity.value,
        "date": allergy.noted_on.isoformat(),
    }
    allergen = allergy.group or "+".join(sorted(allergy.ingredients))
    return Finding(code, level, f"{line.drug.code}~{allergen}"[:120], params)
