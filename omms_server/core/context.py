"""What a handler is given: the session, who asks, the time, and the house it works in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from omms_server.contract.events import Topic
from omms_server.contract.faults import Confirm, NotAllowed, SecondNotAllowed, SecondPerson
from omms_server.contract.permissions import Permission
from omms_server.contract.signing_in import Person
from omms_server.contract.wire import Consent
from omms_server.models.system import Event, Task
from omms_server.payments.gateway import Gateway
from omms_server.settings import ServerSettings

from .clock import Clock, local_date
from .database import Database
from .ids import new_id
from .prepared import Prepared
from .reference_data import ReferenceData
from .rows import table_of
from .vault import Vault

_INSERT_EVENT = Prepared(insert(table_of(Event)))


@dataclass(frozen=True)
class Actor:
    """Who asks: a signed-in person at a workstation, checked on every call."""

    account_id: int
    session_id: int
    person: Person
    permissions: frozenset[Permission]
    rights: frozenset[str]
    workstation: str
    must_change_password: bool = False
    own_roles: Mapping[str, frozenset[Permission]] = field(default_factory=dict)
    """What the clinic's own roles among the posts carry."""

    @property
    def id(self) -> int:
        """The staff id."""
        return self.person.id

    @property
    def post(self) -> str:
        """The person's roles as the trail names them."""
        return ",".join(post.role for post in self.person.posts)[:60]


@dataclass(frozen=True)
class House:
    """Everything that lives as long as the server: built once by bootstrap, by tests with fakes."""

    settings: ServerSettings
    database: Database
    vault: Vault
    clock: Clock
    reference: ReferenceData
    gateways: Mapping[str, Gateway]


@dataclass(frozen=True)
class Question:
    """Something a rule found that may be answered with a consent. Level REASON wants a written
    reason."""

    code: str
    level: str
    subject: str
    params: Mapping[str, Any]

    def as_finding(self) -> dict[str, Any]:
        """The form in which a fault carries it."""
        return {
            "code": self.code,
            "level": self.level,
            "subject": self.subject,
            "params": dict(self.params),
        }


@dataclass
class Trail:
    """What the handler tells the audit entry of this call."""

    patient_id: int | None = None
    subject: str = ""
    second: Person | None = None
    """The second person on the spot, where a rule wants one."""
    reasons: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


@dataclass
class Context:
    """One call's surroundings. The transaction is the dispatcher's: a handler never commits."""

    house: House
    session: Session
    actor: Actor
    now: datetime
    consents: Sequence[Consent] = ()
    trail: Trail = field(default_factory=Trail)
    second: Actor | None = None
    """Who confirmed this command on the spot; never the actor."""
    prepared: Any = None
    """What the route's `before` made."""
    published: bool = False
    owes: bool = False
    """Whether the commit writes tasks."""

    @property
    def vault(self) -> Vault:
        """Seals and opens fields."""
        return self.house.vault

    @property
    def today(self) -> date:
        """The clinic's calendar day."""
        return local_date(self.now, self.house.clock.zone)

    def about(self, patient_id: int | None = None, subject: str = "", **details: Any) -> None:
        """Tell the trail on whom and on what this call acts, and what changed (sealed)."""
        self.trail.patient_id = patient_id if patient_id is not None else self.trail.patient_id
        self.trail.subject = subject or self.trail.subject
        self.trail.details.update(details)

    def publish(self, topic: Topic, ref: int | None = None) -> None:
        """Tell live screens, with the commit, that this kind of data changed."""
        publish(self.session, topic, ref)
        self.published = True

    def later(self, kind: str, ref_id: int) -> None:
        """Have a task done after the commit, again until it succeeds."""
        task = Task(id=new_id(), kind=kind, ref_id=ref_id, state="due", tries=0, last_error="")
        task.due_at = self.now
        self.session.add(task)
        self.owes = True

    def ask(self, questions: Sequence[Question]) -> dict[tuple[str, str], str]:
        """Raise `Confirm` with all questions until each is answered; give back the reasons by code
        and subject."""
        given = {(c.code, c.subject): c.reason.strip() for c in self.consents}
        answered = {}
        for question in questions:
            reason = given.get((question.code, question.subject))
            if reason is None or (question.level == "REASON" and len(reason) < 2):
                raise Confirm(findings=[one.as_finding() for one in questions])
            answered[(question.code, question.subject)] = reason
        self.trail.reasons += [f"{code} {reason}".strip() for (code, _), reason in answered.items()]
        return answered

    def require(self, permission: Permission) -> None:
        """Raise `NotAllowed` unless the actor has this permission too."""
        if permission not in self.actor.permissions:
            raise NotAllowed(permission=permission.value)

    def require_second(self, permission: Permission, what: str) -> None:
        """Raise `SecondPerson` unless another person with this permission has signed in on the
        spot (DOMAIN 9.2). `what` is the word for what is confirmed."""
        if self.second is None:
            raise SecondPerson(permission=permission.value, what=what)
        if permission not in self.second.permissions:
            raise SecondNotAllowed(permission=permission.value)


def publish(session: Session, topic: Topic, ref: int | None = None) -> None:
    """Tell live screens with the commit; for what is not one call's work."""
    _INSERT_EVENT.change(session, {"id": new_id(), "topic": topic.value, "ref": ref})
