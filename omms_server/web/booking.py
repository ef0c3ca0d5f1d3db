"""The booking pages: department, time, who, done. They work without JavaScript."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from omms_server.contract.booking import OfferedDays

from .calendar import Entry, calendar_text
from .done import Done, DoneBookings
from .offers import Offers, find_slot
from .pages import Pages, department_name
from .preferences import Preferences, preferences_of
from .submitting import Place, Submitting
from .texts import say


def likes_of(request: Request) -> Preferences:
    """What the reader prefers."""
    return preferences_of(request.scope["headers"])


Likes = Annotated[Preferences, Depends(likes_of)]
_PUBLIC = {"cache-control": "no-cache", "vary": "cookie"}


def booking_router(
    pages: Pages, offers: Offers, submitting: Submitting, done: DoneBookings
) -> APIRouter:
    """All booking pages."""
    views = _Views(pages, offers, submitting, done)
    router = APIRouter(default_response_class=HTMLResponse)
    router.get("/")(views.departments)
    router.get("/departments/{department_id}")(views.department)
    router.get("/departments/{department_id}/{on}/book")(views.after_reload)
    router.post("/departments/{department_id}/{on}/book")(views.submit)
    router.get("/departments/{department_id}/{on}/{slot_id}")(views.who)
    router.get("/booking/done/{name}")(views.confirmation)
    router.get("/booking/done/{name}/calendar.ics")(views.calendar)
    return router


class _Views:
    def __init__(
        self, pages: Pages, offers: Offers, submitting: Submitting, done: DoneBookings
    ) -> None:
        self._pages, self._offers, self._done = pages, offers, done
        self._submitting = submitting

    async def departments(self, likes: Likes) -> HTMLResponse:
        """Screen 1: departments with their next free days."""
        html = self._pages.render(
            "departments.html", likes, step=1, offered=await self._offers.days()
        )
        return HTMLResponse(html, headers=_PUBLIC)

    async def department(
        self, department_id: int, likes: Likes, on: date | None = None
    ) -> HTMLResponse:
        """Screen 2: days, doctors and times of a department; the first free day unless another is
        chosen."""
        offered = await self._offers.department(department_id)
        if offered is None:
            return self._message(likes, "error_not_found", 404)
        day = on if any(open_day.on == on for open_day in offered.days) else first_free(offered)
        sessions = await self._offers.sessions(offered, day) if day else ()
        html = self._pages.render(
            "department.html",
            likes,
            step=2,
            path=f"/departments/{department_id}",
            kept=f"on={day}&" if day else "",
            offered=offered,
            on=day,
            sessions=sessions,
        )
        return HTMLResponse(html, headers=_PUBLIC)

    async def who(self, department_id: int, on: date, slot_id: int, likes: Likes) -> HTMLResponse:
        """Screen 3: who comes."""
        offered = await self._offers.department(department_id)
        if offered is None:
            return self._message(likes, "error_not_found", 404)
        sessions = await self._offers.sessions(offered, on)
        found = find_slot(sessions, slot_id)
        if found is None or found[1].free <= 0:
            back = f"/departments/{department_id}?on={on}"
            return self._message(likes, "error_gone", 410, back, "back_times")
        return self._submitting.blank(Place(offered, on, sessions, slot_id), likes)

    async def after_reload(self, department_id: int, on: date) -> RedirectResponse:
        """The form's address, opened as a page: the times of that day."""
        return RedirectResponse(f"/departments/{department_id}?on={on}", status_code=303)

    async def submit(
        self, department_id: int, on: date, request: Request, likes: Likes
    ) -> Response:
        """The form: send the code, or book."""
        offered, sessions = await self._offers.for_form(department_id, on)
        if offered is None:
            return self._message(likes, "error_not_found", 404)
        return await self._submitting.answer(request, offered, on, sessions, likes)

    async def confirmation(self, name: str, likes: Likes) -> HTMLResponse:
        """Screen 4: the booking, as long as its link is good."""
        done = self._done.find(name)
        if done is None:
            return self._message(likes, "done_gone", 404)
        is_open = done.booking.cancel_until > self._pages.now()
        html = self._pages.render(
            "done.html",
            likes,
            step=4,
            path=f"/booking/done/{name}",
            done=done,
            can_cancel=is_open,
        )
        return HTMLResponse(html)

    async def calendar(self, name: str, likes: Likes) -> Response:
        """The booking as a calendar file."""
        done = self._done.find(name)
        if done is None:
            return self._message(likes, "done_gone", 404)
        body = calendar_text(self._entry(done, likes), self._pages.now())
        named = {"content-disposition": 'attachment; filename="visit.ics"'}
        return Response(body, media_type="text/calendar; charset=utf-8", headers=named)

    def _entry(self, done: Done, likes: Preferences) -> Entry:
        booking, lang, clinic = done.booking, likes.lang, self._pages.clinic
        place = " ".join(part for part in (clinic.name, clinic.address, booking.place) if part)
        return Entry(
            uid=booking.calendar_uid,
            sequence=0,
            summary=say(lang, "ics_summary", department=department_name(lang, done.department)),
            description=say(
                lang,
                "ics_text",
                number=booking.number,
                doctor=booking.doctor,
                until=self._pages.moment(lang, booking.cancel_until),
                phone=clinic.phone,
            ),
            location=place,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            organiser=clinic.name,
        )

    def _message(
        self, likes: Preferences, text: str, status: int, back: str = "/", word: str = "home"
    ) -> HTMLResponse:
        html = self._pages.render("message.html", likes, text=text, back=back, word=word)
        return HTMLResponse(html, status_code=status)


def first_free(offered: OfferedDays) -> date | None:
    """The first day with a free number, else the first day at all."""
    free = [day.on for day in offered.days if day.free > 0]
    return free[0] if free else offered.days[0].on if offered.days else None
