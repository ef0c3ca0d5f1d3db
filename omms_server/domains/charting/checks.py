"""All automatic checks of a prescription, in the order of DOMAIN 3.8."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from . import age_limits, allergies, doses, formal, interactions, limits, rights, stock
from .prescribing import Draft, Finding

Check = Callable[[Draft], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    formal.diagnosis_missing,
    rights.right_missing,
    rights.special_grade_outpatient,
    rights.grade_exceeded,
    formal.kinds_mixed,
    formal.too_many_drugs,
    limits.too_many_days,
    limits.controlled_limit,
    formal.vague_usage,
    allergies.allergy_unasked,
    allergies.allergy_uncoded,
    allergies.allergic,
    allergies.skin_test_needed,
    age_limits.contraindicated_age,
    interactions.interacting,
    interactions.duplicated,
    doses.overdosed,
    stock.out_of_stock,
)


def check(draft: Draft) -> tuple[Finding, ...]:
    """Every finding at once, the gravest first, then in the order of the checks; one for each
    code and subject.
    """
    found: dict[tuple[str, str], Finding] = {}
    for each in CHECKS:
        for finding in each(draft):
            known = found.setdefault((finding.code, finding.subject), finding)
            if finding.level < known.level:
                found[finding.code, finding.subject] = finding
    return tuple(sorted(found.values(), key=lambda finding: finding.level))
