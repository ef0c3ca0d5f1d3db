"""Renders the pages: one document each, style inside, every value escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from omms_server.contract.money import yuan
from omms_server.contract.scheduling import Department
from omms_server.settings import ServerSettings

from .preferences import Language, Preferences
from .texts import TITLES, say

TEMPLATES = Path(__file__).parent / "templates"
_WEEKDAYS = (
    *(("周一", "Mon"), ("周二", "Tue"), ("周三", "Wed"), ("周四", "Thu")),
    *(("周五", "Fri"), ("周六", "Sat"), ("周日", "Sun")),
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Pages:
    """Knows the clinic and its zone; makes HTML of a template's name and values."""

    def __init__(self, settings: ServerSettings, now: Callable[[], datetime]) -> None:
        self.clinic = settings.clinic
        self.zone = ZoneInfo(settings.clinic.zone)
        self.now = now
        self._is_development = settings.development
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.style = (TEMPLATES / "style.css").read_text("utf-8").strip()

    @property
    def style_hash(self) -> str:
        """What the content security policy lets in."""
        digest = hashlib.sha256(self.style.encode()).digest()
        return f"sha256-{base64.b64encode(digest).decode()}"

    @property
    def today(self) -> date:
        """The clinic's date."""
        return self.now().astimezone(self.zone).date()

    def render(self, name: str, likes: Preferences, **values: Any) -> str:
        """The page of this template in the reader's language."""
        lang = likes.lang
        common = {
            "likes": likes,
            "lang": lang,
            "t": partial(say, lang),
            "clinic": self.clinic,
            "style": self.style,
            "is_development": self._is_development,
            "path": "/",
            "step": 0,
            "form_id": "",
            "yuan": yuan,
            "day": partial(self.day, lang),
            "near": partial(self.near, lang),
            "short": partial(self.short, lang),
            "local": self.local,
            "clock": self.clock,
            "moment": partial(self.moment, lang),
            "department_name": partial(department_name, lang),
            "room_name": partial(room_name, lang),
            "title_of": partial(_title, lang),
        }
        return self._templates.get_template(name).render({**common, **values})

    def day(self, lang: Language, on: date) -> str:
        """11月24日 周二 / Tue 24 Nov."""
        weekday = _WEEKDAYS[on.weekday()][lang == "en"]
        if lang == "en":
            return f"{weekday} {on.day} {_MONTHS[on.month - 1]}"
        return f"{on.month}月{on.day}日 {weekday}"

    def near(self, lang: Language, on: date) -> str:
        """Today, tomorrow, or the weekday with the day."""
        days = (on - self.today).days
        if days in (0, 1):
            return say(lang, ("today", "tomorrow")[days])
        weekday = _WEEKDAYS[on.weekday()][lang == "en"]
        return f"{weekday} {on.day}" if lang == "en" else f"{weekday} {on.day}日"

    def short(self, lang: Language, on: date) -> str:
        """The same in one word: a weekday within the week, after it the day of the month."""
        if (on - self.today).days > 6:
            return f"{on.month}/{on.day}"
        return self.near(lang, on).split(" ")[0]

    def local(self, at: datetime) -> date:
        """Its date in the clinic's zone."""
        return at.astimezone(self.zone).date()

    def clock(self, at: datetime) -> str:
        """09:30, in the clinic's zone."""
        return at.astimezone(self.zone).strftime("%H:%M")

    def moment(self, lang: Language, at: datetime) -> str:
        """Day and time in the clinic's zone."""
        return f"{self.day(lang, self.local(at))} {self.clock(at)}"


def department_name(lang: Language, department: Department) -> str:
    """Its name in the reader's language, where it has one."""
    return (department.name_en if lang == "en" else "") or department.name


def room_name(lang: Language, room: str) -> str:
    """`101` and `101室` are both in use."""
    return say(lang, "room", room=room.removesuffix("诊室").removesuffix("室"))


def _title(lang: Language, title: str) -> str:
    return TITLES.get(title, title) if lang == "en" else title
