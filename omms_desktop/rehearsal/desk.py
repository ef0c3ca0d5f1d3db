"""One workstation of a rehearsal: a real window that is driven by key events alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from PySide6.QtGui import QInputMethodEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from omms_desktop.bootstrap import build
from omms_desktop.settings import read_settings
from omms_desktop.widgets.found_list import FoundList
from omms_server.contract.signing_in import Person

from .album import Album
from .screen import field_on, is_in, rows_on, words_on

SIZE = (1366, 768)
PATIENCE = 15.0
"""Seconds until a step counts as failed; how fast it must be is asserted apart from that."""
SHOWN_WITHIN = 1.0
"""Seconds in which a change must be seen on the other desks (UX, Live)."""
_MOST_TABS = 40


class Failed(Exception):
    """A step of the day did not happen; the text is a sentence that says which."""


@dataclass(frozen=True)
class Server:
    """Where desks find the server, their certificate and a place for their papers."""

    address: str
    tls: Path
    papers: Path
    private: Path
    """A folder for each desk's own settings file."""
    language: str = "zh_CN"


class Desk:
    """A window with its own backend and connection, and the hands on its keyboard."""

    def __init__(self, application: QApplication, server: Server, name: str, album: Album) -> None:
        self.name = name
        self._application, self._album = application, album
        self._papers = server.papers
        given = {
            "settings": server.private / f"{name}.ini",
            "server": server.address,
            "tls": server.tls,
            "papers": server.papers,
            "language": server.language,
            "idle-minutes": 0,
        }
        arguments = [part for key, value in given.items() for part in (f"--{key}", str(value))]
        self.window, self._desk = build(application, read_settings(arguments, {}))
        self.window.resize(*SIZE)
        self.window.show()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.window.close()

    @property
    def person(self) -> Person:
        """Who is signed in here."""
        workspace = self.window.workspace
        if workspace is None:
            raise Failed(f"Nobody is signed in at the {self.name} desk.")
        return workspace.context.person

    def sign_in(self, username: str, password: str) -> None:
        """Type name and password; done when the person's first tab is open."""
        self.type(username)
        self.press("Return")
        self.type(password)
        self.press("Return")
        self.wait_until(lambda: self.window.workspace is not None, f"{username} signed in")

    def press(self, *keys: str) -> None:
        """Press keys one after the other: `F9`, `Return`, `Ctrl+1`."""
        for key in keys:
            pressed = QKeySequence(key)[0]  # type: ignore[index] # the stubs miss it
            QTest.keyClick(self._front(), pressed.key(), pressed.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type a text: keys for ASCII, an input method's commit for the rest."""
        window = self._front()
        if text.isascii():
            for sign in text:
                QTest.keyClick(window, ord(sign))
            return
        commit = QInputMethodEvent()
        commit.setCommitString(text)
        focused = self._application.focusObject()
        if focused is None:
            raise Failed(f"There is no cursor on the {self.name} desk to type {text} at.")
        self._application.sendEvent(focused, commit)

    def words(self) -> list[str]:
        """All that can be read in the window, and in a list that has popped up over it."""
        popup = self._application.activePopupWidget()
        return [*words_on(self.window), *(words_on(popup) if popup else ())]

    def sees(self, *texts: str) -> bool:
        """Whether each text can be read somewhere in the window."""
        words = self.words()
        return all(any(text in one for one in words) for text in texts)

    def rows(self, table: str) -> list[tuple[str, ...]]:
        """The rows of a visible table."""
        return rows_on(self.window, table)

    def row(self, table: str, *texts: str) -> tuple[str, ...] | None:
        """The first row of a visible table in which each text stands."""
        for row in self.rows(table):
            if all(any(text in cell for cell in row) for text in texts):
                return row
        return None

    def finds(self, text: str) -> bool:
        """Whether a search box lists a result with this text."""
        lists = [one for one in self.window.findChildren(FoundList) if one.isVisible()]
        return any(text in words for one in lists for words in words_on(one))

    def at(self, name: str) -> bool:
        """Whether the cursor is in the field of this object name."""
        field = field_on(self.window, name)
        return field is not None and is_in(field, self._application.focusWidget())

    def go_to(self, name: str) -> None:
        """Press Tab until the cursor is in the field of this object name."""
        self._front()
        for _ in range(_MOST_TABS):
            if self.at(name):
                return
            self.press("Tab")
        raise Failed(f"On the {self.name} desk Tab does not lead to {name!r}.")

    def look(self, *texts: str, within: float = PATIENCE) -> None:
        """Wait until each text can be read."""
        self.wait_until(lambda: self.sees(*texts), " and ".join(texts), within)

    def wait_until(self, seen: Callable[[], bool], what: str, within: float = PATIENCE) -> None:
        """Let events pass until it is seen; `Failed` with `what` when it is not in time."""
        ends = time.monotonic() + within
        while not seen():
            if time.monotonic() > ends:
                self.shoot("failed")
                raise Failed(f"The {self.name} desk did not show in {within:g} s: {what}.")
            QTest.qWait(5)

    def seen(
        self, kept: dict[str, float], done_at: float, shown: Callable[[], bool], what: str
    ) -> None:
        """What was done on another desk at `done_at` must be seen here within a second."""
        self.wait_until(shown, what)
        took = time.monotonic() - done_at
        kept[f"{self.name}: {what}"] = took
        if took > SHOWN_WITHIN:
            raise Failed(f"The {self.name} desk showed {what} only after {took:.2f} s.")

    def papers(self, kind: str) -> list[Path]:
        """The papers of this kind that were printed so far."""
        return sorted(self._papers.glob(f"{kind}-*.pdf"))

    def shoot(self, what: str) -> Path:
        """Take a picture of the window as it is."""
        QTest.qWait(50)
        return self._album.keep(self.window, what)

    def shows(self, name: str) -> bool:
        """Whether a widget of this object name is visible."""
        return field_on(self.window, name) is not None

    def _front(self) -> QWindow:
        """Bring the window to the front, as one does before typing into it."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.wait_until(self.window.isActiveWindow, "its window in front")
        handle = self.window.windowHandle()
        if handle is None:
            raise Failed(f"The {self.name} desk has no window.")
        return handle
