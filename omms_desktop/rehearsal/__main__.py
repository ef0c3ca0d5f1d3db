"""`python -m omms_desktop.rehearsal`: plays one patient's day on five desks, by keyboard."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtWidgets import QApplication

from omms_desktop.shell.collecting import GuiCollector
from omms_desktop.shell.platform_words import hush_platform

from .album import Album
from .cast import Day
from .day import steps
from .desk import Failed, Server
from .invented import somebody
from .opening import open_desks


def main() -> int:
    """Play the day; 1 and a sentence when a step does not happen."""
    given = _arguments()
    application = QApplication(sys.argv[:1])
    _collector = GuiCollector(application)
    hush_platform()
    album = Album(given.out)
    patient = somebody()
    day = Day(patient, patient.sharing_birth())
    with ExitStack() as stack:
        private = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = Server(given.server, given.tls, given.out, private)
        try:
            desks = open_desks(application, server, album, stack)
            for sentence, deed in steps(desks, day, given.web):
                say(sentence)
                deed()
        except Failed as failure:
            say(f"failed: {failure}")
            return 1
    for what, seconds in day.seen.items():
        say(f"  {what} after {seconds:.2f} s")
    return 0


def say(text: str) -> None:
    """Tell whoever watches the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True, help="host:port of the application server")
    parser.add_argument("--tls", required=True, type=Path, help="the workstation's certificates")
    parser.add_argument("--web", required=True, help="address of the booking page")
    parser.add_argument("--out", required=True, type=Path, help="where pictures and papers go")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
