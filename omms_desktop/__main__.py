"""The workstation program: `omms-desktop` or `python -m omms_desktop`."""

import os
import sys
from functools import partial

from PySide6.QtWidgets import QApplication

from .backend.enrolling import enrol_from_command_line, enrol_typed
from .bootstrap import build, dress, keep_enrolled
from .settings import NotSetUp, Settings, read_settings
from .shell.collecting import GuiCollector
from .shell.not_set_up import NotSetUpPage
from .shell.platform_words import hush_platform


def main() -> int:
    """Start the workstation and return when its window is closed; or enrol this machine."""
    if sys.argv[1:2] == ["enrol"]:
        return enrol_from_command_line(sys.argv[2:], os.environ)
    settings = read_settings(sys.argv[1:], os.environ)
    if sys.platform.startswith("linux"):
        # The wheel brings no fcitx plug-in; fcitx answers to ibus.
        os.environ.setdefault("QT_IM_MODULE", "ibus")
    application = QApplication(sys.argv[:1])
    application.setApplicationName("OMMS")
    _collector = GuiCollector(application)
    hush_platform()
    try:
        window, _desk = build(application, settings)
    except NotSetUp as missing:
        sys.stderr.write(f"{missing}\n")
        if not set_up(application, settings, missing):
            return 2
        window, _desk = build(application, settings)
    window.show()
    renewal = keep_enrolled(settings)
    try:
        return application.exec()
    finally:
        renewal.stop()


def set_up(application: QApplication, settings: Settings, missing: NotSetUp) -> bool:
    """Have this machine enrolled in a window; tells whether it was."""
    enrol = partial(enrol_typed, settings)
    page = NotSetUpPage(missing, dress(application, settings), enrol)
    page.show()
    application.exec()
    return bool(page.enrolled)


if __name__ == "__main__":
    sys.exit(main())
