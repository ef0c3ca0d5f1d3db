"""Times of the clinic, and the demonstration's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from omms_server.core.clock import DemoClock, SystemClock, at_local, local_date

ZONE = ZoneInfo("Asia/Shanghai")
OPENS = time(8, 50)


def zone_where_it_is(hour: int) -> ZoneInfo:
    """A zone in which the machine's clock shows this hour now (Etc/GMT+3 lies west of UTC)."""
    west = (datetime.now(UTC).hour - hour) % 24
    return ZoneInfo(f"Etc/GMT{west if west <= 12 else west - 24:+d}")


def test_the_system_clock_is_aware_and_in_the_clinics_zone() -> None:
    clock = SystemClock()
    assert clock.zone == ZONE
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("hour", [9, 12, 15])
def test_in_working_hours_the_demonstration_shows_the_machines_time(hour: int) -> None:
    assert DemoClock.opening_at(OPENS, zone_where_it_is(hour)).offset == timedelta(0)


@pytest.mark.parametrize("hour", [0, 4, 18, 23])
def test_outside_them_it_opens_on_the_same_day_and_runs_on(hour: int) -> None:
    zone = zone_where_it_is(hour)
    clock = DemoClock.opening_at(OPENS, zone)
    here = clock.now().astimezone(zone)
    opened = datetime.combine(datetime.now(zone).date(), OPENS, zone)
    assert timedelta(0) <= here - opened < timedelta(seconds=30)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_the_clinics_day_turns_at_its_own_midnight(moment: datetime, day: date) -> None:
    assert local_date(moment, ZONE) == day


def test_a_local_time_is_a_moment() -> None:
    found = at_local(date(2026, 11, 23), time(7, 0), ZONE)
    assert found == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert found.tzinfo is UTC
