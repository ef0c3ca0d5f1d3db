"""What happens when the booking form is sent: the code goes out, or the visit is booked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from omms_server.contract.booking import (
    BookOnline,
    CodeSent,
    OfferedDays,
    RequestBookingCode,
    TooManyCodes,
)
from omms_server.contract.faults import Fault
from omms_server.contract.masking import mask_phone
from omms_server.contract.scheduling import Slot, SlotFull, SlotOver

from .backend import Asker
from .done import Done, DoneBookings
from .fault_texts import fault_sentence
from .forms import (
    FormTokens,
    Typed,
    clean_identity,
    clean_mobile,
    code_key,
    problems,
    read_form,
)
from .offers import Sessions, find_slot
from .pages import Pages
from .preferences import COOKIE_SECONDS, Preferences
from .rates import Rate
from .texts import say

AWAY = frozenset(
    ["unreachable", "sign_in_needed", "outdated", "not_allowed", "unknown_request", "unreadable"]
)
UNCERTAIN = AWAY | {"in_progress", "busy", "internal"}
"""After these the command may have been done: the same key goes again."""
FIELD_OF = {
    "booking.wrong_code": "code",
    "booking.too_many_codes": "code",
    "booking.identity_mismatch": "identity",
}
SLOT_FAULTS = frozenset((SlotFull.code, SlotOver.code, "not_found"))
_LONGEST_FORM = 20


@dataclass(frozen=True)
class Place:
    """Where in the schedule the reader stands."""

    offered: OfferedDays
    on: date
    sessions: Sessions
    slot_id: int


@dataclass(frozen=True)
class _Errors:
    """Sentences by field, in the form's order; the empty name is for the whole form."""

    by_field: dict[str, str]
    status: int
    offers_others: bool = False


_NONE = _Errors({}, 200)


class Submitting:
    """Answers the form with itself and what is wrong, or with the way to the confirmation."""

    def __init__(
        self,
        pages: Pages,
        asker: Asker,
        done: DoneBookings,
        tokens: FormTokens,
        rates: tuple[Rate, Rate],
    ) -> None:
        """`rates`: of forms and of codes, by address."""
        self._pages, self._asker, self._done, self._tokens = pages, asker, done, tokens
        self._forms, self._codes = rates

    def blank(self, place: Place, likes: Preferences) -> HTMLResponse:
        """The empty form for a slot, with a new key."""
        typed = Typed(token=self._tokens.make(), slot=str(place.slot_id))
        return self._page(place, likes, typed, _NONE)

    async def answer(
        self,
        request: Request,
        offered: OfferedDays,
        on: date,
        sessions: Sessions,
        likes: Preferences,
    ) -> Response:
        """Read the form and do what its button says."""
        async with request.form(max_files=0, max_fields=_LONGEST_FORM) as given:
            typed = read_form(given)
        place = Place(offered, on, sessions, typed.slot_id)
        verb, _, choice = typed.action.partition(":")
        if verb == "switch":
            return self._switched(place, likes.changed(choice), typed)
        wrong = self._checked(request, typed, likes)
        if wrong is not None:
            fresh = typed if self._tokens.key_of(typed.token) else self._renewed(typed)
            return self._page(place, likes, fresh, wrong)
        if verb == "send":
            return await self._send_code(place, likes, typed)
        return await self._book(place, likes, typed)

    def _checked(self, request: Request, typed: Typed, likes: Preferences) -> _Errors | None:
        lang = likes.lang
        address = request.client.host if request.client else ""
        if not self._forms.allows(address):
            return _Errors({"": say(lang, "error_too_often")}, 429)
        found = problems(typed, self._pages.today)
        if not typed.slot_id:
            found["slot"] = "slot_missing"
        if found:
            return _Errors({name: say(lang, text) for name, text in found.items()}, 422)
        if self._tokens.key_of(typed.token) is None:
            return _Errors({"": say(lang, "form_old")}, 403)
        if typed.action == "send" and not self._codes.allows(address):
            return _Errors({"": say(lang, "error_too_often")}, 429)
        return None

    async def _send_code(self, place: Place, likes: Preferences, typed: Typed) -> Response:
        mobile = clean_mobile(typed)
        key = code_key(self._tokens.key_of(typed.token) or "", mobile)
        try:
            sent = await self._asker.ask(RequestBookingCode(mobile=mobile), key)
        except Fault as fault:
            was_sent = typed.is_sent or isinstance(fault, TooManyCodes)
            return self._refused(place, likes, replace(typed, is_sent=was_sent), fault)
        fresh = replace(self._renewed(typed), is_sent=True, code="")
        return self._page(place, likes, fresh, _NONE, sent)

    async def _book(self, place: Place, likes: Preferences, typed: Typed) -> Response:
        wanted = BookOnline(
            slot_id=typed.slot_id,
            name=typed.name,
            identity_number=clean_identity(typed),
            mobile=clean_mobile(typed),
            code=typed.code,
        )
        try:
            booking = await self._asker.ask(wanted, self._tokens.key_of(typed.token))
        except Fault as fault:
            return self._refused(place, likes, replace(typed, is_sent=True), fault)
        name = self._done.keep(Done(booking, place.offered.department))
        return RedirectResponse(f"/booking/done/{name}", status_code=303)

    def _refused(
        self, place: Place, likes: Preferences, typed: Typed, fault: Fault
    ) -> HTMLResponse:
        code = fault.code
        sentence = fault_sentence(likes.lang, code, fault.params)
        field = "slot" if code in SLOT_FAULTS else FIELD_OF.get(code, "")
        status = 503 if code in UNCERTAIN else 409
        errors = _Errors({field: sentence}, status, offers_others=field == "slot")
        kept = typed if code in UNCERTAIN else self._renewed(typed)
        return self._page(place, likes, kept, errors)

    def _switched(self, place: Place, likes: Preferences, typed: Typed) -> HTMLResponse:
        page = self._page(place, likes, typed, _NONE)
        for name, value in likes.cookies.items():
            page.set_cookie(name, value, max_age=COOKIE_SECONDS, samesite="lax", httponly=True)
        return page

    def _renewed(self, typed: Typed) -> Typed:
        return typed.with_token(self._tokens.make())

    def _page(
        self,
        place: Place,
        likes: Preferences,
        typed: Typed,
        errors: _Errors,
        sent: CodeSent | None = None,
    ) -> HTMLResponse:
        found = find_slot(place.sessions, place.slot_id)
        values: dict[str, Any] = {
            "step": 3,
            "form_id": "who",
            "path": f"/departments/{place.offered.department.id}/{place.on}/{place.slot_id}",
            "offered": place.offered,
            "on": place.on,
            "session": found[0].session if found else None,
            "slot": found[1] if found else None,
            "typed": typed,
            "errors": errors.by_field,
            "others": _others(place) if errors.offers_others else None,
            "sent": sent,
            "sent_to": mask_phone(typed.mobile) if sent else "",
        }
        html = self._pages.render("who.html", likes, **values)
        return HTMLResponse(html, status_code=errors.status)


def _others(place: Place) -> list[tuple[str, Slot]]:
    """Free slots of the day other than the chosen one, with their doctors."""
    free = (
        (found.session.doctor, slot)
        for found in place.sessions
        for slot in found.slots
        if slot.free > 0 and slot.id != place.slot_id
    )
    return sorted(free, key=lambda other: other[1].starts_at)
