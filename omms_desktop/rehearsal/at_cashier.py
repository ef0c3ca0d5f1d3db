"""Step 4 of the day: the cashier takes cash with change and prints the numbered receipt."""

from __future__ import annotations

import time

from .cast import Day, Desks
from .desk import Desk


def open_bill(desk: Desk, name: str) -> None:
    """Find the patient's bill in the list and open it."""
    desk.press("F2")
    desk.type(name)
    desk.wait_until(lambda: bool(desk.row("bills", name)), f"the bill of {name}")
    desk.press("Return")
    desk.wait_until(lambda: desk.at("received"), "the amount to be received")


def take_cash(desks: Desks, day: Day) -> None:
    """Two hundred yuan and the change; the pharmacist sees the payment within a second."""
    desk, name = desks.cashier, day.patient.name
    desk.shoot("bill")
    desk.type("200")
    desk.press("Return")
    desk.look("已收费")
    done = time.monotonic()
    pharmacy = desks.pharmacy
    pharmacy.seen(
        day.seen, done, lambda: bool(pharmacy.row("prescriptions", name, "已缴费")), "the payment"
    )
    desk.shoot("paid")


def print_receipt(desk: Desk) -> None:
    """F8; the paper lies in the tray."""
    before = set(desk.papers("receipt"))
    desk.press("F8")
    desk.wait_until(lambda: bool(set(desk.papers("receipt")) - before), "the receipt")
