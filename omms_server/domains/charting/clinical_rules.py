"""The clinical tables in the shape the prescription checks look things up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from omms_server.core.reference_data import ReferenceData
from omms_server.core.reference_rows import (
    AllergyGroupRow,
    DrugRow,
    InteractionRow,
    PrescriptionLimitRow,
)

from .prescribing import Drug, Grade, Level, SpecialClass

Pair = tuple[str, str]
"""Two sorted terms, each `ing:x` or `class:x`."""

_GRADES = {
    "": Grade.NONE,
    "非限制使用级": Grade.UNRESTRICTED,
    "限制使用级": Grade.RESTRICTED,
    "特殊使用级": Grade.SPECIAL,
}


@dataclass(frozen=True)
class AllergyGroup:
    """`direct` and `cross` hold terms, `ing:x` or `class:x`; `cross` tells how a match is
    answered.
    """

    code: str
    name: str
    direct: frozenset[str]
    cross: Mapping[str, Level]


@dataclass(frozen=True)
class DailyLimit:
    """The most of an ingredient an adult may take in a day."""

    amount: Decimal
    unit: str


@dataclass(frozen=True)
class ClinicalRules:
    """All tables of the checks. `count_solvents`: whether an infusion solvent counts among the
    drugs (RX-R1).
    """

    groups: Mapping[str, AllergyGroup]
    interactions: Mapping[Pair, tuple[InteractionRow, ...]]
    duplicate_tags: frozenset[str]
    class_names: Mapping[str, tuple[str, str]]
    daily_limits: Mapping[str, DailyLimit]
    quantity_limits: tuple[PrescriptionLimitRow, ...]
    usual_days: Mapping[str, int | None]
    most_drugs: int = 5
    count_solvents: bool = True


@lru_cache(maxsize=2)
def clinical_rules(data: ReferenceData) -> ClinicalRules:
    """Index the reference tables; kept, so that a check does not pay for it again."""
    return ClinicalRules(
        groups={row.code: _group(row) for row in data.allergy_groups},
        interactions=_interactions(data.interactions),
        duplicate_tags=frozenset(row.tag for row in data.drug_classes if row.duplicate_check),
        class_names={row.tag: (row.name_zh, row.name_en) for row in data.drug_classes},
        daily_limits={
            row.ingredient: DailyLimit(row.max_daily_adult, row.unit)
            for row in data.ingredient_limits
        },
        quantity_limits=data.prescription_limits,
        usual_days={row.code: row.default_max_days for row in data.prescription_types},
    )


def drug_facts(row: DrugRow) -> Drug:
    """What the checks need of a row of the drug dictionary."""
    return Drug(
        code=row.drug_code,
        name=row.generic_name_zh,
        form=row.dosage_form_zh,
        strength=row.strength,
        dose_unit=row.dose_unit,
        min_unit=row.min_unit,
        ingredients=frozenset(row.ingredients),
        tags=frozenset(row.class_tags),
        amounts=row.ingredient_amounts,
        max_daily=row.max_daily_dose_adult,
        special_class=SpecialClass(row.special_class),
        grade=_GRADES[row.antibiotic_level],
        skin_test=row.skin_test_required,
        name_en=row.name_en,
    )


def terms_of(ingredients: frozenset[str], tags: frozenset[str]) -> frozenset[str]:
    """The terms that rules name a drug by."""
    return frozenset(f"ing:{each}" for each in ingredients) | {f"class:{tag}" for tag in tags}


def _group(row: AllergyGroupRow) -> AllergyGroup:
    cross = dict(entry.rsplit(":", 1) for entry in row.cross_reactive_tags)
    return AllergyGroup(
        code=row.code,
        name=row.name_zh,
        direct=frozenset(_term(tag) for tag in row.match_tags),
        cross={_term(tag): _CROSS[action] for tag, action in cross.items()},
    )


_CROSS = {"ASK": Level.REASON, "INFO": Level.INFO}


def _term(tag: str) -> str:
    return f"ing:{tag[4:]}" if tag.startswith("ing=") else f"class:{tag}"


def _interactions(rows: tuple[InteractionRow, ...]) -> dict[Pair, tuple[InteractionRow, ...]]:
    index: dict[Pair, tuple[InteractionRow, ...]] = {}
    for row in rows:
        key = pair(f"{row.a_kind}:{row.a}", f"{row.b_kind}:{row.b}")
        index[key] = (*index.get(key, ()), row)
    return index


def pair(one: str, other: str) -> Pair:
    """The key of two things whose order does not matter."""
    return (one, other) if one <= other else (other, one)
