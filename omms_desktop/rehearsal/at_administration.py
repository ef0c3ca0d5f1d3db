"""Step 6 of the day: the administrator reads the trail of all of it."""

from __future__ import annotations

from omms_desktop.clinic.actions import action_word

from .cast import Day
from .desk import Desk, Failed

EXPECTED = (
    "booking.book", "patients.record_allergy", "scheduling.check_in", "billing.pay_cash",
    "scheduling.call_next", "charting.start", "charting.save_note", "charting.set_diagnoses",
    "charting.sign_prescription", "charting.sign", "pharmacy.review", "pharmacy.dispense",
    "documents.print",
)  # fmt: skip
"""What was done on the day's patient."""
SEALED = "未封存"


def read_trail(desk: Desk, day: Day) -> None:
    """Everything done on the patient, by whom; sealed within seconds."""
    desk.press("F2")
    desk.type(day.number)
    desk.press("Return")
    desk.wait_until(lambda: everything(desk, day.number), "the patient's trail")
    done = {row[2] for row in desk.rows("trail")}
    missing = [name for name in EXPECTED if action_word(name, "zh_CN") not in done]
    if missing:
        raise Failed(f"The trail does not tell: {', '.join(missing)}.")
    desk.press("Down", "Down")
    desk.shoot("trail")


def everything(desk: Desk, number: str) -> bool:
    """Whether the list shows this patient's entries alone."""
    rows = desk.rows("trail")
    return bool(rows) and all(number in row[4] for row in rows)
