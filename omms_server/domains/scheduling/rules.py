"""Booking, admission and queue rules: pure functions (DOMAIN 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from omms_server.contract.ages import age
from omms_server.contract.scheduling import Admission, NotCheckInTime, NotReleased, SlotOver
from omms_server.contract.types import Sex
from omms_server.core.clock import at_local
from omms_server.settings import BookingSettings

MISS_STEPS = (5, 5)
"""How many places a missed call moves a patient back; after these, to the end (DOMAIN REG-R15)."""
CALLS = 3
"""After this many missed calls the number lapses (DOMAIN REG-R15)."""


@dataclass(frozen=True)
class Waiting:
    """One place in a queue: segment first, then the moment of arrival (DOMAIN REG-R13)."""

    appointment_id: int
    segment: datetime
    at: datetime


@dataclass(frozen=True)
class Admitted:
    """Whom a department admits (DOMAIN REG-R6). Ages in years, inclusive."""

    department: str
    min_age: int | None
    max_age: int | None
    sex: str | None


def last_released_day(now: datetime, settings: BookingSettings, zone: ZoneInfo) -> date:
    """The last day that can be booked now: day D opens `window_days` before at the release time
    (DOMAIN REG-R1)."""
    today = now.astimezone(zone).date()
    released = now >= at_local(today, settings.release, zone)
    return today + timedelta(days=settings.window_days if released else settings.window_days - 1)


def refuse_unreleased(day: date, now: datetime, settings: BookingSettings, zone: ZoneInfo) -> None:
    """Raise `NotReleased` when the day cannot be booked yet (DOMAIN REG-02)."""
    if day > last_released_day(now, settings, zone):
        opens = at_local(day - timedelta(days=settings.window_days), settings.release, zone)
        raise NotReleased(release_time=opens.astimezone(zone).strftime("%Y-%m-%d %H:%M"))


def closes_at(
    slot_ends: datetime, half_day: str, settings: BookingSettings, zone: ZoneInfo
) -> datetime:
    """When online booking of a slot closes: its own end or the same-day closing time (DOMAIN
    REG-R2)."""
    closing = settings.morning_closes if half_day == "morning" else settings.afternoon_closes
    return min(slot_ends, at_local(slot_ends.astimezone(zone).date(), closing, zone))


def refuse_over(slot_ends: datetime, now: datetime) -> None:
    """Raise `SlotOver` when the slot's time has passed."""
    if now >= slot_ends:
        raise SlotOver


def refuse_inadmissible(rule: Admitted, born_on: date, sex: Sex, on: date) -> None:
    """Raise `Admission` when the department does not admit a patient of this age or sex (DOMAIN
    REG-R6, REG-08)."""
    years = age(born_on, on).years
    if rule.max_age is not None and years > rule.max_age:
        raise Admission(dept=rule.department, rule=f"≤{rule.max_age}", value=str(years))
    if rule.min_age is not None and years < rule.min_age:
        raise Admission(dept=rule.department, rule=f"≥{rule.min_age}", value=str(years))
    if rule.sex is not None and sex.value != rule.sex:
        raise Admission(dept=rule.department, rule=rule.sex, value=sex.value)


def refuse_check_in(
    starts_at: datetime, ends_at: datetime, now: datetime, settings: BookingSettings, zone: ZoneInfo
) -> None:
    """Raise `NotCheckInTime` outside the window: from 60 minutes before to segment end and grace
    (DOMAIN REG-R8)."""
    opens = starts_at - timedelta(minutes=settings.check_in_opens_minutes)
    closes = ends_at + timedelta(minutes=settings.grace_minutes)
    if not opens <= now <= closes:
        raise NotCheckInTime(
            opens=opens.astimezone(zone).strftime("%H:%M"),
            closes=closes.astimezone(zone).strftime("%H:%M"),
        )


def queue_segment(
    starts_at: datetime, ends_at: datetime, now: datetime, segments: Sequence[datetime]
) -> datetime:
    """The segment a patient queues with: his own, or the present one when he is late (DOMAIN
    REG-R13)."""
    if now <= ends_at:
        return starts_at
    return max((start for start in segments if start <= now), default=starts_at)


def in_order(queue: Sequence[Waiting]) -> list[Waiting]:
    """The calling order: segment, then arrival (DOMAIN REG-R13). Early arrivals do not overtake
    earlier segments."""
    return sorted(queue, key=lambda place: (place.segment, place.at, place.appointment_id))


def place_after_miss(missed: Waiting, others: Sequence[Waiting], misses: int) -> Waiting | None:
    """The new place after the n-th missed call: 5 back, 5 more, then the end; None when the number
    lapses.

    `others` are the waiting patients without this one (DOMAIN REG-R15).
    """
    if misses > CALLS:
        return None
    queue = in_order(others)
    if not queue:
        return missed
    steps = MISS_STEPS[misses - 1] if misses <= len(MISS_STEPS) else len(queue)
    before = queue[min(steps, len(queue)) - 1]
    return Waiting(missed.appointment_id, before.segment, before.at + timedelta(milliseconds=1))


def cancel_until(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Until when a patient may cancel by himself: 17:00 of the day before (DOMAIN REG-R7)."""
    day = starts_at.astimezone(zone).date() - timedelta(days=1)
    return at_local(day, time(17), zone)
