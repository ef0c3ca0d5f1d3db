"""How long consents last, and when a review is overdue (DOMAIN ACC-R3, ACC-R4)."""

from datetime import UTC, date, datetime

import pytest

from omms_server.domains.sharing.rules import overdue, refused_until, review_due

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("until", "refused"),
    [
        (date(2026, 11, 22), True),
        (MONDAY, False),
        (date(2028, 11, 23), False),
        (date(2028, 11, 24), True),
    ],
)
def test_a_consent_lasts_from_today_to_two_years(until: date, refused: bool) -> None:
    assert refused_until(until, MONDAY) is refused


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (MONDAY, date(2026, 11, 26)),
        (date(2026, 11, 25), date(2026, 11, 30)),
        (date(2026, 11, 27), date(2026, 12, 2)),
        (date(2026, 11, 28), date(2026, 12, 2)),
    ],
)
def test_a_review_is_due_on_the_third_working_day(opened: date, due: date) -> None:
    assert review_due(opened) == due


def test_only_what_was_not_reviewed_in_time_is_overdue() -> None:
    due, after = date(2026, 11, 26), date(2026, 11, 27)
    assert not overdue(MONDAY, due, None)
    assert overdue(MONDAY, after, None)
    assert not overdue(MONDAY, after, datetime(2026, 11, 27, tzinfo=UTC))
