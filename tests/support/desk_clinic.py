"""A desk in front of a real application: the desktop's `Tasks` that answer at once, in-process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.faults import Confirm, Fault
from omms_server.contract.messages import Request
from omms_server.contract.wire import Consent, SecondSignIn

from .clinic import Clinic, Colleague
from .fakes import FakeChanges, FakeNotices, FakePapers, FixedLanguage, Sent

A = TypeVar("A")


class ColleagueTasks:
    """Sends as this colleague; questions are answered with `reasons` as the shell would."""

    def __init__(self, colleague: Colleague, reasons: str = "已核对") -> None:
        self.colleague, self.reasons = colleague, reasons
        self.sent: list[Request[Any]] = []

    def run(
        self,
        request: Request[A],
        then: Callable[[A], None],
        failed: Callable[[Fault], None],
        *,
        key: str | None = None,
        consents: Sequence[Consent] = (),
        second: SecondSignIn | None = None,
    ) -> Sent:
        """Ask now."""
        self.sent.append(request)
        ticket = Sent(request, then, failed, key, tuple(consents), second=second)
        try:
            answer = self.colleague.send(
                request, key, self.reasons, second=second.username if second else ""
            )
        except Confirm:
            raise
        except Fault as fault:
            failed(fault)
        else:
            then(answer)
        return ticket


def desk_of(clinic: Clinic, colleague: Colleague, language: str = "en", **parts: Any) -> TabContext:
    """Everything a tab of this colleague may use, on the real application."""
    given: dict[str, Any] = {
        "tasks": ColleagueTasks(colleague),
        "notices": FakeNotices(),
        "changes": FakeChanges(),
        "papers": FakePapers(),
        "language": FixedLanguage(language),
        "clock": clinic.clock,
        **parts,
    }
    signed_in = colleague.signed_in
    return TabContext(
        person=signed_in.person,
        permissions=frozenset(signed_in.permissions),
        clinic=signed_in.clinic,
        **given,
    )
