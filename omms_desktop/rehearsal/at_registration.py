"""Step 2 of the day: the receptionist finds, registers, checks in, takes the fee, prints."""

from __future__ import annotations

import re
import time

from omms_desktop.widgets.banner import Banner

from .cast import Day, Desks
from .desk import Desk, Failed
from .invented import Invented

ELSEWHERE = "外科"
"""Where the second patient goes: not into the queue that the first is called from."""
CASHIER = "到收费处缴费"
"""The button that is there once the bill has come."""
_NUMBER = re.compile(r"\b\d{8}\b")


def find(desk: Desk, who: Invented) -> None:
    """Find him by initials, by phone tail, and open him by identity number as a scanner would."""
    for typed in (who.initials, who.tail):
        desk.press("F2")
        desk.type(typed)
        desk.wait_until(lambda: desk.finds(who.name), who.name)
        if typed == who.initials:
            desk.shoot("found-by-initials")
        desk.press("Escape")
    desk.press("F2")
    desk.type(who.identity_number)
    desk.press("Return")
    desk.wait_until(lambda: who.name in banner_words(desk), f"{who.name} at the counter")


def note_allergy(desk: Desk) -> None:
    """Record what the patient tells when asked: penicillins, hives, moderate."""
    desk.press("Ctrl+G")
    desk.wait_until(lambda: desk.at("allergen"), "the form for an allergy")
    desk.type("青霉素")
    desk.look("青霉素类")
    desk.press("Down", "Return")
    desk.go_to("reaction")
    desk.type("荨麻疹")
    desk.press("Return")
    desk.type("2")
    desk.shoot("allergy")
    desk.press("F9")
    desk.wait_until(lambda: "荨麻疹" in banner_words(desk), "the allergy in the banner")


def check_in(desks: Desks, day: Day) -> None:
    """F9; the doctor sees him wait within a second."""
    desk, name = desks.registration, day.patient.name
    desk.press("F9")
    desk.wait_until(lambda: desk.at("received") and desk.sees(CASHIER), "the fee to be taken")
    done = time.monotonic()
    desk.shoot("checked-in")
    desks.charting.seen(day.seen, done, lambda: bool(waiting(desks.charting, name)), "the queue")


def waiting(desk: Desk, name: str) -> tuple[str, ...] | None:
    """The patient's row of the doctor's queue once he is checked in."""
    return desk.row("queue.table", name, "候诊")


def take_fee(desks: Desks, day: Day) -> None:
    """Twenty yuan are handed over; the change is said; the doctor sees that the fee is paid."""
    desk = desks.registration
    desk.type("20")
    desk.shoot("fee")
    desk.press("F9")
    desk.look("9.00")
    done = time.monotonic()
    desks.charting.seen(
        day.seen,
        done,
        lambda: bool(desks.charting.row("queue.table", day.patient.name, "已")),
        "the fee as paid",
    )
    desk.shoot("fee-paid")


def print_slip(desk: Desk) -> None:
    """F8; the paper lies in the tray."""
    before = set(desk.papers("queue_slip"))
    desk.press("F8")
    desk.wait_until(lambda: bool(set(desk.papers("queue_slip")) - before), "the queue slip")


def register(desk: Desk, who: Invented) -> None:
    """F3; a slip of the finger is told; sex and birth date fill themselves; the likely duplicate is
    shown before anything is made."""
    desk.press("F3")
    desk.wait_until(lambda: desk.at("identity_number"), "the form for a new patient")
    desk.type(f"{who.identity_number[:-1]}{'1' if who.identity_number[-1] != '1' else '2'}")
    desk.press("Return")
    desk.look("校验位")
    desk.shoot("wrong-check-digit")
    desk.press("Ctrl+A")
    desk.type(who.identity_number)
    desk.look(who.born_on.isoformat())
    desk.press("Return")
    desk.type(who.name)
    desk.go_to("phone")
    desk.type(who.phone)
    desk.shoot("new-patient")
    desk.press("F9")
    desk.look("疑似同一患者")
    desk.shoot("likely-duplicate")
    desk.press("F9")
    desk.wait_until(lambda: who.tail in banner_words(desk), f"{who.name} registered")


def give_number(desk: Desk, department: str) -> None:
    """Words narrow the sessions, arrows choose one with a free number, Enter takes it."""
    desk.wait_until(lambda: desk.at("offer_finder"), "the sessions of today")
    desk.type(department)
    desk.wait_until(lambda: bool(desk.row("slots", ":")), "a free time")
    desk.shoot("walk-in")
    desk.press("F9")
    desk.wait_until(lambda: desk.at("received") and desk.sees(CASHIER), "the fee to be taken")


def leave_to_cashier(desk: Desk) -> None:
    """He wants to pay by telephone: Esc leaves the bill to the cashier."""
    desk.press("Escape")
    desk.wait_until(lambda: not desk.sees(CASHIER), "the bill left to the cashier")


def banner_words(desk: Desk) -> str:
    """All that the patient banner says, or nothing."""
    for banner in desk.window.findChildren(Banner):
        if banner.isVisible():
            return banner.accessibleName()
    return ""


def patient_number(desk: Desk) -> str:
    """The number of the patient whose banner stands on the desk."""
    found = _NUMBER.search(banner_words(desk))
    if found is None:
        raise Failed(f"The banner of the {desk.name} desk tells no patient number.")
    return found[0]
