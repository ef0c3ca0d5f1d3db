"""Dispensing quantity (DOMAIN 3.7)."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from omms_server.contract.faults import Invalid
from omms_server.core.reference_data import load_reference_data
from omms_server.domains.charting.quantity import (
    Frequency,
    Packing,
    Quantity,
    Rhythm,
    RoundMode,
    Usage,
    dispensing_quantity,
    frequency_of,
    needs_hand_entry,
    round_mode_for,
)

DATA = Path(__file__).parents[4] / "resources" / "reference_data"
ROWS = {row.code: row for row in load_reference_data(DATA).frequencies}
BIW = Frequency("BIW", Rhythm.DAILY, Fraction(2, 7))
TID = Frequency("TID", Rhythm.DAILY, Fraction(3))
PRN = Frequency("PRN", Rhythm.AS_NEEDED)
TABLETS = Packing(Decimal("0.25"), RoundMode.TOTAL, 24, splittable=True)


def frequency(code: str) -> Frequency:
    row = ROWS[code]
    return frequency_of(code, row.times_per_day, as_needed=row.is_prn)


def examples() -> list[dict[str, str]]:
    with (DATA / "quantity_examples.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", examples(), ids=lambda row: row["case_zh"])
def test_every_example_comes_out_exactly(row: dict[str, str]) -> None:
    usage = Usage(frequency(row["frequency"]), int(row["days"]), Decimal(row["dose"]))
    packing = Packing(
        Decimal(row["strength"]),
        RoundMode(row["round_mode"]),
        int(row["pack_size"]),
        splittable=row["splittable"] == "Y",
    )
    found = dispensing_quantity(usage, packing)
    assert (found.doses, found.min_units, found.packs, found.dispense_units) == (
        int(row["doses"]),
        int(row["min_units"]),
        int(row["packs"]),
        int(row["dispense_min_units"]),
    )


@pytest.mark.parametrize(
    ("code", "days", "doses"),
    [("QW", 7, 1), ("QW", 8, 2), ("BIW", 7, 2), ("TIW", 28, 12), ("Q3D", 84, 28), ("QM", 30, 1)],
)
def test_fractions_rounded_down_still_give_whole_doses(code: str, days: int, doses: int) -> None:
    usage = Usage(frequency(code), days, Decimal(1))
    assert dispensing_quantity(usage, TABLETS).doses == doses


def test_a_fraction_and_its_rounded_decimal_agree() -> None:
    exact = dispensing_quantity(Usage(BIW, 28, Decimal(1)), TABLETS)
    assert exact == dispensing_quantity(Usage(frequency("BIW"), 28, Decimal(1)), TABLETS)


@pytest.mark.parametrize(
    ("usage", "packing", "days"),
    [
        (Usage(TID, 7, Decimal("0.5")), TABLETS, 7),
        (Usage(TID, 7, Decimal("0.5")), Packing(Decimal("0.25"), RoundMode.TOTAL, 24, False), 8),
        (Usage(BIW, 28, Decimal("0.25")), TABLETS, 28),
        (
            Usage(TID, 14, Decimal(6), units=1),
            Packing(Decimal(300), RoundMode.CONTAINER, 1, splittable=False),
            16,
        ),
        (
            Usage(TID, 3, Decimal(30)),
            Packing(Decimal(20), RoundMode.PER_DOSE, 10, splittable=False),
            3,
        ),
    ],
)
def test_the_days_that_the_units_last_are_told(usage: Usage, packing: Packing, days: int) -> None:
    assert dispensing_quantity(usage, packing).days_covered == days


def test_an_ointment_without_a_dose_covers_no_countable_days() -> None:
    tube = Packing(Decimal(1), RoundMode.CONTAINER, 1, splittable=False)
    found = dispensing_quantity(Usage(TID, 7, units=2), tube)
    assert found == Quantity(21, 2, 2, 2, None)


def test_what_is_taken_when_needed_is_entered_by_hand() -> None:
    assert needs_hand_entry(PRN, RoundMode.TOTAL)
    assert needs_hand_entry(TID, RoundMode.CONTAINER)
    assert not needs_hand_entry(TID, RoundMode.PER_DOSE)
    by_units = dispensing_quantity(Usage(PRN, 3, Decimal("0.5"), units=10), TABLETS)
    assert by_units == Quantity(None, 10, 1, 10, None)
    by_doses = dispensing_quantity(Usage(PRN, 3, Decimal("0.5"), doses=5), TABLETS)
    assert by_doses == Quantity(5, 10, 1, 10, None)


@pytest.mark.parametrize(
    ("usage", "field"),
    [
        (Usage(PRN, 3, Decimal(1)), "units"),
        (Usage(PRN, 3, Decimal(1), units=0), "units"),
        (Usage(PRN, 3, Decimal(1), doses=0), "doses"),
        (Usage(TID, 0, Decimal(1)), "days"),
        (Usage(TID, 3), "dose"),
        (Usage(TID, 3, Decimal(0)), "dose"),
        (Usage(Frequency("X", Rhythm.DAILY), 3, Decimal(1)), "frequency"),
    ],
)
def test_what_lacks_is_named(usage: Usage, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        dispensing_quantity(usage, TABLETS)
    assert refused.value.params["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("drug", "route", "expected"),
    [
        (RoundMode.CONTAINER, RoundMode.PER_DOSE, RoundMode.CONTAINER),
        (RoundMode.TOTAL, RoundMode.PER_DOSE, RoundMode.PER_DOSE),
        (RoundMode.PER_DOSE, RoundMode.TOTAL, RoundMode.PER_DOSE),
        (RoundMode.TOTAL, RoundMode.TOTAL, RoundMode.TOTAL),
    ],
)
def test_what_is_discarded_by_drug_or_route_is_counted_per_dose(
    drug: RoundMode, route: RoundMode, expected: RoundMode
) -> None:
    assert round_mode_for(drug, route) is expected
