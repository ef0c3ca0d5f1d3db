"""Segments of a session (DOMAIN REG-R4)."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omms_server.domains.scheduling.segments import segments

EIGHT = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def shares(minutes: int, segment: int, capacity: int) -> list[tuple[int, int, int]]:
    """(minutes from the start, capacity, first number)."""
    found = segments(EIGHT, EIGHT + timedelta(minutes=minutes), segment, capacity)
    return [
        ((each.starts_at - EIGHT) // timedelta(minutes=1), each.capacity, each.first_number)
        for each in found
    ]


def test_reg_r4_numbers_are_shared_evenly_and_the_first_get_the_odd_ones() -> None:
    assert shares(120, 30, 12) == [(0, 3, 1), (30, 3, 4), (60, 3, 7), (90, 3, 10)]
    assert shares(120, 30, 10) == [(0, 3, 1), (30, 2, 4), (60, 3, 6), (90, 2, 9)]


def test_reg_r4_a_short_last_segment_gets_its_share_by_length() -> None:
    assert shares(75, 30, 5) == [(0, 2, 1), (30, 2, 3), (60, 1, 5)]


def test_reg_r4_a_segment_without_a_number_is_left_out() -> None:
    assert shares(120, 30, 2) == [(0, 1, 1), (60, 1, 2)]


def test_a_session_over_midnight_is_split_like_any_other() -> None:
    evening = EIGHT.replace(hour=22)
    found = segments(evening, evening + timedelta(hours=4), 60, 4)
    assert [each.starts_at.hour for each in found] == [22, 23, 0, 1]


@pytest.mark.parametrize(
    ("minutes", "segment", "capacity"), [(0, 30, 1), (-30, 30, 1), (60, 0, 1), (60, 30, 0)]
)
def test_an_empty_session_is_refused(minutes: int, segment: int, capacity: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        shares(minutes, segment, capacity)


@given(st.integers(1, 600), st.integers(1, 120), st.integers(1, 200))
def test_reg_r4_no_number_is_lost_or_made_up(minutes: int, segment: int, capacity: int) -> None:
    found = segments(EIGHT, EIGHT + timedelta(minutes=minutes), segment, capacity)
    assert sum(each.capacity for each in found) == capacity
    assert all(each.starts_at < each.ends_at for each in found)
    assert all(one.ends_at <= two.starts_at for one, two in itertools.pairwise(found))
    numbers = [
        n for each in found for n in range(each.first_number, each.first_number + each.capacity)
    ]
    assert numbers == list(range(1, capacity + 1))
