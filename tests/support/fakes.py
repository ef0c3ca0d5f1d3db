"""Standing fakes for presenters and screens: they record, answer at once or hold; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from omms_desktop.backend.asking import AskingTasks
from omms_desktop.backend.door import Door
from omms_desktop.backend.ports import Beside, Question, Tasks
from omms_desktop.backend.subscriptions import Interest, Subscriptions
from omms_desktop.backend.wishes import Wishes
from omms_server.contract.documents import Paper
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Request
from omms_server.contract.permissions import Permission, Role
from omms_server.contract.signing_in import Clinic, Person, Post, SignedIn
from omms_server.contract.wire import Consent, SecondSignIn

A = TypeVar("A")
Answer = Callable[[Any], Any]


@dataclass
class Sent:
    """A request as a fake received it; `answer` or `fail` brings it home unless cancelled."""

    request: Request[Any]
    then: Callable[[Any], None]
    failed: Callable[[Fault], None]
    key: str | None = None
    consents: tuple[Consent, ...] = ()
    cancelled: bool = False
    second: SecondSignIn | None = None

    def cancel(self) -> None:
        """Give it up."""
        self.cancelled = True

    def answer(self, answer: Any) -> None:
        """The server answers."""
        if not self.cancelled:
            self.then(answer)

    def fail(self, fault: Fault) -> None:
        """The server refuses."""
        if not self.cancelled:
            self.failed(fault)


class HeldTasks:
    """Holds every request until the test answers it: `tasks.last.answer(...)`."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []

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
        """Keep it."""
        self.sent.append(Sent(request, then, failed, key, tuple(consents), second=second))
        return self.sent[-1]

    @property
    def last(self) -> Sent:
        """The newest request."""
        return self.sent[-1]

    @property
    def requests(self) -> list[Request[Any]]:
        """All requests in order."""
        return [one.request for one in self.sent]

    def of(self, kind: type[Any]) -> list[Sent]:
        """The requests of one kind, in order."""
        return [one for one in self.sent if isinstance(one.request, kind)]


class ImmediateTasks(HeldTasks):
    """Answers at once from a table: request class -> answer, fault, or function of the request.

    A request that stands in no table is a mistake of the test and raises KeyError.
    """

    def __init__(self, answers: Mapping[type[Any], Any] | None = None) -> None:
        super().__init__()
        self.answers: dict[type[Any], Any] = dict(answers or {})

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
        """Answer it."""
        sent = super().run(request, then, failed, key=key, consents=consents, second=second)
        answer = self.answers[type(request)]
        if callable(answer) and not isinstance(answer, Fault):
            answer = answer(request)
        if isinstance(answer, Fault):
            sent.fail(answer)
        else:
            sent.answer(answer)
        return sent


class FakeNotices:
    """Remembers what was shown; `beside` is called as the real one does, with the error kinds."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.messages: list[str] = []
        self.undo: Callable[[], None] | None = None
        self.beside: list[dict[str, str]] = []

    def show_fault(self, fault: Fault, *, beside: Beside | None = None) -> None:
        """Remember the fault."""
        self.faults.append(fault)
        if beside and (errors := fault.params.get("errors")):
            self.beside.append({e["field"].removeprefix("fields."): e["kind"] for e in errors})
            beside(self.beside[-1])

    def show_message(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """Remember the message and how to undo it."""
        self.messages.append(text)
        self.undo = undo


class FakeView(FakeNotices):
    """Any view: each `show_x(value)` is remembered as `view.seen["x"]`, each call in `view.calls`.

    Give it to a presenter as view and as notices.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, Any] = {}
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)

        def remember(*values: Any, **named: Any) -> None:
            values = (*values, *named.values())
            self.calls.append((name, values))
            self.seen[name.removeprefix("show_")] = values[0] if len(values) == 1 else values

        return remember


