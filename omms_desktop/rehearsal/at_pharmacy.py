"""Step 5 of the day: the pharmacist reviews, dispenses and prints the labels."""

from __future__ import annotations

from .desk import Desk


def open_prescription(desk: Desk, name: str) -> None:
    """Find the patient's prescription and open it; what the doctor insisted on stands there."""
    desk.press("F2")
    desk.type(name)
    desk.wait_until(lambda: bool(desk.row("prescriptions", name)), f"the prescription of {name}")
    desk.press("Return")
    desk.look("头孢氨苄", "批号")
    desk.shoot("review")


def dispense(desk: Desk) -> None:
    """F9 approves, F9 again dispenses from the batches that expire first."""
    desk.press("F9")
    desk.look("待发药")
    desk.press("F9")
    desk.look("已发药")
    desk.shoot("dispensed")


def print_labels(desk: Desk) -> None:
    """F8; the labels lie in the tray."""
    before = set(desk.papers("drug_label"))
    desk.press("F8")
    desk.wait_until(lambda: bool(set(desk.papers("drug_label")) - before), "the labels")
