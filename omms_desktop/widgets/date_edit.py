"""A field for a day, typed as digits: 20261123 or 2026-11-23."""

import re
from datetime import date

from PySide6.QtWidgets import QLineEdit

from .editors import half_width

_SEPARATED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_date(text: str) -> date:
    """Read a typed day; ValueError when it is none."""
    plain = half_width(text)
    found = _DIGITS.fullmatch(plain) or _SEPARATED.fullmatch(plain)
    if not found:
        raise ValueError(text)
    return date(*(int(part) for part in found.groups()))


class DateEdit(QLineEdit):
    """A day within bounds; `value()` is a date, or None when empty or not understood."""

    def __init__(self, first: date = date.min, last: date = date.max) -> None:
        super().__init__()
        self._first, self._last = first, last
        self.setPlaceholderText(self.tr("yyyy-mm-dd"))
        self.editingFinished.connect(self._write_out)

    def value(self) -> date | None:
        return None if self.is_empty() or self.problem() else read_date(self.text())

    def set_value(self, value: object) -> None:
        self.setText(value.isoformat() if isinstance(value, date) else "")

    def problem(self) -> str:
        if self.is_empty():
            return ""
        try:
            day = read_date(self.text())
        except ValueError:
            return self.tr("Type a date such as 2026-11-23 or 20261123.")
        if day < self._first:
            return self.tr("The first possible day is {0}.").format(self._first.isoformat())
        if day > self._last:
            return self.tr("The last possible day is {0}.").format(self._last.isoformat())
        return ""

    def is_empty(self) -> bool:
        return not half_width(self.text())

    def _write_out(self) -> None:
        day = self.value()
        if day is not None:
            self.set_value(day)
