"""The registration tab at Amy's desk, on the real server in this process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from omms_desktop.backend.asking import AskingTasks
from omms_desktop.backend.door import Door
from omms_desktop.backend.tab_context import TabContext
from omms_desktop.backend.wishes import Wishes
from omms_desktop.tabs.registration.page import RegistrationPage
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Request
from omms_server.contract.permissions import Permission
from omms_server.contract.wire import Consent
from tests.support.clinic import Clinic, Colleague, open_clinic
from tests.support.fakes import (
    FakeChanges,
    FakeNotices,
    FakePapers,
    FakeQuestions,
    FakeSeconds,
    FixedClock,
    FixedLanguage,
    Sent,
)


@dataclass
class AtOnce:
    """Tasks that ask the real dispatcher in the same breath."""

    colleague: Colleague
    sent: list[Request[Any]] = field(default_factory=list)

    def run(
        self,
        request: Request[Any],
        then: Any,
        failed: Any,
        *,
        key: str | None = None,
        consents: Sequence[Consent] = (),
        **_second: Any,
    ) -> Sent:
        self.sent.append(request)
        who = self.colleague
        try:
            answer = who.clinic.call(
                who.peer, who.signed_in.access_token, request, key=key, consents=consents
            )
        except Fault as fault:
            failed(fault)
        else:
            then(answer)
        return Sent(request, then, failed)


@dataclass
class Desk:
    """A colleague's registration tab with everything around it."""

    page: RegistrationPage
    clinic: Clinic
    tasks: AtOnce
    notices: FakeNotices
    changes: FakeChanges
    papers: FakePapers
    questions: FakeQuestions

    def the(self, name: str) -> QWidget:
        """The widget of this object name."""
        found = self.page.findChild(QWidget, name)
        assert found is not None, name
        return found

    def line(self, name: str) -> QLineEdit:
        """The text field of this object name."""
        found = self.the(name)
        assert isinstance(found, QLineEdit)
        return found

    def asked(self, kind: type[Any]) -> list[Any]:
        """The requests of one kind so far."""
        return [one for one in self.tasks.sent if isinstance(one, kind)]


def context_of(colleague: Colleague, language: str = "en") -> tuple[TabContext, AtOnce]:
    """What the shell would hand to this colleague's tab."""
    inner, signed_in = AtOnce(colleague), colleague.signed_in
    tasks = AskingTasks(inner, FakeQuestions(), Door(lambda: None), Wishes(), FakeSeconds())
    context = TabContext(
        tasks=tasks,
        notices=FakeNotices(),
        changes=FakeChanges(),
        papers=FakePapers(),
        person=signed_in.person,
        permissions=frozenset(Permission(one) for one in signed_in.permissions),
        clinic=signed_in.clinic,
        language=FixedLanguage(language),
        clock=FixedClock(colleague.clinic.clock.now()),
    )
    return context, inner


@pytest.fixture
def clinic(tmp_path):
    """A clinic with Dr Lin's session this morning."""
    clinic = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'omms.sqlite'}")
    clinic.slots = clinic.a_session()[1]
    return clinic


@pytest.fixture
def desk(clinic, shown):
    """Amy at her desk."""
    context, inner = context_of(clinic.amy)
    page = shown(RegistrationPage(context), 1260, 700)
    page.focus_first()
    return Desk(
        page, clinic, inner, context.notices, context.changes, context.papers,
        context.tasks.questions,
    )  # fmt: skip
