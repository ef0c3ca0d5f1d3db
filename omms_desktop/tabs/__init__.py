"""The tabs: what each is given, and which there are. Free of Qt, as presenters are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omms_desktop.backend.ports import Changes, Clock, Language, Notices, Papers, Tasks
from omms_server.contract.permissions import Permission
from omms_server.contract.signing_in import Clinic, Person

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class TabContext:
    """Everything a tab may use, for the person it was made for."""

    tasks: Tasks
    notices: Notices
    changes: Changes
    papers: Papers
    person: Person
    permissions: frozenset[Permission]
    clinic: Clinic
    language: Language
    clock: Clock

    def may(self, permission: Permission) -> bool:
        """Whether to offer something; the server decides."""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One tab. It is made when it is first opened and then stays.

    `title` is English, written `QT_TRANSLATE_NOOP("Tabs", "Pharmacy")`. `make` imports the page
    inside itself. A page with a method `focus_first()` is asked to put the cursor where work
    begins.
    """

    key: str
    title: str
    icon: str
    permission: Permission
    make: Callable[[TabContext], QWidget]


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation later, as Qt's function of this name does."""
    return text


def _registration(context: TabContext) -> QWidget:
    from .registration.page import RegistrationPage

    return RegistrationPage(context)


TABS: tuple[TabSpec, ...] = (
    TabSpec(
        "registration",
        QT_TRANSLATE_NOOP("Tabs", "Registration"),
        "user-check",
        Permission.CHECK_IN,
        _registration,
    ),
)
"""In the order of the rail: Ctrl+1 is the first this person may use."""
