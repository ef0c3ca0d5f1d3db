"""How long consents and emergencies last, and when a review is overdue (DOMAIN ACC-R3, ACC-R4)."""

from datetime import date, datetime, timedelta

LONGEST_CONSENT_DAYS = 731
EMERGENCY = timedelta(hours=4)
REVIEW_WORKING_DAYS = 3
_SATURDAY = 5


def refused_until(until: date, today: date) -> bool:
    """Whether a consent may not last until this day: it must reach today, and two years at most."""
    return not today <= until <= today + timedelta(days=LONGEST_CONSENT_DAYS)


def review_due(opened_on: date) -> date:
    """The last day for the review: the third working day after the opening."""
    day, left = opened_on, REVIEW_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def overdue(opened_on: date, today: date, reviewed_at: datetime | None) -> bool:
    """Whether the review was not made in time."""
    return reviewed_at is None and today > review_due(opened_on)
