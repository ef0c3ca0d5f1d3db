"""What presenters may use: doors to the server, to the person and to news. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from omms_server.contract.documents import Paper
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Request
from omms_server.contract.wire import Consent, SecondSignIn

A = TypeVar("A")

Beside = Callable[[Mapping[str, str]], Sequence[str]]
"""Shows sentences beside fields and returns those that found no field: `Form.show_errors`."""

_REASONED = frozenset({"REASON", "SECOND_PERSON"})


class GivenUp(Fault, code="desktop.given_up"):
    """The person was asked and declined. Made here, never sent; `Notices` shows nothing."""


class Ticket(Protocol):
    """A request under way."""

    def cancel(self) -> None:
        """Give it up: neither `then` nor `failed` follows. What was sent may still happen."""


class Tasks(Protocol):
    """The one way to ask the server. Answers come home on the GUI thread."""

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
        """Send it; exactly one of `then(answer)` and `failed(fault)` follows, unless cancelled.

        A command gets its idempotency key here, kept over every repeat of the same wish. Questions
        (`Confirm`), a second person (`SecondPerson`) and a sign-in that has ended are dealt with on
        the way; a person who declines gives `failed(GivenUp())`. A query that a command's answer
        overtook is asked again, so its answer never tells what was before.
        """


class Notices(Protocol):
    """The one place that tells the person what happened."""

    def show_fault(self, fault: Fault, *, beside: Beside | None = None) -> None:
        """Show a fault: `Invalid` beside its fields when `beside` is given, else as a notice."""

    def show_message(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """Say what was done; `undo` offers for ten seconds to take it back."""


@dataclass(frozen=True, slots=True)
class Question:
    """One finding the server asks about; the answer is a `Consent` for its code and subject."""

    code: str
    subject: str = ""
    level: str = "CONFIRM"
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def needs_reason(self) -> bool:
        """Whether going on wants a written reason."""
        return self.level in _REASONED


class Questions(Protocol):
    """Asks the person whether to go on all the same."""

    def ask(
        self,
        questions: tuple[Question, ...],
        accepted: Callable[[tuple[Consent, ...]], None],
        declined: Callable[[], None],
    ) -> None:
        """Ask all at once; exactly one of `accepted` (a consent each) and `declined` follows."""


class SecondPersons(Protocol):
    """Lets a second person sign in on the spot, for one command."""

    def ask(
        self, asked: Fault, given: Callable[[SecondSignIn], None], declined: Callable[[], None]
    ) -> None:
        """Say what is to be confirmed, and let someone sign in; either call follows. After `given`
        comes `refuse`, and then either call again, or `settle`."""

    def refuse(self, fault: Fault) -> None:
        """What was typed last is not good: say why, and ask again."""

    def settle(self) -> None:
        """The command is answered, whatever it is: forget the password."""


class Subscription(Protocol):
    """An interest in news."""

    def cancel(self) -> None:
        """No more of it."""


class Changes(Protocol):
    """Tells open screens which data changed elsewhere."""

    def subscribe(
        self, topics: Collection[Topic], callback: Callable[[tuple[Changed, ...]], None]
    ) -> Subscription:
        """Call back on the GUI thread with the changes of these topics, several at once.

        After news were missed (a long break) each topic comes once with `ref` None: reload.
        """


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""


class Language(Protocol):
    """The language the person reads now; it may change while screens are open."""

    @property
    def code(self) -> str:
        """`zh_CN` or `en`."""


class Papers(Protocol):
    """Shows and prints the server's PDFs."""

    def preview(self, paper: Paper) -> None:
        """Open the preview at the side; F8 prints what it shows."""

    def print(self, paper: Paper) -> None:
        """Print without a preview, on the printer chosen for this kind of paper."""
