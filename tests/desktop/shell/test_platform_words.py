"""What a workstation without a screen says on the terminal."""

import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication, QComboBox
from omms_desktop.shell.platform_words import hush_platform
application = QApplication(["omms", "-platform", "offscreen"])
hush_platform()
box = QComboBox()
box.addItems(["a", "b"])
box.show()
box.showPopup()
application.processEvents()
qWarning("something else")
"""


def test_a_list_that_opens_says_nothing_and_other_words_are_kept():
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert told.stderr == "something else\n"
