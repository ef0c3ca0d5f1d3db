"""Decides what the registration tab does; puts its parts together and hears the news. No Qt."""

from __future__ import annotations

from typing import Protocol

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.finding import FinderView, PatientFinder
from omms_server.contract.events import Changed, Topic

from .allergies import Allergies, AllergyView
from .booking import BookingView
from .cash import CashView
from .counter import Counter, CounterView
from .enrolment import Enrolment, EnrolmentView
from .today import Today, TodayView

_LISTED = frozenset({Topic.APPOINTMENTS, Topic.QUEUE, Topic.BILLS})


class Views(Protocol):
    """The parts of the screen."""

    @property
    def finder(self) -> FinderView: ...
    @property
    def today(self) -> TodayView: ...
    @property
    def counter(self) -> CounterView: ...
    @property
    def booking(self) -> BookingView: ...
    @property
    def cash(self) -> CashView: ...
    @property
    def enrolment(self) -> EnrolmentView: ...
    @property
    def allergies(self) -> AllergyView: ...


class RegistrationPresenter:
    """Made once; the screen may be built anew under it and is then given to `attach` again."""

    def __init__(self, context: TabContext) -> None:
        self.finder, self.today = PatientFinder(context), Today(context)
        self.counter = Counter(context)
        self.enrolment = Enrolment(context, self.counter.open)
        self.allergies = Allergies(context, self.counter.allergies_changed)
        topics = _LISTED | {Topic.PATIENTS}
        self._news = context.changes.subscribe(topics, self._happened)

    def attach(self, views: Views) -> None:
        """Show everything on these views from now on."""
        self.finder.attach(views.finder)
        self.today.attach(views.today)
        self.counter.booking.attach(views.booking)
        self.counter.cash.attach(views.cash)
        self.enrolment.attach(views.enrolment)
        self.allergies.attach(views.allergies)
        self.counter.attach(views.counter)

    def refresh(self) -> None:
        """Load everything on screen again (F5)."""
        self.today.reload()
        self.counter.look_again()
        self._reload_offers()

    def _happened(self, news: tuple[Changed, ...]) -> None:
        if any(one.topic in _LISTED for one in news):
            self.today.reload()
        if any(one.topic is Topic.APPOINTMENTS for one in news):
            self._reload_offers()
        mine = [one for one in news if one.ref is None or self.counter.here.knows(one.ref)]
        if any(one.topic is Topic.PATIENTS for one in mine):
            self.counter.look_again()
        elif mine:
            self.counter.refresh()

    def _reload_offers(self) -> None:
        if self.counter.booking.open:
            self.counter.booking.reload()
