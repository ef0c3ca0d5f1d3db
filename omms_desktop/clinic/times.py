"""Moments as people in the clinic read them: the clinic's zone, 2026-11-23 09:40. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from omms_server.contract.ages import age, age_text


@dataclass(frozen=True)
class ClinicTime:
    """The clinic's zone, named as in `contract.signing_in.Clinic.zone`."""

    zone: str

    def local(self, moment: datetime) -> datetime:
        """The moment on the clinic's wall."""
        return moment.astimezone(ZoneInfo(self.zone))

    def day(self, moment: datetime) -> date:
        """The clinic's day a moment falls on."""
        return self.local(moment).date()

    def moment(self, moment: datetime) -> str:
        """2026-11-23 09:40."""
        return f"{self.local(moment):%Y-%m-%d %H:%M}"

    def hour(self, moment: datetime) -> str:
        """09:40."""
        return f"{self.local(moment):%H:%M}"

    def span(self, since: datetime, until: datetime) -> str:
        """09:30–10:00."""
        return f"{self.hour(since)}–{self.hour(until)}"


def age_on(born_on: date, on: date, language: str) -> str:
    """The age as a banner shows it (DOMAIN GEN-R8); empty for a birth that is still to come."""
    return age_text(age(born_on, on), language) if born_on <= on else ""
