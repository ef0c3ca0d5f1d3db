"""A workstation that does not know its server says so in a window."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from omms_desktop.bootstrap import dress
from omms_desktop.settings import NotSetUp
from omms_desktop.shell.not_set_up import NotSetUpPage


@pytest.fixture
def page(qapp, settings, shown):
    def show(missing):
        return shown(NotSetUpPage(missing, display), 640, 320)

    display = dress(qapp, settings)
    yield show
    display.languages.use("en")


def words(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_window_says_what_is_missing_and_what_to_do(page):
    said = words(page(NotSetUp("no certificate")))
    assert "no certificate" in said
    assert "--tls FOLDER" in said


def test_a_wrong_address_is_named(page):
    assert "not clinic" in words(page(NotSetUp("address", address="clinic")))


def test_ctrl_l_says_it_in_the_other_language(page, qtbot):
    window = page(NotSetUp("no certificate"))
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "证书" in words(window))


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
