"""Books on the clinic's web page as a patient's browser does without JavaScript: plain forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import httpx

from .desk import Failed
from .invented import Invented

_DEPARTMENT = re.compile(r'<h2><a href="(/departments/\d+)">([^<]+)</a>')
_DAY = re.compile(r'<a class="chip" href="(\?on=[\d-]+)"')
_SESSION = re.compile(r'<section class="card" aria-labelledby.*?</section>', re.DOTALL)
_SLOT = re.compile(r'<a class="slot" href="([^"]+)"><b>([\d:]+)</b>')
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_CODE = re.compile(r'class="shown">[^<]*<b>(\d{6})</b>')
_NUMBER = re.compile(r'class="number">.*?<b>(\d+)', re.DOTALL)
_FACT = re.compile(r"<div><dt>([^<]+)</dt><dd[^>]*>(.*?)</dd></div>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Booked:
    """What the confirmation page says, and the calendar file behind it."""

    number: int
    facts: dict[str, str]
    calendar: str


class BookingPage:
    """The pages of one site, opened one after the other."""

    def __init__(self, site: str) -> None:
        self._http = httpx.Client(
            base_url=site,
            timeout=15,
            follow_redirects=True,
            headers={"origin": site.rstrip("/"), "accept-language": "zh-CN"},
        )

    def book(self, who: Invented, department: str, doctor: str) -> Booked:
        """Choose the doctor's next free time and book it with the code the page shows."""
        slot = self._next_slot(department, doctor)
        form = self._read(slot)
        action = f"{slot.rpartition('/')[0]}/book"
        typed = {"name": who.name, "identity": who.identity_number, "mobile": who.phone}
        sent = self._send(action, _hidden(form) | typed | {"action": "send"})
        code = _CODE.search(sent)
        if code is None:
            raise Failed("The booking page showed no one-time code.")
        asked = _hidden(sent) | typed | {"code": code[1], "action": "book"}
        answer = self._http.post(action, data=asked)
        return self._confirmed(str(answer.url), answer.raise_for_status().text)

    def close(self) -> None:
        """The browser is closed."""
        self._http.close()

    def _next_slot(self, department: str, doctor: str) -> str:
        paths = {unescape(name): path for path, name in _DEPARTMENT.findall(self._read("/"))}
        if department not in paths:
            raise Failed(f"The booking page offers nothing in {department}.")
        path = paths[department]
        first = self._read(path)
        for day in _DAY.findall(first)[:2]:
            times = [
                (at, slot)
                for session in _SESSION.findall(self._read(f"{path}{day}"))
                if doctor in session
                for slot, at in _SLOT.findall(session)
            ]
            if times:
                return str(min(times)[1])
        raise Failed(f"The booking page offers no time with {doctor}.")

    def _confirmed(self, url: str, page: str) -> Booked:
        number = _NUMBER.search(page)
        if number is None:
            raise Failed("The booking page did not confirm the booking.")
        facts = {
            term: " ".join(unescape(_TAG.sub("", fact)).split())
            for term, fact in _FACT.findall(page)
        }
        return Booked(int(number[1]), facts, self._read(f"{url}/calendar.ics"))

    def _read(self, path: str) -> str:
        return self._http.get(path).raise_for_status().text

    def _send(self, path: str, fields: dict[str, str]) -> str:
        return self._http.post(path, data=fields).raise_for_status().text


def _hidden(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}
