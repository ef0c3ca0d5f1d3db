"""The reference tables load, and hold together as their README asks."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, groupby
from pathlib import Path

import pytest

from omms_server.core.reference_data import ReferenceData, load_reference_data
from omms_server.core.reference_lab_rows import LabRangeRow
from omms_server.core.reference_rows import DoseTimingRow, IngredientLimitRow
from omms_server.core.tables import BadTable, read_table

FOLDER = Path(__file__).parents[3] / "resources" / "reference_data"
UNIT_DAYS = {"Y": 365, "M": 30, "D": 1}


@pytest.fixture(scope="module")
def data() -> ReferenceData:
    return load_reference_data(FOLDER)


def test_values_are_typed_and_exact(data: ReferenceData) -> None:
    combined = next(row for row in data.drugs if row.drug_code == "D0197")
    assert ("paracetamol", Decimal(250), "mg") in combined.ingredient_amounts
    assert combined.splittable in (True, False)
    qod = next(row for row in data.frequencies if row.code == "QOD")
    assert qod.times_per_day == Fraction(1, 2)
    assert next(row for row in data.frequencies if row.code == "ST").times_per_day is None


def test_every_table_has_rows_and_unique_codes(data: ReferenceData) -> None:
    for codes in (
        [row.drug_code for row in data.drugs],
        [row.code for row in data.frequencies],
        [row.code for row in data.routes],
        [row.code for row in data.diagnoses],
        [row.tag for row in data.drug_classes],
        [row.code for row in data.charge_items],
        [row.code for row in data.lab_items],
        [row.code for row in data.refusal_messages],
    ):
        assert codes
        assert len(codes) == len(set(codes))


def test_default_frequencies_and_routes_exist(data: ReferenceData) -> None:
    frequencies = {row.code for row in data.frequencies}
    routes = {row.code for row in data.routes}
    for row in data.drugs:
        assert row.default_frequency in frequencies, row.drug_code
        assert row.default_route in routes, row.drug_code
        assert row.strength > 0
        assert row.pack_size > 0


def test_classes_of_drugs_and_rules_are_known(data: ReferenceData) -> None:
    tags = {row.tag for row in data.drug_classes}
    used = {tag for row in data.drugs for tag in row.class_tags}
    for row in data.interactions:
        used |= {x for kind, x in ((row.a_kind, row.a), (row.b_kind, row.b)) if kind == "class"}
    for group in data.allergy_groups:
        used |= {tag for tag in group.match_tags if not tag.startswith("ing=")}
        used |= {entry.rsplit(":", 1)[0] for entry in group.cross_reactive_tags}
    assert used <= tags


def test_rules_for_ingredients_nobody_holds_are_known(data: ReferenceData) -> None:
    """Rules may wait for drugs that are not in the demonstration list; new ones are looked at."""
    held = {each for row in data.drugs for each in row.ingredients}
    named = {
        name
        for row in data.interactions
        for kind, name in ((row.a_kind, row.a), (row.b_kind, row.b))
        if kind == "ing"
    }
    assert named - held == {
        "itraconazole", "ketoconazole", "methotrexate", "verapamil", "gemfibrozil",
        "ciprofloxacin", "ethinylestradiol", "lamotrigine", "linezolid", "azathioprine",
        "propranolol",
    }  # fmt: skip
    assert {row.ingredient for row in data.ingredient_limits} <= held


def test_the_suggested_dose_stays_below_the_ceiling(data: ReferenceData) -> None:
    times = {row.code: row.times_per_day for row in data.frequencies}
    for row in data.drugs:
        if row.default_single_dose is not None and row.max_daily_dose_adult is not None:
            daily = Fraction(row.default_single_dose) * (times[row.default_frequency] or 1)
            assert daily <= Fraction(row.max_daily_dose_adult), row.drug_code


def test_reference_intervals_are_ordered_and_do_not_overlap(data: ReferenceData) -> None:
    def key(row: LabRangeRow) -> str:
        return row.item_code

    for item, rows in groupby(sorted(data.lab_ranges, key=key), key=key):
        intervals = list(rows)
        for row in intervals:
            assert row.low is None or row.high is None or row.low < row.high, item
        for one, other in combinations(intervals, 2):
            same_sex = one.sex == other.sex or "A" in (one.sex, other.sex)
            assert not (same_sex and _overlap(one, other)), item


def test_panels_and_routes_have_their_charge_items(data: ReferenceData) -> None:
    links = {link for row in data.charge_items for link in row.link.split(";")}
    charges = {row.code for row in data.charge_items}
    items = {row.code for row in data.lab_items}
    assert {f"PANEL:{row.panel_code}" for row in data.lab_panels} <= links
    assert {row.linked_charge_code for row in data.routes} - {""} <= charges
    assert {row.item_code for row in data.lab_panel_items} <= items
    assert {row.receipt_category for row in data.charge_items} <= {
        row.code for row in data.receipt_categories
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("ingredient,max_daily_adult,unit\nx,1,g\n", "columns"),
        ("ingredient,max_daily_adult,unit,note_zh\nx,one,g,\n", "max_daily_adult"),
        ("ingredient,max_daily_adult,unit,note_zh\nx,NaN,g,\n", "max_daily_adult"),
        ("ingredient,max_daily_adult,unit,note_zh\nx,1,g\n", "number of fields"),
        ("ingredient,max_daily_adult,unit,note_zh\nx,1,g,a,b\n", "number of fields"),
    ],
)
def test_a_bad_table_names_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "ingredient_limits.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTable, match=complaint):
        read_table(path, IngredientLimitRow)


def test_a_missing_table_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "none.csv", DoseTimingRow)


def _overlap(one: LabRangeRow, other: LabRangeRow) -> bool:
    def bounds(row: LabRangeRow) -> tuple[int, float]:
        upper = float("inf") if row.age_to is None else row.age_to * UNIT_DAYS[row.age_to_unit]
        return row.age_from * UNIT_DAYS[row.age_from_unit], upper

    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    return low < other_high and other_low < high
