"""Loads the reference tables of a folder: drugs, rules, diagnoses, laboratory, charges."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import reference_lab_rows as lab
from . import reference_rows as rows
from .tables import read_table


@dataclass(frozen=True, eq=False)
class ReferenceData:
    """All reference tables, in the order of their files. Compared by identity, so that what is
    built from them can be kept.
    """

    departments: tuple[rows.DepartmentRow, ...]
    frequencies: tuple[rows.FrequencyRow, ...]
    dose_timings: tuple[rows.DoseTimingRow, ...]
    routes: tuple[rows.RouteRow, ...]
    drugs: tuple[rows.DrugRow, ...]
    ingredient_limits: tuple[rows.IngredientLimitRow, ...]
    drug_classes: tuple[rows.DrugClassRow, ...]
    interactions: tuple[rows.InteractionRow, ...]
    allergy_groups: tuple[rows.AllergyGroupRow, ...]
    diagnoses: tuple[rows.DiagnosisRow, ...]
    prescription_types: tuple[rows.PrescriptionTypeRow, ...]
    prescription_limits: tuple[rows.PrescriptionLimitRow, ...]
    nursing_levels: tuple[rows.NursingLevelRow, ...]
    refusal_messages: tuple[rows.RefusalMessageRow, ...]
    lab_items: tuple[lab.LabItemRow, ...]
    lab_panels: tuple[lab.LabPanelRow, ...]
    lab_panel_items: tuple[lab.LabPanelItemRow, ...]
    lab_ranges: tuple[lab.LabRangeRow, ...]
    lab_critical_limits: tuple[lab.LabCriticalRow, ...]
    charge_items: tuple[lab.ChargeItemRow, ...]
    receipt_categories: tuple[lab.ReceiptCategoryRow, ...]


def load_reference_data(folder: Path) -> ReferenceData:
    """Read every table of the folder. Raises tables.BadTable, or OSError for a missing file."""
    return ReferenceData(
        departments=read_table(folder / "departments.csv", rows.DepartmentRow),
        frequencies=read_table(folder / "frequencies.csv", rows.FrequencyRow),
        dose_timings=read_table(folder / "dose_timings.csv", rows.DoseTimingRow),
        routes=read_table(folder / "routes.csv", rows.RouteRow),
        drugs=read_table(folder / "drugs.csv", rows.DrugRow),
        ingredient_limits=read_table(folder / "ingredient_limits.csv", rows.IngredientLimitRow),
        drug_classes=read_table(folder / "drug_classes.csv", rows.DrugClassRow),
        interactions=read_table(folder / "drug_interactions.csv", rows.InteractionRow),
        allergy_groups=read_table(folder / "allergy_groups.csv", rows.AllergyGroupRow),
        diagnoses=read_table(folder / "diagnoses_icd10.csv", rows.DiagnosisRow),
        prescription_types=read_table(folder / "prescription_types.csv", rows.PrescriptionTypeRow),
        prescription_limits=read_table(
            folder / "prescription_limits.csv", rows.PrescriptionLimitRow
        ),
        nursing_levels=read_table(folder / "nursing_levels.csv", rows.NursingLevelRow),
        refusal_messages=read_table(folder / "refusal_messages.csv", rows.RefusalMessageRow),
        lab_items=read_table(folder / "lab_items.csv", lab.LabItemRow),
        lab_panels=read_table(folder / "lab_panels.csv", lab.LabPanelRow),
        lab_panel_items=read_table(folder / "lab_panel_items.csv", lab.LabPanelItemRow),
        lab_ranges=read_table(folder / "lab_reference_ranges.csv", lab.LabRangeRow),
        lab_critical_limits=read_table(folder / "lab_critical_limits.csv", lab.LabCriticalRow),
        charge_items=read_table(folder / "charge_items.csv", lab.ChargeItemRow),
        receipt_categories=read_table(folder / "receipt_categories.csv", lab.ReceiptCategoryRow),
    )
