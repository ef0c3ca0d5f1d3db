"""How old a person is on a day, and how that is shown (DOMAIN GEN-R8)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

_MONTHS_SHOWN_BELOW_YEARS = 3


@dataclass(frozen=True, order=True)
class Age:
    """Completed years, completed months of the running year (0-11), days of the running month
    (0-30).
    """

    years: int
    months: int = 0
    days: int = 0

    @property
    def in_months(self) -> int:
        """Completed months since birth."""
        return self.years * 12 + self.months


def age(birth_date: date, on: date) -> Age:
    """The age on a day, the day of the event and not of the question. Someone born on 29 February
    completes a year on 1 March of an ordinary year. Raises ValueError for a day before the birth.
    """
    if on < birth_date:
        raise ValueError("the day lies before the birth")
    months = (on.year - birth_date.year) * 12 + on.month - birth_date.month
    if on.day < birth_date.day:
        months -= 1
    return Age(months // 12, months % 12, (on - _months_later(birth_date, months)).days)


def age_text(shown: Age, language: str = "zh") -> str:
    """The age as people read it: days below 28 days, months and days below a year, years and
    months below 3 years.
    """
    if shown.years >= _MONTHS_SHOWN_BELOW_YEARS:
        parts = [(shown.years, "year")]
    elif shown.years:
        parts = [(shown.years, "year"), (shown.months, "month")]
    elif shown.months:
        parts = [(shown.months, "month"), (shown.days, "day")]
    else:
        parts = [(shown.days, "day")]
    told = [part for part in parts if part[0]] or parts[-1:]
    return _chinese(told) if language.startswith("zh") else _english(told)


def _chinese(parts: list[tuple[int, str]]) -> str:
    units = {"year": "岁", "month": "个月", "day": "天"}
    return "".join(f"{count}{units[unit]}" for count, unit in parts)


def _english(parts: list[tuple[int, str]]) -> str:
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
