"""Step 3 of the day: the doctor calls, writes, diagnoses, prescribes, is asked, signs."""

from __future__ import annotations

import re
import time

from .at_registration import banner_words
from .cast import Day, Desks
from .desk import Desk, Failed

NOTE = (
    ("note.chief_complaint", "发热、咽痛2天"),
    ("note.present_illness", "2天前受凉后发热，最高38.6℃，伴咽痛，无咳嗽。"),
    ("note.past_history", "既往体健。"),
    ("note.examination", "T 38.2℃，咽部充血，双肺呼吸音清。"),
    ("note.plan", "对症治疗，多饮水，3天后复诊。"),
)
DIAGNOSIS = ("jxshxdgr", "急性上呼吸道感染")
DRUGS = (("dyxajfp", "对乙酰氨基酚片"), ("tbabjn", "头孢氨苄胶囊"))
"""The second is a cephalosporin: for a patient allergic to penicillins a reason is asked."""
REASON = "既往使用头孢类无不良反应，已告知患者并留观"
_PRESCRIPTION = re.compile(r"\bR\d{8,}\b")


def call(desks: Desks, day: Day) -> None:
    """F4 calls the next patient; the reception sees it within a second."""
    desk, name = desks.charting, day.patient.name
    first = desk.row("queue.table", "候诊")
    if first is not None and name not in first:
        raise Failed(f"Before {name} others wait for this doctor, of a day that was broken off.")
    desk.press("F4")
    desk.wait_until(lambda: bool(desk.row("queue.table", name, "已叫号")), f"{name} called")


def begin(desk: Desk, name: str) -> None:
    """Enter begins the visit; the banner says who it is and what he does not tolerate."""
    desk.press("Return")
    desk.wait_until(lambda: name in banner_words(desk), f"the banner of {name}")
    if "青霉素" not in banner_words(desk):
        raise Failed("The doctor's banner does not tell the allergy.")
    desk.wait_until(lambda: desk.at(NOTE[0][0]), "the cursor in the note")


def write_note(desk: Desk) -> None:
    """Five parts, Enter between them; the last Enter saves."""
    for part, text in NOTE:
        desk.wait_until(lambda part=part: desk.at(part), part)  # type: ignore[misc]
        desk.type(text)
        desk.press("Return")
    desk.look("已保存")
    desk.shoot("note")


def diagnose(desk: Desk) -> None:
    """Initials find the diagnosis."""
    typed, name = DIAGNOSIS
    desk.go_to("diagnosis.find")
    desk.type(typed)
    desk.wait_until(lambda: desk.finds(name), name)
    desk.press("Return")
    desk.wait_until(lambda: bool(desk.row("diagnosis.list", name)), "the diagnosis")


def prescribe(desk: Desk) -> None:
    """Two drugs by initials, each for three days, in their usual doses."""
    for typed, name in DRUGS:
        desk.go_to("drug.find")
        desk.type(typed)
        desk.wait_until(lambda name=name: desk.finds(name), name)  # type: ignore[misc]
        desk.press("Return")
        desk.go_to("line.days")
        desk.press("Ctrl+A")
        desk.type("3")
        desk.shoot("line")
        desk.press("F9")
        desk.wait_until(
            lambda name=name: bool(desk.row("prescription.lines", name)),  # type: ignore[misc]
            f"the line of {name}",
        )
    desk.shoot("prescription")


def sign(desks: Desks, day: Day) -> None:
    """F9; the allergy stops it with a question that wants a reason; with it, it is signed."""
    desk = desks.charting
    desk.press("F9")
    desk.look("青霉素类", "头孢氨苄胶囊", "请核对")
    desk.shoot("allergy-question")
    desk.press("F9")
    desk.look("请")
    desk.type(REASON)
    desk.press("Return", "F9")
    desk.wait_until(lambda: bool(signed(desk)), "the signature")
    done = time.monotonic()
    seen = day.seen
    name = day.patient.name
    desks.cashier.seen(seen, done, lambda: bool(desks.cashier.row("bills", name)), "the bill")
    desks.pharmacy.seen(
        seen, done, lambda: bool(desks.pharmacy.row("prescriptions", name)), "the prescription"
    )
    day.prescription = signed(desk)
    desk.shoot("signed")


def signed(desk: Desk) -> str:
    """The number of the prescription that is signed, or ""."""
    found = _PRESCRIPTION.search(" ".join(desk.words()))
    return found[0] if found else ""


def finish(desk: Desk, name: str) -> None:
    """Ctrl+Enter finishes the visit; he leaves the queue."""
    desk.press("Ctrl+Return")
    desk.wait_until(lambda: desk.row("queue.table", name) is None, "the queue without him")
    desk.shoot("finished")
