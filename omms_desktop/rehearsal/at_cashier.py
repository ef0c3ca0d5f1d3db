"""Step 4 of the day: the cashier sees the bills those acts made, takes cash and a code payment."""

from __future__ import annotations

import time
from decimal import ROUND_CEILING, Decimal

import httpx

from omms_desktop.widgets.qr import QrCode

from .cast import Day, Desks
from .desk import Desk, Failed


def open_bill(desk: Desk, number: str, name: str) -> Decimal:
    """Scan the patient's number; what his open bill comes to, in yuan."""
    desk.press("F2")
    desk.type(number)
    desk.press("Return")
    desk.wait_until(lambda: desk.at("received"), f"the bill of {name}")
    row = desk.row("bills", name)
    if row is None:
        raise Failed(f"The cashier's list does not show the bill of {name}.")
    return Decimal(row[-1].replace(",", ""))


def take_cash(desks: Desks, day: Day) -> None:
    """The patient hands over whole hundreds; the change is said; the pharmacy sees it paid."""
    desk, name = desks.cashier, day.patient.name
    due = open_bill(desk, day.number, name)
    desk.shoot("bill")
    hundreds = (due / 100).quantize(Decimal(1), ROUND_CEILING) * 100
    desk.type(str(hundreds))
    desk.look(f"{hundreds - due:.2f}")
    desk.shoot("change")
    desk.press("F9")
    desk.look("收据")
    done = time.monotonic()
    desks.pharmacy.seen(day.seen, done, lambda: is_paid(desks.pharmacy, name), "it as paid")
    desk.shoot("paid")
    print_receipt(desk, day)


def is_paid(desk: Desk, name: str) -> bool:
    """Whether the pharmacy's list shows this patient's prescription as paid."""
    row = desk.row("prescriptions", name)
    return row is not None and not any("未缴" in cell for cell in row)


def take_code(desks: Desks, day: Day) -> None:
    """The second patient scans a WeChat code and pays; the bill is paid by itself."""
    desk, who = desks.cashier, day.second
    open_bill(desk, day.second_number, who.name)
    desk.press("Alt+W")
    desk.wait_until(lambda: bool(code_on(desk)), "the code to scan")
    desk.shoot("wechat-code")
    httpx.post(code_on(desk), timeout=15, follow_redirects=True).raise_for_status()
    done = time.monotonic()
    desk.seen(day.seen, done, lambda: not code_on(desk) and desk.sees("收据"), "the code payment")
    desk.shoot("wechat-paid")
    print_receipt(desk, day)


def code_on(desk: Desk) -> str:
    """What the code on the screen says to a telephone that scans it; "" when there is none."""
    for code in desk.window.findChildren(QrCode):
        if code.isVisible() and code.text():
            return code.text()
    return ""


def print_receipt(desk: Desk, day: Day) -> None:
    """F8; the numbered receipt lies in the tray."""
    before = set(desk.papers("receipt"))
    desk.press("F8")
    desk.wait_until(lambda: bool(set(desk.papers("receipt")) - before), "the receipt")
    new = set(desk.papers("receipt")) - before
    day.receipts.extend(file.stem.partition("-")[2] for file in new)
