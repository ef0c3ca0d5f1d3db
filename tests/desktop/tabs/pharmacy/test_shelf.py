"""What is wrong with a batch, by table."""

from datetime import date

import pytest

from omms_desktop.tabs.pharmacy.shelf import Flag, flags, key_of, months_left, usable_units
from omms_server.contract.pharmacy import StockRow

TODAY = date(2026, 11, 23)


def a_row(expires_on, on_hand=50, batch_id=1, drug_id=1):
    return StockRow(
        batch_id=batch_id, drug_id=drug_id, drug_code="D1", drug="对乙酰氨基酚片", spec="0.5g",
        lot="L1", expires_on=expires_on, on_hand=on_hand, unit="片", shelf="A-1", lower_limit=10,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("expires_on", "usable", "found"),
    [
        (date(2028, 1, 31), 50, ()),
        (date(2026, 11, 23), 50, (Flag.NEAR,)),
        (date(2026, 11, 22), 50, (Flag.EXPIRED,)),
        (date(2027, 5, 22), 50, (Flag.NEAR,)),
        (date(2027, 5, 23), 50, ()),
        (date(2028, 1, 31), 9, (Flag.LOW,)),
        (date(2028, 1, 31), 10, ()),
        (date(2026, 11, 22), 0, (Flag.EXPIRED, Flag.LOW)),
    ],
)
def test_a_batch_is_flagged_by_expiry_and_by_what_its_drug_has_left(expires_on, usable, found):
    assert flags(a_row(expires_on), usable, TODAY) == found


def without_stock(drug_id=7):
    return a_row(None, 0, batch_id=None, drug_id=drug_id)


def test_a_drug_without_stock_says_only_that_and_is_known_by_its_drug():
    row = without_stock()
    assert flags(row, 0, TODAY) == (Flag.NONE,)
    assert (key_of(row), key_of(a_row(TODAY, batch_id=3))) == (7, 3)
    assert dict(usable_units([row], TODAY)) == {7: 0}


def test_expired_units_are_not_usable_and_drugs_are_told_apart():
    rows = [
        a_row(date(2028, 1, 1), 5, 1),
        a_row(date(2027, 1, 1), 7, 2),
        a_row(date(2026, 1, 1), 100, 3),
        a_row(date(2028, 1, 1), 1, 4, drug_id=2),
    ]
    assert dict(usable_units(rows, TODAY)) == {1: 12, 2: 1}


@pytest.mark.parametrize(
    ("today", "expiry", "months"),
    [
        (date(2026, 11, 23), date(2027, 5, 22), 5),
        (date(2026, 11, 23), date(2027, 5, 23), 6),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
    ],
)
def test_whole_months_are_counted_as_the_server_counts_them(today, expiry, months):
    assert months_left(expiry, today) == months
