"""The one source of time. The server's clock is authoritative (DOMAIN GEN-R5)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time; tests bring their own."""

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class DemoClock:
    """The demonstration's clock: the machine's, moved so that the clinic is open."""

    zone: ZoneInfo
    offset: timedelta

    @classmethod
    def opening_at(cls, opens: time, zone: ZoneInfo) -> "DemoClock":
        """The machine's time in working hours, else a time of the same day from `opens` on."""
        here = datetime.now(zone)
        working = time(8, 0) <= here.time() <= time(16, 30)
        opening = datetime.combine(here.date(), opens, zone)
        return cls(zone, timedelta(0) if working else opening - here)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The clinic's calendar day of a moment (业务日)."""
    return moment.astimezone(zone).date()


def at_local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, of a local time of day."""
    return datetime.combine(day, at, zone).astimezone(UTC)
