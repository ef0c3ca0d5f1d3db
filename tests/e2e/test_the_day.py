"""One patient's day, from the booking in a browser to the trail, at five real windows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from omms_desktop.rehearsal.album import Album
from omms_desktop.rehearsal.at_charting import DRUGS, NOTE
from omms_desktop.rehearsal.cast import Day, Desks
from omms_desktop.rehearsal.day import DEPARTMENT, see_booked, steps
from omms_desktop.rehearsal.desk import SHOWN_WITHIN, Server
from omms_desktop.rehearsal.invented import somebody
from omms_desktop.rehearsal.opening import open_desks
from omms_desktop.texts.filling import CLINIC_ZONE
from tests.support import browser
from tests.support.house import House

Row = tuple[str, ...]
LOT, EXPIRES, ON_HAND = 2, 3, 4
"""Columns of the stock's list."""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Where screenshots and printed papers go."""
    return tmp_path / "day"


@pytest.fixture
def desks(house: House, qapp: QApplication, papers: Path, tmp_path: Path) -> Iterator[Desks]:
    """Five windows, a person signed in at each."""
    server = Server(house.address, house.tls, papers, tmp_path)
    with ExitStack() as stack:
        yield open_desks(qapp, server, Album(papers), stack)


def test_one_patients_day_from_the_booking_to_the_trail(
    house: House, desks: Desks, papers: Path
) -> None:
    patient = somebody()
    day = Day(patient, patient.sharing_birth())
    with browser.chromium() as opened, browser.page_on_phone(opened) as page:
        doctor = desks.charting.person.name
        day.booked = browser.book(page, house.site, patient, DEPARTMENT, doctor)
    see_booked(desks.charting, day)
    for _, deed in steps(desks, day, house.site):
        deed()

    assert_booked(day, doctor)
    assert_papers(day, papers)
    assert_first_to_expire_went_first(day)
    assert len(day.seen) >= 8
    assert max(day.seen.values()) <= SHOWN_WITHIN
    assert_promises_kept(house)
    assert_nothing_written_in_clear(house, day)


def assert_booked(day: Day, doctor: str) -> None:
    booked = day.booked
    assert booked is not None
    assert booked.number >= 1
    assert booked.facts["医生"] == doctor
    assert booked.facts["科室"] == DEPARTMENT
    assert booked.facts["地点"]
    assert ":" in booked.facts["到院时间"]
    assert day.patient.name not in booked.facts["就诊人"]
    assert booked.calendar.startswith("BEGIN:VCALENDAR")
    assert "DTSTART" in booked.calendar


def assert_nothing_written_in_clear(house: House, day: Day) -> None:
    """ARCHITECTURE, what always holds 5 and 6: neither in any log or output, nor in the database's
    files."""
    people = [
        text
        for person in (day.patient, day.second)
        for text in (person.name, person.identity_number, person.phone)
    ]
    known = [
        text.encode(coding)
        for text in (*people, *(written for _, written in NOTE))
        for coding in ("utf-8", "utf-16-le", "gb18030")
    ]
    written = [*(house.data / "logs").iterdir(), *house.data.glob("omms.db*")]
    assert {"server.jsonl", "omms.db"} <= {path.name for path in written}
    for path in written:
        data = path.read_bytes()
        assert [text for text in known if text in data] == [], path.name


def assert_papers(day: Day, papers: Path) -> None:
    slip = "".join(text_of(papers.glob("queue_slip-*.pdf")))
    assert day.number in slip
    assert DEPARTMENT in slip
    cash, code = (text_of([papers / f"receipt-{number}.pdf"])[0] for number in day.receipts)
    assert day.receipts[0] in cash
    assert day.patient.name in cash
    assert "找零" in cash
    assert day.second_number in code
    assert "微信支付" in code
    assert "模拟收款" in code
    assert int(day.receipts[1]) == int(day.receipts[0]) + 1
    label = "".join(text_of([papers / f"drug_label-{day.prescription}.pdf"]))
    for _, drug in DRUGS:
        assert drug in label
    assert day.patient.name in label
    assert len(list(papers.glob("*.png"))) >= 25


def text_of(papers: Iterable[Path]) -> list[str]:
    """What stands on each paper."""
    return [
        subprocess.run(
            ["pdftotext", "-layout", paper, "-"], check=True, capture_output=True, text=True
        ).stdout
        for paper in papers
    ]


def assert_first_to_expire_went_first(day: Day) -> None:
    """DOMAIN ST-R3: whatever was handed out left the batch that expires first, then the next."""
    today = datetime.now(CLINIC_ZONE).date()
    for _, drug in DRUGS:
        before, after = on_hand(day.stock_before[drug]), on_hand(day.stock_after[drug])
        taken = sum(before.values()) - sum(after.values())
        assert taken > 0
        expected = dict(before)
        for expires, lot in sorted(before):
            if date.fromisoformat(expires) >= today:
                units = min(taken, expected[expires, lot])
                expected[expires, lot] -= units
                taken -= units
        assert {batch: left for batch, left in expected.items() if left} == after


def on_hand(rows: Iterable[Row]) -> dict[tuple[str, str], int]:
    """Units by expiry and lot, of the batches that have any."""
    left = {(row[EXPIRES], row[LOT]): int(row[ON_HAND].replace(",", "")) for row in rows}
    return {batch: units for batch, units in left.items() if units}


def assert_promises_kept(house: House) -> None:
    command = [sys.executable, "-m", "omms_server.cli", "--data", str(house.data), "verify"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    assert "broken" not in found.stdout
