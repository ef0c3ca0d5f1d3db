"""Step 5 of the day: the pharmacist reviews, dispenses what expires first, prints the labels."""

from __future__ import annotations

import time

from .at_charting import DRUGS
from .at_registration import banner_words
from .cast import Day, Desks
from .desk import Desk

Batches = dict[str, list[tuple[str, ...]]]


def stock(desk: Desk) -> Batches:
    """The batches of the prescribed drugs as the stock screen lists them, earliest expiry first."""
    desk.press("Alt+3")
    desk.wait_until(lambda: bool(desk.rows("stock")), "the stock")
    found = {}
    for _, drug in DRUGS:
        desk.press("F2", "Ctrl+A")
        desk.type(drug)
        desk.press("Return")
        desk.wait_until(lambda drug=drug: only(desk, drug), drug)  # type: ignore[misc]
        found[drug] = desk.rows("stock")
    desk.shoot("stock")
    desk.press("Alt+1")
    desk.wait_until(lambda: desk.shows("prescriptions"), "the queue")
    return found


def only(desk: Desk, drug: str) -> bool:
    """Whether the stock screen lists this drug alone."""
    rows = desk.rows("stock")
    return bool(rows) and all(row[0] == drug for row in rows)


def review(desk: Desk, day: Day) -> None:
    """Open the prescription by its number; the banner tells the allergy; F9 approves."""
    desk.press("F2")
    desk.type(day.prescription)
    desk.press("Return")
    desk.wait_until(lambda: day.patient.name in banner_words(desk), "the prescription")
    desk.look("审方通过", day.prescription)
    desk.shoot("review")
    desk.press("F9")
    desk.look("发药", "F9")
    desk.wait_until(lambda: not desk.sees("审方通过"), "the review done")
    desk.shoot("to-dispense")


def dispense(desks: Desks, day: Day) -> None:
    """F9 hands over; the prescription leaves the queue, and the doctor sees it dispensed."""
    desk, name = desks.pharmacy, day.patient.name
    before = set(desk.papers("drug_label"))
    desk.press("F9")
    desk.wait_until(lambda: desk.row("prescriptions", name) is None, "the queue without him")
    done = time.monotonic()
    desks.charting.seen(day.seen, done, lambda: desks.charting.sees("已发药"), "it as dispensed")
    desk.shoot("dispensed")
    desk.press("F8")
    desk.wait_until(lambda: bool(set(desk.papers("drug_label")) - before), "the labels")
