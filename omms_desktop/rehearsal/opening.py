"""Opens the five desks of the day, and signs a person in at each."""

from __future__ import annotations

from contextlib import ExitStack

from PySide6.QtWidgets import QApplication

from .album import Album
from .cast import PASSWORD, Desks
from .desk import Desk, Server

PEOPLE = {
    "registration": "amy",
    "charting": "lin",
    "cashier": "bo",
    "pharmacy": "chen",
    "administration": "wu",
}
"""Who sits where."""


def open_desks(application: QApplication, server: Server, album: Album, stack: ExitStack) -> Desks:
    """Five windows; `stack` closes them."""
    opened = {name: stack.enter_context(Desk(application, server, name, album)) for name in PEOPLE}
    for name, username in PEOPLE.items():
        opened[name].press("Alt+U")
        opened[name].sign_in(username, PASSWORD)
    return Desks(**opened)
