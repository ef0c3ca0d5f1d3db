"""Checks of drugs that are contraindicated below an age (DOMAIN 3.8 step 8)."""

from __future__ import annotations

from collections.abc import Iterator

from omms_server.contract.ages import age_text

from .clinical_rules import terms_of
from .prescribing import Draft, Finding, Level

BELOW_MONTHS = {
    "class:fluoroquinolone": 18 * 12,
    "ing:codeine": 12 * 12,
    "class:tetracycline": 8 * 12,
    "ing:promethazine": 2 * 12,
    "ing:sulfamethoxazole": 2,
}
"""Contraindicated below so many months of age; the same ages stand in the notes of drugs.csv."""


def contraindicated_age(draft: Draft) -> Iterator[Finding]:
    """RX-16: fluoroquinolones below 18 years, tetracyclines below 8, and so on. An unknown age is
    not judged.
    """
    patient_age = draft.patient.age
    if patient_age is None:
        return
    for line in draft.lines:
        limits = [
            BELOW_MONTHS.get(term, 0) for term in terms_of(line.drug.ingredients, line.drug.tags)
        ]
        months = max(limits, default=0)
        if patient_age.in_months < months:
            params = {
                "drug": line.drug.name,
                "group": f"<{_limit_text(months, 'zh')}",
                "group_en": f"< {_limit_text(months, 'en')}",
                "value": age_text(patient_age),
                "value_en": age_text(patient_age, "en"),
            }
            yield Finding("RX-16", Level.BLOCK, line.drug.code, params)


def _limit_text(months: int, language: str) -> str:
    if months % 12:
        return f"{months}个月" if language == "zh" else f"{months} months"
    return f"{months // 12}岁" if language == "zh" else f"{months // 12} years"
