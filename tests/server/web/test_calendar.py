"""The calendar file, read back as a calendar would."""

from datetime import UTC, datetime

import pytest

from omms_server.contract import booking as online
from omms_server.web.calendar import Entry, calendar_text
from tests.support.clinic import MORNING, TODAY
from tests.support.web import FakeBackend, Page, Site, who


def entry(**changes: object) -> Entry:
    given: dict[str, object] = {
        "uid": "appointment-9@omms",
        "sequence": 0,
        "summary": "就诊\uff1a内科",
        "description": "带身份证",
        "location": "长安街1号 1F-101",
        "starts_at": MORNING,
        "ends_at": MORNING.replace(minute=30),
        "organiser": "示范门诊部",
    }
    return Entry(**{**given, **changes})  # type: ignore[arg-type]


def read(body: bytes) -> dict[str, str]:
    """Unfold and unescape the event's properties (RFC 5545 3.1, 3.3.11)."""
    text = body.replace(b"\r\n ", b"").decode()
    event = text.split("BEGIN:VEVENT\r\n")[1].split("BEGIN:VALARM")[0]
    values = dict(line.split(":", 1) for line in event.split("\r\n") if line)
    marks = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    plain = {}
    for name, value in values.items():
        out, at = "", 0
        while at < len(value):
            pair = value[at : at + 2]
            out += marks.get(pair, value[at])
            at += 2 if pair in marks else 1
        plain[name] = out
    return plain


def test_a_booking_comes_back_from_the_file(site: Site, backend: FakeBackend) -> None:
    page = site.page(f"/departments/11/{TODAY}/100")
    typed = who()
    page = Page(site.fill(page, "send", **typed).text)
    done = site.fill(page, "book", code="482913").headers["location"]
    answer = site.get(f"{done}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "no-store"
    found = read(answer.content)
    assert found["UID"] == backend.booking.calendar_uid
    assert found["SEQUENCE"] == "0"
    assert found["DTSTART"] == "20261123T010000Z"
    assert found["DTEND"] == "20261123T013000Z"
    assert "内科" in found["SUMMARY"]
    assert "1F-101" in found["LOCATION"]
    text = answer.content.replace(b"\r\n ", b"").decode()
    for personal in (*typed.values(), backend.booking.patient_masked):
        assert personal not in text
    assert site.get(f"{done}/calendar.ics").content == answer.content
    assert backend.of(online.BookOnline)


@pytest.mark.parametrize("text", ["a,b;c\\d\ne", "行" * 200, "𠮷" * 60, "x" * 300, "\\,\\n", ""])
def test_any_text_survives_escaping_and_folding(text: str) -> None:
    body = calendar_text(entry(description=text), MORNING)
    assert read(body)["DESCRIPTION"] == text
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_nobody_writes_a_line_of_his_own_into_the_file() -> None:
    body = calendar_text(entry(summary="x\r\nATTACH:http://evil\r\n"), MORNING)
    assert b"\r\nATTACH" not in body


def test_times_are_in_utc() -> None:
    body = calendar_text(entry(), datetime(2026, 11, 1, tzinfo=UTC))
    assert b"DTSTAMP:20261101T000000Z" in body