class FakeChanges(Subscriptions):
    """News a test makes: `changes.happen(Topic.QUEUE, 7)`."""

    def happen(self, topic: Topic, ref: int | None = None) -> None:
        """Something changed elsewhere."""
        self.publish((Changed(topic=topic, ref=ref),))

    def interest(
        self, topics: Collection[Topic], callback: Callable[[tuple[Changed, ...]], None]
    ) -> Interest:
        """The same as `subscribe`."""
        return self.subscribe(topics, callback)


@dataclass
class FakeQuestions:
    """Answers as it is told: with `reason`, or declines when that is None, or holds when `hold`."""

    reason: str | None = "seen and considered"
    hold: bool = False
    asked: list[tuple[Question, ...]] = field(default_factory=list)
    accepted: list[Callable[[tuple[Consent, ...]], None]] = field(default_factory=list)

    def ask(
        self,
        questions: tuple[Question, ...],
        accepted: Callable[[tuple[Consent, ...]], None],
        declined: Callable[[], None],
    ) -> None:
        """Answer every question."""
        self.asked.append(questions)
        self.accepted.append(accepted)
        if self.hold:
            return
        if self.reason is None:
            declined()
        else:
            accepted(tuple(consent(one, self.reason) for one in questions))


@dataclass
class FakeSeconds:
    """Remembers what a second person was asked for, and what was said to him."""

    asked: list[Fault] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    settled: int = 0
    given: Callable[[SecondSignIn], None] = lambda _: None
    declined: Callable[[], None] = lambda: None

    def ask(
        self, asked: Fault, given: Callable[[SecondSignIn], None], declined: Callable[[], None]
    ) -> None:
        """Hold until the test calls `given` or `declined`."""
        self.asked.append(asked)
        self.given, self.declined = given, declined

    def refuse(self, fault: Fault) -> None:
        """Remember why."""
        self.refused.append(fault)

    def settle(self) -> None:
        """Count it."""
        self.settled += 1


def asking(inner: Tasks) -> AskingTasks:
    """These tasks as a tab is given them: questions accepted, nobody signed out."""
    return AskingTasks(inner, FakeQuestions(), Door(lambda: None), Wishes(), FakeSeconds())


def consent(question: Question, reason: str = "") -> Consent:
    """The answer to a question."""
    return Consent(code=question.code, subject=question.subject, reason=reason)


@dataclass
class FakePapers:
    """Remembers what was previewed and printed."""

    previewed: list[Paper] = field(default_factory=list)
    printed: list[Paper] = field(default_factory=list)

    def preview(self, paper: Paper) -> None:
        """Remember the preview."""
        self.previewed.append(paper)

    def print(self, paper: Paper) -> None:
        """Remember the print."""
        self.printed.append(paper)


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it."""

    at: datetime = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment the test chose; 09:40 in the clinic at first."""
        return self.at

    def forward(self, **by: float) -> None:
        """Move on, as timedelta(**by)."""
        self.at += timedelta(**by)


@dataclass
class FixedLanguage:
    """A language that does not change."""

    code: str = "en"


def person(number: int = 1, name: str = "林静", *roles: Role) -> Person:
    """A member of the staff."""
    posts = tuple(
        Post(role=role, role_name="", department_id=None, department="内科")
        for role in roles or (Role.DOCTOR,)
    )
    return Person(id=number, staff_no=f"S{number:03}", name=name, title="主治医师", posts=posts)


def signed_in(
    who: Person | None = None, permissions: tuple[Permission, ...] = tuple(Permission), era: int = 1
) -> SignedIn:
    """A sign-in with invented tokens; another `era` has other tokens."""
    clinic = Clinic(
        name="OMMS 示范诊所", address="", phone="010-55550100", zone="Asia/Shanghai",
        simulated_payments=True,
    )  # fmt: skip
    return SignedIn(
        access_token=f"access-{era}",
        refresh_token=f"refresh-{era}",
        expires_in=900,
        server_time=datetime.now(UTC),
        person=who or person(),
        permissions=permissions,
        must_change_password=False,
        clinic=clinic,
    )
