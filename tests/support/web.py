"""A browser without JavaScript at the sidecar, and a backend that answers as a test tells it."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx

from omms_server.contract import booking as online
from omms_server.contract import scheduling as said
from omms_server.contract.billing import NoticeReply, ReceivePaymentNotice
from omms_server.contract.faults import Fault
from omms_server.settings import ClinicSettings, ServerSettings
from omms_server.web.app import WebLimits, create_app
from omms_server.web.backend import Backend
from tests.support.clinic import MORNING, TODAY, identity_number

ORIGIN = "http://clinic.test"
DEPARTMENT = said.Department(
    id=11, code="D01", name="内科", name_en="Internal Medicine", initials="NK", place="1F-101"
)
PHONE = "010-55550123"


def a_slot(number: int, free: int = 2) -> said.Slot:
    start = MORNING + timedelta(minutes=30 * number)
    return said.Slot(
        id=100 + number,
        starts_at=start,
        ends_at=start + timedelta(minutes=30),
        capacity=3,
        free=free,
    )


def a_session(**changes: Any) -> said.Session:
    given: dict[str, Any] = {
        "id": 21,
        "department_id": 11,
        "department": "内科",
        "doctor_id": 31,
        "doctor": "林大夫",
        "doctor_title": "主治医师",
        "on": TODAY,
        "half_day": said.HalfDay.MORNING,
        "kind": said.SessionKind.GENERAL,
        "room": "101",
        "fee": 2550,
        "free": 5,
        "capacity": 9,
    }
    return said.Session(**{**given, **changes})


def a_booking(**changes: Any) -> online.OnlineBooking:
    given: dict[str, Any] = {
        "number": 7,
        "patient_masked": "张*明",
        "department": "内科",
        "doctor": "林大夫",
        "room": "101",
        "place": "1F-101",
        "starts_at": MORNING,
        "ends_at": MORNING + timedelta(minutes=30),
        "fee": 2550,
        "calendar_uid": "appointment-9@omms",
        "cancel_until": MORNING + timedelta(hours=8),
    }
    return online.OnlineBooking(**{**given, **changes})


@dataclass
class FakeBackend:
    """Answers from its fields; a fault set for a kind of request is raised."""

    days: tuple[online.OfferedDays, ...] = (
        online.OfferedDays(
            department=DEPARTMENT,
            days=(
                online.OpenDay(on=TODAY, free=5),
                online.OpenDay(on=TODAY + timedelta(days=1), free=0),
            ),
        ),
    )
    sessions: tuple[said.SessionSlots, ...] = (
        said.SessionSlots(session=a_session(), slots=(a_slot(0), a_slot(1, 0), a_slot(2, 3))),
    )
    booking: online.OnlineBooking = field(default_factory=a_booking)
    reply: NoticeReply = field(
        default_factory=lambda: NoticeReply(status=200, content_type="text/plain", body="success")
    )
    shown_code: str | None = "482913"
    faults: dict[type, Fault | Exception] = field(default_factory=dict)
    asked: list[tuple[Any, str | None]] = field(default_factory=list)

    def send(self, request: Any, key: str | None = None) -> Any:
        self.asked.append((request, key))
        if fault := self.faults.get(type(request)):
            raise fault
        answers: dict[type, Any] = {
            online.ListOfferedDays: self.days,
            online.ListOfferedSlots: self.sessions,
            online.RequestBookingCode: online.CodeSent(
                valid_minutes=10, shown_code=self.shown_code
            ),
            online.BookOnline: self.booking,
            ReceivePaymentNotice: self.reply,
        }
        return answers[type(request)]

    def of(self, kind: type) -> list[tuple[Any, str | None]]:
        """What was asked of this kind."""
        return [one for one in self.asked if isinstance(one[0], kind)]


class Page(HTMLParser):
    """What a browser would find in a page: forms' fields, links and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.links: list[str] = []
        self.fields: dict[str, str] = {}
        self.ids: set[str] = set()
        self.buttons: list[str] = []
        self.action = ""
        self.words: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        if tag in ("style", "script"):
            self._hidden += 1
        elif tag == "a":
            self.links.append(given["href"])
        elif tag == "form":
            self.action = given["action"]
        elif tag == "input" and given.get("type") != "radio":
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "button":
            self.buttons.append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All that is read, with single spaces."""
        return re.sub(r"\s+", " ", "".join(self.words)).strip()


@dataclass
class Site:
    """Keeps cookies and follows forms as a browser does; one event loop for all its calls."""

    client: httpx.AsyncClient
    runner: asyncio.Runner

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.runner.run(self.client.get(path, headers=headers))

    def page(self, path: str) -> Page:
        return Page(self.get(path).text)

    def post(self, path: str, **given: Any) -> httpx.Response:
        """Send a form as this site's own page."""
        given.setdefault("headers", {"origin": ORIGIN})
        return self.runner.run(self.client.post(path, **given))

    def together(self, path: str, count: int, data: dict[str, str]) -> list[httpx.Response]:
        """The same form many times at once."""

        async def all_at_once() -> list[httpx.Response]:
            posts = (
                self.client.post(path, data=data, headers={"origin": ORIGIN}) for _ in range(count)
            )
            return list(await asyncio.gather(*posts))

        return self.runner.run(all_at_once())

    def fill(self, page: Page, action: str, **typed: str) -> httpx.Response:
        """Type into the form of a page and press a button."""
        return self.post(page.action, data={**page.fields, **typed, "action": action})


def who(**changes: str) -> dict[str, str]:
    """What a patient types."""
    born = date(1990, 1, 1)
    given = {"name": "张晓明", "identity": identity_number(born), "mobile": "13912345678"}
    return {**given, **changes}


def a_settings(folder: Path, **changes: Any) -> ServerSettings:
    clinic = ClinicSettings(name="示范门诊部", address="长安街1号", phone=PHONE)
    return ServerSettings(data=folder, clinic=clinic, **{"development": True, **changes})


@contextlib.contextmanager
def a_site(
    backend: Backend,
    folder: Path,
    *,
    limits: WebLimits | None = None,
    now: Callable[[], datetime] = lambda: MORNING,
    secret: bytes = b"s" * 32,
    **settings: Any,
) -> Iterator[Site]:
    """A browser at a sidecar before this backend."""
    given = a_settings(folder, **settings)
    app = create_app(backend, given, limits=limits, now=now, secret=secret)
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN)
        yield Site(client, runner)
        runner.run(client.aclose())
