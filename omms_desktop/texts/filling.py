"""Puts a fault's parameters into its sentence the way people read them."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .words import word

CLINIC_ZONE = ZoneInfo("Asia/Shanghai")
UNKNOWN = "—"
_PLACE = re.compile(r"\{(\w+)\}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")


def fill(text: str, params: Mapping[str, Any], language: str) -> str:
    """Fill every `{name}`; one that is not known becomes a dash, never an error."""
    return _PLACE.sub(lambda place: _shown(params.get(place[1]), language), text)


def _shown(value: Any, language: str) -> str:
    """Moments in the clinic's time, known codes as words, lists with the language's comma."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, (list, tuple)):
        comma = "、" if language.startswith("zh") else ", "
        return comma.join(_shown(one, language) for one in value) or UNKNOWN
    text = str(value)
    if _MOMENT.fullmatch(text):
        return datetime.fromisoformat(text).astimezone(CLINIC_ZONE).strftime("%Y-%m-%d %H:%M")
    return word(text, language)
