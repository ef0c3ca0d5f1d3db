"""Booking window, admission, check-in and missed calls (DOMAIN REG-R1 to R15)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from omms_server.contract.scheduling import Admission, NotCheckInTime, NotReleased
from omms_server.contract.types import Sex
from omms_server.domains.scheduling import rules
from omms_server.settings import BookingSettings

ZONE = ZoneInfo("Asia/Shanghai")
HOUSE = BookingSettings()
DAY = date(2026, 11, 30)


def at(text: str) -> datetime:
    """A local moment of the clinic, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-11-23 06:59:59", date(2026, 11, 29)),
        ("2026-11-23 07:00:00", date(2026, 11, 30)),
        ("2026-11-23 23:59:59", date(2026, 11, 30)),
        ("2026-11-24 00:00:00", date(2026, 11, 30)),
    ],
)
def test_reg_r1_a_day_opens_a_week_before_at_the_release_time(now: str, last: date) -> None:
    assert rules.last_released_day(at(now), HOUSE, ZONE) == last


def test_reg_02_an_early_booking_hears_when_the_day_opens() -> None:
    rules.refuse_unreleased(DAY, at("2026-11-23 07:00"), HOUSE, ZONE)
    with pytest.raises(NotReleased) as refused:
        rules.refuse_unreleased(DAY, at("2026-11-23 06:59"), HOUSE, ZONE)
    assert refused.value.params == {"release_time": "2026-11-23 07:00"}


@pytest.mark.parametrize(
    ("ends", "half_day", "closes"),
    [
        ("2026-11-30 08:30", "morning", "2026-11-30 08:30"),
        ("2026-11-30 11:30", "morning", "2026-11-30 11:00"),
        ("2026-11-30 14:30", "afternoon", "2026-11-30 14:30"),
        ("2026-11-30 17:00", "afternoon", "2026-11-30 16:00"),
    ],
)
def test_reg_r2_same_day_booking_closes_before_the_session_ends(
    ends: str, half_day: str, closes: str
) -> None:
    assert rules.closes_at(at(ends), half_day, HOUSE, ZONE) == at(closes)


CHILDREN = rules.Admitted("儿科", None, 14, None)
WOMEN = rules.Admitted("妇产科", None, None, "female")
GROWN = rules.Admitted("体检", 18, None, None)


@pytest.mark.parametrize(
    ("rule", "born", "sex"),
    [
        (CHILDREN, date(2012, 11, 30), Sex.MALE),
        (CHILDREN, date(2011, 12, 1), Sex.MALE),
        (WOMEN, date(1990, 1, 1), Sex.FEMALE),
        (GROWN, date(2008, 11, 30), Sex.MALE),
    ],
)
def test_reg_r6_whom_a_department_admits(rule: rules.Admitted, born: date, sex: Sex) -> None:
    rules.refuse_inadmissible(rule, born, sex, DAY)


@pytest.mark.parametrize(
    ("rule", "born", "sex"),
    [
        (CHILDREN, date(2011, 11, 30), Sex.MALE),
        (WOMEN, date(1990, 1, 1), Sex.MALE),
        (GROWN, date(2008, 12, 1), Sex.MALE),
    ],
)
def test_reg_08_whom_a_department_does_not_admit(
    rule: rules.Admitted, born: date, sex: Sex
) -> None:
    with pytest.raises(Admission):
        rules.refuse_inadmissible(rule, born, sex, DAY)


@pytest.mark.parametrize(
    ("now", "open_then"),
    [
        ("2026-11-30 08:59:59", False),
        ("2026-11-30 09:00:00", True),
        ("2026-11-30 11:00:00", True),
        ("2026-11-30 11:00:01", False),
    ],
)
def test_reg_r8_check_in_is_open_from_an_hour_before_to_the_grace(
    now: str, open_then: bool
) -> None:
    starts, ends = at("2026-11-30 10:00"), at("2026-11-30 10:30")
    if open_then:
        rules.refuse_check_in(starts, ends, at(now), HOUSE, ZONE)
        return
    with pytest.raises(NotCheckInTime) as refused:
        rules.refuse_check_in(starts, ends, at(now), HOUSE, ZONE)
    assert refused.value.params == {"opens": "09:00", "closes": "11:00"}


SEGMENTS = [at(f"2026-11-30 {hour}") for hour in ("09:00", "09:30", "10:00")]


@pytest.mark.parametrize(
    ("now", "queued"),
    [
        ("2026-11-30 08:10", "2026-11-30 09:00"),
        ("2026-11-30 09:30", "2026-11-30 09:00"),
        ("2026-11-30 09:40", "2026-11-30 09:30"),
        ("2026-11-30 10:40", "2026-11-30 10:00"),
    ],
)
def test_reg_r13_the_late_join_the_present_segment(now: str, queued: str) -> None:
    own_ends = SEGMENTS[0] + timedelta(minutes=30)
    assert rules.queue_segment(SEGMENTS[0], own_ends, at(now), SEGMENTS) == at(queued)


def place(number: int, segment: int = 0, minute: int = 0) -> rules.Waiting:
    return rules.Waiting(number, SEGMENTS[segment], SEGMENTS[0] + timedelta(minutes=minute))


def test_reg_r13_segment_goes_before_arrival() -> None:
    queue = [place(1, segment=1, minute=-30), place(2, minute=9), place(3, minute=4)]
    assert [each.appointment_id for each in rules.in_order(queue)] == [3, 2, 1]


OTHERS = [place(n, segment=n // 4, minute=n) for n in range(1, 9)]


@pytest.mark.parametrize(
    ("misses", "order"),
    [
        (1, [1, 2, 3, 4, 5, 99, 6, 7, 8]),
        (2, [1, 2, 3, 4, 5, 99, 6, 7, 8]),
        (3, [1, 2, 3, 4, 5, 6, 7, 8, 99]),
    ],
)
def test_reg_r15_a_missed_call_moves_back_five_places_then_to_the_end(
    misses: int, order: list[int]
) -> None:
    moved = rules.place_after_miss(place(99), OTHERS, misses)
    assert moved is not None
    assert [each.appointment_id for each in rules.in_order([*OTHERS, moved])] == order


def test_reg_r15_with_fewer_waiting_the_end_is_near_enough() -> None:
    moved = rules.place_after_miss(place(99), OTHERS[:2], 1)
    assert moved is not None
    assert rules.in_order([*OTHERS[:2], moved])[-1] == moved
    assert rules.place_after_miss(place(99), [], 1) == place(99)


def test_reg_r15_after_the_third_miss_the_number_lapses() -> None:
    assert rules.place_after_miss(place(99), OTHERS, 4) is None


def test_reg_r7_a_patient_may_cancel_until_five_the_day_before() -> None:
    assert rules.cancel_until(at("2026-11-30 00:10"), ZONE) == at("2026-11-29 17:00")
