"""Step 6 of the day: the administrator reads the trail of one patient."""

from __future__ import annotations

from .desk import Desk

DONE = ("签到", "收费", "签名处方", "发药")


def read_trail(desk: Desk, number: str) -> None:
    """F2 and the patient's number show what was done, by whom, and with what outcome."""
    desk.press("F2")
    desk.type(number)
    desk.press("Return")
    desk.wait_until(lambda: bool(desk.row("trail", number)), "the trail of the patient")
    desk.shoot("trail")
