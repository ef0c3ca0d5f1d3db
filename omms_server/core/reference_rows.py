"""The rows of the reference tables. Field names are the column names; the tables' README tells
what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .tables import Amounts


@dataclass(frozen=True)
class DepartmentRow:
    code: str
    name_zh: str
    name_en: str
    pinyin_initials: str
    kind: str
    outpatient: bool
    inpatient: bool
    online_booking: bool
    demo_location: str


@dataclass(frozen=True)
class FrequencyRow:
    """`times_per_day` is empty for ST, ONCE, PRN and SOS; a fraction like 2/7 or a decimal
    rounded down.
    """

    code: str
    name_zh: str
    name_en: str
    latin: str
    times_per_day: Fraction | None
    interval_hours: int | None
    default_times: str
    is_prn: bool
    schedule_rule: str


@dataclass(frozen=True)
class DoseTimingRow:
    code: str
    name_zh: str
    name_en: str
    latin: str
    patient_text_zh: str


@dataclass(frozen=True)
class RouteRow:
    code: str
    name_zh: str
    name_en: str
    latin: str
    group_zh: str
    nurse_executed: bool
    needs_drip_rate: bool
    can_group: bool
    quantity_round_mode: str
    linked_charge_code: str


@dataclass(frozen=True)
class DrugRow:
    """`strength` is the amount in one `min_unit`, in `dose_unit`; doses are ordered in
    `dose_unit`.
    """

    drug_code: str
    generic_name_zh: str
    name_en: str
    pinyin_initials: str
    dosage_form_zh: str
    spec_zh: str
    strength: Decimal
    dose_unit: str
    min_unit: str
    pack_size: int
    pack_unit: str
    splittable: bool
    rx_type: str
    special_class: str
    antibiotic_level: str
    high_alert: str
    skin_test_required: bool
    default_route: str
    default_single_dose: Decimal | None
    dose_text_zh: str
    default_frequency: str
    max_daily_dose_adult: Decimal | None
    quantity_round_mode: str
    atc_code: str
    therapeutic_category_zh: str
    ingredients: tuple[str, ...]
    ingredient_amounts: Amounts
    class_tags: tuple[str, ...]
    storage: str
    note_zh: str
    source: str


@dataclass(frozen=True)
class IngredientLimitRow:
    ingredient: str
    max_daily_adult: Decimal
    unit: str
    note_zh: str


@dataclass(frozen=True)
class DrugClassRow:
    tag: str
    name_zh: str
    name_en: str
    duplicate_check: bool


@dataclass(frozen=True)
class InteractionRow:
    """An unordered pair; kind `ing` is an ingredient, `class` a drug class."""

    id: str
    a_kind: str
    a: str
    b_kind: str
    b: str
    severity: str
    effect_zh: str
    effect_en: str
    advice_zh: str
    advice_en: str
    source: str


@dataclass(frozen=True)
class AllergyGroupRow:
    """`match_tags`: class tags or `ing=x`. `cross_reactive_tags`: `tag:ASK` or `tag:INFO`."""

    code: str
    name_zh: str
    name_en: str
    kind_zh: str
    match_tags: tuple[str, ...]
    cross_reactive_tags: tuple[str, ...]
    note_zh: str


@dataclass(frozen=True)
class DiagnosisRow:
    code: str
    name_zh: str
    common_name_zh: str
    who_icd10: str
    usual_department: str
    pinyin_initials: str
    alias_pinyin_initials: str
    notifiable_class: str
    report_within_hours: int | None
    chronic: bool
    sex_limit: str
    is_common: bool


@dataclass(frozen=True)
class PrescriptionTypeRow:
    code: str
    name_zh: str
    name_en: str
    paper_colour_zh: str
    screen_colour: str
    corner_mark_zh: str
    retention_years: int
    default_max_days: int | None
    max_validity_days: int


@dataclass(frozen=True)
class PrescriptionLimitRow:
    setting: str
    subject_zh: str
    subject_code: str
    dosage_form_group: str
    limit_kind: str
    limit_value: int
    extendable_with_reason: bool
    basis: str
    note_zh: str


@dataclass(frozen=True)
class NursingLevelRow:
    code: str
    name_zh: str
    name_en: str
    default_colour_zh: str
    default_colour: str
    patrol_interval_zh: str
    criteria_zh: str


@dataclass(frozen=True)
class RefusalMessageRow:
    code: str
    area: str
    kind: str
    message_zh: str
    message_en: str
