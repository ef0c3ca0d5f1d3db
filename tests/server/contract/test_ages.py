"""Age on a day and how it is shown (DOMAIN GEN-R8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omms_server.contract.ages import Age, age, age_text


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), Age(0, 0, 0)),
        (date(2026, 10, 31), date(2026, 11, 30), Age(0, 0, 30)),
        (date(2026, 1, 31), date(2026, 3, 1), Age(0, 1, 1)),
        (date(2012, 11, 23), date(2026, 11, 22), Age(13, 11, 30)),
        (date(2012, 11, 23), date(2026, 11, 23), Age(14, 0, 0)),
        (date(2024, 2, 29), date(2025, 2, 28), Age(0, 11, 30)),
        (date(2024, 2, 29), date(2025, 3, 1), Age(1, 0, 1)),
    ],
)
def test_age_counts_completed_years_months_and_days(born: date, on: date, expected: Age) -> None:
    assert age(born, on) == expected


@pytest.mark.parametrize(
    ("shown", "zh", "en"),
    [
        (Age(0, 0, 0), "0天", "0 days"),
        (Age(0, 0, 1), "1天", "1 day"),
        (Age(0, 0, 27), "27天", "27 days"),
        (Age(0, 1, 0), "1个月", "1 month"),
        (Age(0, 3, 12), "3个月12天", "3 months 12 days"),
        (Age(1, 0, 5), "1岁", "1 year"),
        (Age(2, 5, 9), "2岁5个月", "2 years 5 months"),
        (Age(3, 7, 0), "3岁", "3 years"),
        (Age(45, 2, 1), "45岁", "45 years"),
    ],
)
def test_age_is_shown_in_the_units_that_matter(shown: Age, zh: str, en: str) -> None:
    assert age_text(shown) == zh
    assert age_text(shown, "en") == en


def test_a_day_before_the_birth_is_refused() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        age(date(2026, 1, 2), date(2026, 1, 1))


@given(st.dates(date(1880, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000))
def test_age_never_goes_back_from_one_day_to_the_next(born: date, days: int) -> None:
    on = born + timedelta(days=days)
    assert age(born, on) < age(born, on + timedelta(days=1))
