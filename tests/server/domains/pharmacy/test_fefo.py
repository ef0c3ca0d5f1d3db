"""First expired, first out (DOMAIN ST-R3, ST-R4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omms_server.domains.pharmacy.fefo import (
    Batch,
    Pick,
    Shortage,
    allocate,
    last_usable_day,
    months_to_expiry,
)

TODAY = date(2026, 11, 23)


def batch(
    number: int, on_hand: int, expiry: date, received: int = 0, locked: bool = False
) -> Batch:
    return Batch(number, on_hand, expiry, TODAY - timedelta(days=received), locked)


SOON, LATER = date(2026, 12, 31), date(2027, 6, 30)


@pytest.mark.parametrize(
    ("batches", "units", "expected"),
    [
        ([batch(1, 10, LATER), batch(2, 10, SOON)], 4, (Pick(2, 4),)),
        ([batch(1, 10, LATER), batch(2, 10, SOON)], 14, (Pick(2, 10), Pick(1, 4))),
        ([batch(1, 10, SOON, 1), batch(2, 10, SOON, 9)], 12, (Pick(2, 10), Pick(1, 2))),
        ([batch(2, 1, SOON), batch(1, 1, SOON)], 2, (Pick(1, 1), Pick(2, 1))),
        ([batch(1, 5, TODAY)], 5, (Pick(1, 5),)),
        ([batch(1, 5, TODAY - timedelta(days=1))], 5, Shortage(5, 0)),
        ([batch(1, 5, SOON, locked=True), batch(2, 3, LATER)], 5, Shortage(5, 3)),
        ([batch(1, 0, SOON), batch(2, 5, LATER)], 5, (Pick(2, 5),)),
        ([], 1, Shortage(1, 0)),
    ],
)
def test_st_r3_the_first_to_expire_goes_first(
    batches: list[Batch], units: int, expected: tuple[Pick, ...] | Shortage
) -> None:
    assert allocate(batches, units, TODAY) == expected


def test_st_r4_a_batch_that_expires_within_the_course_is_passed_over() -> None:
    batches = [batch(1, 50, SOON), batch(2, 50, LATER)]
    assert allocate(batches, 5, TODAY, SOON) == (Pick(1, 5),)
    assert allocate(batches, 5, TODAY, SOON + timedelta(days=1)) == (Pick(2, 5),)


@pytest.mark.parametrize("units", [0, -1])
def test_nothing_is_no_amount_to_pick(units: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        allocate([], units, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10", date(2026, 10, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2026-10-15", date(2026, 10, 15)),
    ],
)
def test_st_r3_a_printed_month_is_usable_through_its_end(text: str, day: date) -> None:
    assert last_usable_day(text) == day


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "10/2026", "2026-02-30"])
def test_an_unreadable_expiry_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        last_usable_day(text)


@pytest.mark.parametrize(
    ("expiry", "months"),
    [
        (date(2026, 11, 22), -1),
        (date(2026, 11, 23), 0),
        (date(2026, 12, 22), 0),
        (date(2026, 12, 23), 1),
        (date(2027, 5, 23), 6),
    ],
)
def test_st_r4_months_to_expiry_are_whole(expiry: date, months: int) -> None:
    assert months_to_expiry(expiry, TODAY) == months


BATCHES = st.lists(
    st.builds(
        Batch,
        id=st.integers(1, 10**6),
        on_hand=st.integers(0, 50),
        expiry=st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=60)),
        received=st.dates(TODAY - timedelta(days=99), TODAY),
        locked=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.id,
)


@given(BATCHES, st.integers(1, 300))
def test_st_r3_holds_for_any_shelf(batches: list[Batch], units: int) -> None:
    shelf = {each.id: each for each in batches}
    usable = [b for b in batches if b.on_hand and not b.locked and b.expiry >= TODAY]
    picks = allocate(batches, units, TODAY)
    if isinstance(picks, Shortage):
        assert picks == Shortage(units, sum(b.on_hand for b in usable))
        assert picks.usable < units
        return
    assert sum(pick.units for pick in picks) == units
    assert all(0 < pick.units <= shelf[pick.batch_id].on_hand for pick in picks)
    taken = [shelf[pick.batch_id] for pick in picks]
    assert all(each in usable for each in taken)
    keys = [(b.expiry, b.received) for b in taken]
    assert keys == sorted(keys)
    emptied = {p.batch_id for p in picks[:-1]}
    assert all(shelf[p.batch_id].on_hand == p.units for p in picks[:-1])
    skipped = [b for b in usable if b.id not in {p.batch_id for p in picks}]
    assert all((b.expiry, b.received) >= keys[-1] for b in skipped if b.id not in emptied)
