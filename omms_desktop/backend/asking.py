"""Goes on with a request where a person or a sign-in stands in between; screens never notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from omms_server.contract.faults import (
    Confirm,
    Fault,
    InProgress,
    SamePerson,
    SecondNotAllowed,
    SecondPerson,
    SignInNeeded,
    Unreachable,
)
from omms_server.contract.messages import Command, Request
from omms_server.contract.signing_in import Locked, WorkstationLocked, WrongCredentials
from omms_server.contract.wire import Consent, SecondSignIn

from .door import Door
from .ports import GivenUp, Question, Questions, SecondPersons, Tasks, Ticket
from .wishes import Wish, Wishes

A = TypeVar("A")

_UNSETTLED = (Unreachable, InProgress)
_SECOND_REFUSED = (WrongCredentials, Locked, WorkstationLocked, SamePerson, SecondNotAllowed)
"""They speak of the second person while one is asked for."""


def questions_of(fault: Confirm) -> tuple[Question, ...]:
    """Return everything the server asks about, all findings at once."""
    findings = fault.params.get("findings")
    if not findings:
        subject = str(fault.params.get("subject", ""))
        return (Question(fault.code, subject, params=fault.params),)
    return tuple(
        Question(
            code=str(finding.get("code", "")),
            subject=str(finding.get("subject", "")),
            level=str(finding.get("level", "CONFIRM")),
            params=finding.get("params") or {},
        )
        for finding in findings
    )


class AskingTasks:
    """One person's `Tasks`: asks questions, waits for a sign-in, keeps the key of a wish.

    An answer to a question that was asked before a command was answered may tell what was: it is
    dropped and the question asked again, so that no screen takes back what was just done.
    """

    def __init__(
        self,
        inner: Tasks,
        questions: Questions,
        door: Door,
        wishes: Wishes,
        seconds: SecondPersons,
    ) -> None:
        self.inner, self.questions, self.door, self.wishes = inner, questions, door, wishes
        self.seconds = seconds
        self.era = 0
        """How many commands were answered."""

    def run(
        self,
        request: Request[A],
        then: Callable[[A], None],
        failed: Callable[[Fault], None],
        *,
        key: str | None = None,
        consents: Sequence[Consent] = (),
        second: SecondSignIn | None = None,
    ) -> Ticket:
        """See `ports.Tasks`."""
        wish = replace(self.wishes.begin(request, key, consents), second=second)
        attempt = _Attempt(self, request, then, failed, wish)
        attempt.go()
        return attempt


class _Attempt(Generic[A]):
    """One wish from its first sending to its end."""

    def __init__(
        self,
        tasks: AskingTasks,
        request: Request[A],
        then: Callable[[A], None],
        failed: Callable[[Fault], None],
        wish: Wish,
    ) -> None:
        self._tasks, self._request, self._wish = tasks, request, wish
        self._then, self._failed = then, failed
        self._ticket: Ticket | None = None
        self._cancelled = self._asks_second = False
        self._era = tasks.era

    def go(self) -> None:
        """Send it, or wait until its person is signed in."""
        if self._cancelled:
            return
        if not self._tasks.door.is_open:
            self._wait(SignInNeeded())
            return
        self._era = self._tasks.era
        self._ticket = self._tasks.inner.run(
            self._request,
            self._answered,
            self._refused,
            key=self._wish.key,
            consents=self._wish.consents,
            second=self._wish.second,
        )

    def cancel(self) -> None:
        """Give it up. A command that is under way keeps its key, for it may still happen."""
        if not self._cancelled and self._ticket:
            self._tasks.wishes.unsettled(self._request, self._wish)
            self._ticket.cancel()
        self._cancelled = True
        self._let_second_go()

    def _answered(self, answer: A) -> None:
        if isinstance(self._request, Command):
            self._tasks.era += 1
        elif self._era != self._tasks.era:
            self.go()
            return
        self._end()
        self._then(answer)

    def _refused(self, fault: Fault) -> None:
        if self._asks_second and isinstance(fault, _SECOND_REFUSED):
            self._ticket = None
            self._wish = replace(self._wish, second=None)
            self._tasks.seconds.refuse(fault)
            return
        self._let_second_go()
        if isinstance(fault, SecondPerson):
            self._ticket, self._asks_second = None, True
            self._tasks.seconds.ask(fault, self._confirmed, self._declined)
        elif isinstance(fault, SignInNeeded):
            self._ticket = None
            self._tasks.door.expired()
            self._wait(fault)
        elif isinstance(fault, Confirm):
            self._ticket = None
            self._tasks.questions.ask(questions_of(fault), self._accepted, self._declined)
        else:
            self._end()
            if isinstance(fault, _UNSETTLED):
                self._tasks.wishes.unsettled(self._request, self._wish)
            self._failed(fault)

    def _wait(self, fault: Fault) -> None:
        if not self._tasks.door.wait(self.go):
            self._failed(fault)

    def _accepted(self, consents: tuple[Consent, ...]) -> None:
        # The refused attempt left nothing behind, so the wish keeps its key.
        answered = {(c.code, c.subject) for c in consents}
        kept = tuple(c for c in self._wish.consents if (c.code, c.subject) not in answered)
        self._wish = replace(self._wish, consents=(*kept, *consents))
        self.go()

    def _confirmed(self, second: SecondSignIn) -> None:
        self._wish = replace(self._wish, second=second)
        self.go()

    def _let_second_go(self) -> None:
        """His password is good for one attempt only."""
        self._wish = replace(self._wish, second=None)
        if self._asks_second:
            self._asks_second = False
            self._tasks.seconds.settle()

    def _declined(self) -> None:
        self._end()
        if not self._cancelled:
            self._failed(GivenUp())

    def _end(self) -> None:
        self._ticket = None
        self._let_second_go()
        self._tasks.wishes.settled(self._request)


def ignore(_: Any) -> None:
    """For an answer nobody waits for."""
