"""Times are told in the clinic's zone and ages as the clinic writes them."""

from datetime import UTC, date, datetime

import pytest

from omms_desktop.clinic.times import ClinicTime, age_on

SHANGHAI = ClinicTime("Asia/Shanghai")


def test_a_moment_is_told_on_the_clinics_wall():
    late = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
    assert SHANGHAI.moment(late) == "2026-11-23 00:05"
    assert SHANGHAI.day(late) == date(2026, 11, 23)


def test_a_span_gives_both_ends():
    since, until = (datetime(2026, 11, 23, hour, 30, tzinfo=UTC) for hour in (1, 2))
    assert SHANGHAI.span(since, until) == "09:30–10:30"


@pytest.mark.parametrize(
    ("born", "language", "text"),
    [
        (date(1990, 1, 1), "zh_CN", "36岁"),
        (date(2026, 11, 3), "en", "20 days"),
        (date(2026, 11, 24), "en", ""),
    ],
)
def test_an_age_is_shown_by_the_clinics_rule(born, language, text):
    assert age_on(born, date(2026, 11, 23), language) == text
