"""The day from the booking to the trail, step by step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from . import at_administration, at_cashier, at_charting, at_pharmacy, at_registration
from .booking_page import BookingPage
from .cast import Day, Desks
from .desk import Desk

DEPARTMENT = "内科"
Step = tuple[str, Callable[[], object]]


def steps(desks: Desks, day: Day, site: str) -> Iterator[Step]:
    """What happens, in order: a sentence and the deed. A booking made elsewhere is kept."""
    if day.booked is None:
        yield "a patient books on the web page", lambda: book(desks, day, site)
    yield "reception finds him, checks in, takes the fee, prints", lambda: receive(desks, day)
    yield "reception registers another of the same name", lambda: register(desks, day)
    yield "the doctor calls, writes, prescribes, is asked, signs", lambda: treat(desks, day)
    yield "the cashier takes cash and a WeChat payment, prints receipts", lambda: settle(desks, day)
    yield "the pharmacist reviews, dispenses, prints the labels", lambda: dispense(desks, day)
    yield "the administrator reads the trail", lambda: read(desks, day)


def book(desks: Desks, day: Day, site: str) -> None:
    """Step 1, over plain forms."""
    page = BookingPage(site)
    try:
        day.booked = page.book(day.patient, DEPARTMENT, desks.charting.person.name)
    finally:
        page.close()
    see_booked(desks.charting, day)


def see_booked(desk: Desk, day: Day) -> None:
    """The doctor's queue lists who has just booked."""
    done = time.monotonic()
    name = day.patient.name
    desk.seen(day.seen, done, lambda: desk.row("queue.table", name) is not None, "the booking")


def receive(desks: Desks, day: Day) -> None:
    """Step 2 for the patient who booked."""
    desk = desks.registration
    at_registration.find(desk, day.patient)
    day.number = at_registration.patient_number(desk)
    desk.shoot("arrived")
    at_registration.note_allergy(desk)
    at_registration.check_in(desks, day)
    at_registration.take_fee(desks, day)
    at_registration.print_slip(desk)
    desk.shoot("slip")


def register(desks: Desks, day: Day) -> None:
    """Step 2 for somebody who is new here and will pay by telephone."""
    desk = desks.registration
    at_registration.register(desk, day.second)
    day.second_number = at_registration.patient_number(desk)
    at_registration.give_number(desk, at_registration.ELSEWHERE)
    at_registration.leave_to_cashier(desk)


def treat(desks: Desks, day: Day) -> None:
    """Step 3."""
    desk = desks.charting
    at_charting.call(desks, day)
    at_charting.begin(desk, day.patient.name)
    at_charting.write_note(desk)
    at_charting.diagnose(desk)
    at_charting.prescribe(desk)
    at_charting.sign(desks, day)
    at_charting.finish(desk, day.patient.name)


def settle(desks: Desks, day: Day) -> None:
    """Step 4: the visit's bill in cash, the other patient's by a code."""
    at_cashier.take_cash(desks, day)
    at_cashier.take_code(desks, day)


def dispense(desks: Desks, day: Day) -> None:
    """Step 5; the stock is looked at before and after."""
    desk = desks.pharmacy
    day.stock_before = at_pharmacy.stock(desk)
    at_pharmacy.review(desk, day)
    at_pharmacy.dispense(desks, day)
    day.stock_after = at_pharmacy.stock(desk)


def read(desks: Desks, day: Day) -> None:
    """Step 6."""
    at_administration.read_trail(desks.administration, day)
