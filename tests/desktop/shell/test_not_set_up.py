"""A workstation that does not know its server says so in a window."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from omms_desktop.bootstrap import dress
from omms_desktop.settings import NotSetUp
from omms_desktop.shell.not_set_up import NotSetUpPage
from omms_server.contract.workstations import WrongEnrolmentCode


@pytest.fixture
def page(qapp, settings, shown):
    def show(missing, enrol=lambda *_: ""):
        return shown(NotSetUpPage(missing, display, enrol), 640, 360)

    display = dress(qapp, settings)
    yield show
    display.languages.use("en")


def words(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_window_says_what_is_missing_and_what_to_do(page):
    said = words(page(NotSetUp("no certificate")))
    assert "no certificate" in said
    assert "one-time code" in said


def test_a_wrong_address_is_named(page):
    assert "not clinic" in words(page(NotSetUp("address", address="clinic")))


def test_ctrl_l_says_it_in_the_other_language(page, qtbot):
    window = page(NotSetUp("no certificate"))
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "证书" in words(window))


def type_in(page, qtbot, server, code):
    for name, text in (("enrol.server", server), ("enrol.code", code)):
        qtbot.keyClicks(page.findChild(QLineEdit, name), text)
        qtbot.keyClick(page.findChild(QLineEdit, name), Qt.Key.Key_Return)


def test_a_code_is_typed_and_the_window_closes(page, qtbot):
    asked = []

    def enrol(*typed):
        asked.append(typed)
        return "ward-2"

    window = page(NotSetUp("no certificate"), enrol)
    type_in(window, qtbot, "omms.lan", "ABCD")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert (asked, window.enrolled) == ([("omms.lan", "ABCD")], "ward-2")


def test_a_wrong_code_is_told_and_what_was_typed_stays(page, qtbot):
    def enrol(*_):
        raise WrongEnrolmentCode

    window = page(NotSetUp("no certificate"), enrol)
    type_in(window, qtbot, "omms.lan", "ABCD")
    qtbot.waitUntil(lambda: "No machine waits with this code" in words(window))
    assert window.findChild(QLineEdit, "enrol.code").text() == "ABCD"
    assert window.isVisible()
    assert not window.enrolled


def test_the_other_language_keeps_what_is_typed(page, qtbot):
    window = page(NotSetUp("no certificate"))
    qtbot.keyClicks(window.findChild(QLineEdit, "enrol.server"), "omms.lan")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "证书" in words(window))
    assert window.findChild(QLineEdit, "enrol.server").text() == "omms.lan"


PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication
from omms_desktop.__main__ import main

def look(*_):
    print([type(w).__name__ for w in QApplication.topLevelWidgets() if w.isVisible()])
    return 0

QApplication.exec = look
sys.exit(main())
"""


def test_the_program_shows_it_and_ends_with_two(tmp_path):
    command = [sys.executable, "-c", PROGRAM, "--settings", str(tmp_path / "desk.ini")]
    given = {name: text for name, text in os.environ.items() if not name.startswith("OMMS_")}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=given)
    assert ended.returncode == 2
    assert ended.stdout == "['NotSetUpPage']\n"
    assert "certificate" in ended.stderr
