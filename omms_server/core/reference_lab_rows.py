"""The rows of the laboratory's and the cashier's reference tables. Field names are the column
names.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class LabItemRow:
    code: str
    name_zh: str
    name_en: str
    abbr: str
    pinyin_initials: str
    specimen_zh: str
    container_zh: str
    result_type: str
    unit: str
    decimals: int | None
    allowed_values: tuple[str, ...]
    sort_no: int


@dataclass(frozen=True)
class LabPanelRow:
    panel_code: str
    name_zh: str
    name_en: str
    pinyin_initials: str
    specimen_zh: str
    target_tat_minutes: int


@dataclass(frozen=True)
class LabPanelItemRow:
    panel_code: str
    item_code: str
    sort_no: int


@dataclass(frozen=True)
class LabRangeRow:
    """Sex M, F or A. The lower age is inclusive, the upper exclusive; units Y, M or D."""

    item_code: str
    sex: str
    age_from: int
    age_from_unit: str
    age_to: int | None
    age_to_unit: str
    low: Decimal | None
    high: Decimal | None
    text: str
    unit: str
    source: str
    note_zh: str
    cross_checked: bool


@dataclass(frozen=True)
class LabCriticalRow:
    """Strict comparison: below `critical_low_below`, above `critical_high_above`."""

    item_code: str
    population: str
    critical_low_below: Decimal | None
    critical_high_above: Decimal | None
    unit: str
    note_zh: str
    source: str


@dataclass(frozen=True)
class ChargeItemRow:
    code: str
    name_zh: str
    pinyin_initials: str
    receipt_category: str
    unit: str
    price_yuan: Decimal
    price_status: str
    exec_department_zh: str
    link: str
    nhsa_code: str
    note_zh: str


@dataclass(frozen=True)
class ReceiptCategoryRow:
    code: str
    name_zh: str
    name_en: str
