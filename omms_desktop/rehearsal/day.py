"""The day from the booking to the trail, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import at_administration, at_cashier, at_charting, at_pharmacy, at_registration
from .booking_page import BookingPage
from .cast import Day, Desks

DEPARTMENT = "内科"
Step = tuple[str, Callable[[], object]]


def steps(desks: Desks, day: Day, site: str) -> Iterator[Step]:
    """What happens, in order: a sentence and the deed."""
    yield "a patient books on the web page", lambda: book(desks, day, site)
    yield "reception finds him, checks in, takes the fee, prints", lambda: receive(desks, day)
    yield "reception registers another of the same name", lambda: register(desks, day)
    yield "the doctor calls, writes, prescribes, is asked, signs", lambda: treat(desks, day)
    yield "the cashier takes cash and prints the receipt", lambda: settle(desks, day)
    yield "the pharmacist reviews, dispenses, prints the labels", lambda: dispense(desks, day)
    yield "the administrator reads the trail", lambda: read(desks, day)


def book(desks: Desks, day: Day, site: str) -> None:
    """Step 1, over plain forms."""
    page = BookingPage(site)
    try:
        day.booked = page.book(day.patient, DEPARTMENT, desks.charting.person.name)
    finally:
        page.close()


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
    """Step 2 for somebody who is new here."""
    at_registration.register(desks.registration, day.second)


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
    """Step 4."""
    at_cashier.open_bill(desks.cashier, day.patient.name)
    at_cashier.take_cash(desks, day)
    at_cashier.print_receipt(desks.cashier)


def dispense(desks: Desks, day: Day) -> None:
    """Step 5."""
    at_pharmacy.open_prescription(desks.pharmacy, day.patient.name)
    at_pharmacy.dispense(desks.pharmacy)
    at_pharmacy.print_labels(desks.pharmacy)


def read(desks: Desks, day: Day) -> None:
    """Step 6."""
    at_administration.read_trail(desks.administration, day.number)
