"""The server is killed while somebody types, and while a command is on its way."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from omms_desktop.rehearsal.album import Album
from omms_desktop.rehearsal.at_registration import banner_words
from omms_desktop.rehearsal.cast import PASSWORD
from omms_desktop.rehearsal.desk import Desk, Server
from omms_desktop.rehearsal.invented import Invented, somebody
from omms_desktop.rehearsal.screen import field_on
from tests.support.house import House

AWAY = "没有应答"
TOLD_WITHIN = 3.0
BACK_WITHIN = 60.0


@pytest.fixture
def desk(house: House, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """The registration desk, signed in."""
    papers = tmp_path / "papers"
    server = Server(house.address, house.tls, papers, tmp_path)
    with Desk(qapp, server, "registration", Album(papers)) as opened:
        opened.press("Alt+U")
        opened.sign_in("amy", PASSWORD)
        yield opened


def test_what_is_half_typed_outlives_the_server(house: House, desk: Desk) -> None:
    who = somebody()
    open_form(desk, who)
    house.kill_server()
    desk.look(AWAY, within=TOLD_WITHIN)
    desk.go_to("phone")
    desk.type(who.phone)
    house.start_server()
    desk.wait_until(lambda: not desk.sees(AWAY), "the server back", BACK_WITHIN)
    assert typed(desk, "name") == who.name
    assert typed(desk, "phone") == who.phone
    before = patients(house)
    desk.press("F9")
    desk.wait_until(lambda: who.tail in banner_words(desk), "the new patient")
    assert patients(house) == before + 1


@pytest.mark.parametrize("milliseconds", [0, 3, 10, 30, 100])
def test_a_command_cut_off_takes_effect_once(house: House, desk: Desk, milliseconds: int) -> None:
    who, before = somebody(), patients(house)
    open_form(desk, who)
    desk.go_to("phone")
    desk.type(who.phone)
    desk.press("F9")
    Timer(milliseconds / 1000, house.server.kill).start()
    desk.wait_until(lambda: house.server.poll() is not None, "the server's end")
    house.start_server()
    desk.wait_until(lambda: not desk.sees(AWAY), "the server back", BACK_WITHIN)
    receptionist = Receptionist(desk, who)
    desk.wait_until(receptionist.has_registered, "the new patient", BACK_WITHIN)
    assert patients(house) == before + 1


@dataclass
class Receptionist:
    """Somebody who looks, and presses F9 again while the form still stands there; when it is gone
    without a word she looks whether the patient is known. Not oftener than once a second."""

    desk: Desk
    who: Invented
    acted_at: float = -math.inf

    def has_registered(self) -> bool:
        """Whether the new patient stands on the desk."""
        if self.who.tail in banner_words(self.desk):
            return True
        if time.monotonic() - self.acted_at > 1:
            self.acted_at = time.monotonic()
            self._act()
        return False

    def _act(self) -> None:
        if self.desk.shows("identity_number"):
            self.desk.press("F9")
            return
        self.desk.press("F2", "Ctrl+A")
        self.desk.type(self.who.identity_number)
        self.desk.press("Return")


def open_form(desk: Desk, who: Invented) -> None:
    """A new patient's form, filled up to the name."""
    desk.press("F3")
    desk.wait_until(lambda: desk.at("identity_number"), "the form for a new patient")
    desk.type(who.identity_number)
    desk.press("Return")
    desk.type(who.name)


def typed(desk: Desk, name: str) -> str:
    """What stands in a field."""
    field = field_on(desk.window, name)
    assert isinstance(field, QLineEdit)
    return field.text()


def patients(house: House) -> int:
    """How many the database holds."""
    with closing(sqlite3.connect(house.data / "omms.db")) as database:
        return int(database.execute("select count(*) from patient").fetchone()[0])
