"""What a tab is given. Free of Qt, as presenters are."""

from __future__ import annotations

from dataclasses import dataclass

from omms_desktop.backend.ports import Changes, Clock, Language, Notices, Papers, Tasks
from omms_server.contract.permissions import Permission
from omms_server.contract.signing_in import Clinic, Person


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
