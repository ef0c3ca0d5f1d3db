"""One door for every call: who? may they? seen this key before? then one transaction, audited."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import replace
from functools import partial
from typing import Any, Protocol, TypeVar, cast

import structlog
from sqlalchemy.orm import Session

from omms_server.contract.faults import (
    Busy,
    Damaged,
    Fault,
    InProgress,
    Internal,
    Invalid,
    NotAllowed,
    Outdated,
    SamePerson,
    SignInNeeded,
    UnknownRequest,
)
from omms_server.contract.messages import Command, Request
from omms_server.contract.signing_in import MustChangePassword
from omms_server.contract.wire import CONTRACT_VERSION, SecondSignIn

from .alarms import alarm
from .audit import write_entry
from .commands_done import (
    AlreadyDone,
    body_digest,
    claim,
    first_answer,
    keep_answer,
    release,
)
from .context import Actor, Context, House, Trail
from .frames import outcome_of, outcome_ok, read_call, read_request
from .job import Asked, Job
from .peers import Parked, Peer
from .rates import RateLimit
from .routes import OwnCall, OwnRoute, Route
from .system_actor import SYSTEM
from .vault import SealBroken
from .waiting_line import WaitingLine

log = structlog.get_logger()
A = TypeVar("A")


class Authenticator(Protocol):
    """Tells who a token belongs to."""

    def __call__(self, token: str, peer: Peer) -> Actor:
        """The actor, or `SignInNeeded`."""


class SecondCheck(Protocol):
    """Tells who signed in on the spot to confirm one command."""

    def __call__(self, given: SecondSignIn, peer: Peer) -> Actor:
        """The person, or the fault of a sign-in that failed; the failure is counted."""


class Admit(Protocol):
    """Tells which machines may talk at all."""

    def __call__(self, peer: Peer) -> None:
        """Raise `WorkstationRefused` unless this one may, now; its connection ends then."""


class Told(Protocol):
    """Hears that a commit wrote events, perhaps tasks."""

    def poke(self, *, tasks: bool) -> None:
        """Look now."""


class Dispatcher:
    """Answers frames. Nothing is ever raised out of `handle`."""

    def __init__(
        self,
        house: House,
        routes: Iterable[Route | OwnRoute],
        authenticate: Authenticator,
        told: Told,
        second: SecondCheck,
        admit: Admit,
    ) -> None:
        self._house = house
        self._routes = {route.request.method: route for route in routes}
        self._authenticate = authenticate
        self._told, self._second, self._admit = told, second, admit
        settings = house.settings
        self._rates = RateLimit(settings.rate_per_account)
        self._line = WaitingLine(settings.sign_ins_waiting, settings.sign_ins_per_workstation)

    def handle(self, frame: str, peer: Peer) -> str | Parked:
        """Answer one frame with the text of an `Outcome`, or with a call that waits."""
        job = Job(peer)
        return self._guarded(job, lambda: self._answer(job, frame))

    def _guarded(self, job: Job, work: Callable[[], A]) -> A | str:
        """What the work answers, or the outcome of what it raised; logged."""
        started = time.perf_counter()
        answer: A | str
        try:
            answer = work()
        except Fault as fault:
            answer = self._refused(job, fault)
        except SealBroken as broken:
            answer = self._refused(job, alarm(job, broken))
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("call failed", method=job.method, ref=reference)
            answer = outcome_of(Internal(ref=reference))
            job.outcome = Internal.code
        log.info(
            "call",
            method=job.method,
            account=job.actor.account_id if job.actor else None,
            workstation=job.peer.name,
            ms=round((time.perf_counter() - started) * 1000, 1),
            outcome=job.outcome,
        )
        return answer

    def _refused(self, job: Job, fault: Fault) -> str:
        self._note_refusal(job, fault)
        job.outcome = fault.code
        return outcome_of(fault)

    def _answer(self, job: Job, frame: str) -> str | Parked:
        self._admit(job.peer)
        call = read_call(frame)
        route = self._routes.get(call.method)
        if call.token:
            job.actor = self._authenticate(call.token, job.peer)
            job.peer.signed_in = True
        job.introduces = call.method == ""
        if route is None:
            raise UnknownRequest
        job.method = call.method
        if call.version != CONTRACT_VERSION:
            raise Outdated(mine=call.version, current=CONTRACT_VERSION)
        _authorise(job, route, self._rates)
        request = read_request(route.request, call.body)
        if isinstance(route, OwnRoute):
            if route.in_line:
                return self._in_line(job, frame, lambda j: self._run_own(j, route, request))
            return self._run_own(job, route, request)
        if job.actor is None:
            raise SignInNeeded
        asked = Asked(job, call, route, request, job.actor)
        if route.before is None and call.second is None:
            return self._run(asked)
        return self._in_line(job, frame, lambda j: self._run(replace(asked, job=j)))

    def _run_own(self, job: Job, route: OwnRoute, request: Request[Any]) -> str | Parked:
        def wrap(answer: Any) -> str:
            return outcome_ok(request.answer().dump_json(answer).decode())

        answer = route.handler(request, OwnCall(self._house, job.peer, job.actor, wrap))
        return answer if isinstance(answer, Parked) else wrap(answer)

    def _in_line(self, job: Job, frame: str, work: Callable[[Job], A]) -> str | Parked:
        """Have the work done when its turn comes, and then logged as any call."""
        later = copy(job)
        job.outcome = "in_line"
        # What stands in the line parks no second time.
        now = cast(Callable[[], str], partial(self._guarded, later, partial(work, later)))
        return self._line.ask(frame, job.peer, now)

    def _run(self, asked: Asked) -> str:
        database, call = self._house.database, asked.call
        if not isinstance(asked.request, Command):
            run = database.write if asked.route.opens else database.read
            return outcome_ok(run(lambda session: self._query(session, asked)))
        if call.key is None:
            raise Invalid(errors=[{"field": "key", "kind": "missing", "limit": None}])
        key, digest = f"{asked.actor.account_id}:{call.key}", _digest(asked.request)
        self._admit_second(asked)
        before = asked.route.before
        ready = before(asked.request, asked.actor, self._house) if before else None
        try:
            done = database.write(lambda session: self._command(session, asked, key, digest, ready))
        except AlreadyDone:
            answer = database.read(lambda s: first_answer(s, self._house.vault, key, digest))
            if answer is None:  # the twin was undone just now
                raise InProgress from None
            return outcome_ok(answer, repeat=True)
        if isinstance(done, Fault):
            raise done
        answer, ctx = done
        if ctx.published or ctx.owes:
            self._told.poke(tasks=ctx.owes)
        return outcome_ok(answer)

    def _admit_second(self, asked: Asked) -> None:
        """Check who was called to confirm this command; no transaction is open meanwhile."""
        given, job = asked.call.second, asked.job
        job.second = self._second(given, job.peer) if given else None
        if job.second is not None and job.second.id == asked.actor.id:
            raise SamePerson

    def _query(self, session: Session, asked: Asked) -> str:
        ctx = self._context(session, asked)
        answer = asked.route.handler(asked.request, ctx)
        if asked.route.opens:
            self._audit(ctx, asked.route)
        return asked.request.answer().dump_json(answer).decode()

    def _command(
        self, session: Session, asked: Asked, key: str, digest: bytes, ready: Any
    ) -> tuple[str, Context] | Fault:
        ctx, request = self._context(session, asked), asked.request
        ctx.prepared = ready
        claim(session, key, digest, ctx.now)
        try:
            answer = request.answer().dump_json(asked.route.handler(request, ctx)).decode()
        except Fault as fault:
            if not fault.keeps:
                raise
            release(session, key)
            return fault
        session.flush()
        self._audit(ctx, asked.route)
        keep_answer(session, self._house.vault, key, answer)
        return answer, ctx

    def _context(self, session: Session, asked: Asked) -> Context:
        now, consents = self._house.clock.now(), asked.call.consents
        second = asked.job.second
        trail = Trail(second=second.person if second else None)
        ctx = Context(self._house, session, asked.actor, now, consents, trail, second=second)
        asked.job.trail = trail
        return ctx

    def _audit(self, ctx: Context, route: Route) -> None:
        write_entry(
            ctx.session,
            self._house.vault,
            ctx.actor,
            at=ctx.now,
            action=route.request.method,
            trail=ctx.trail,
        )

    def _note_refusal(self, job: Job, fault: Fault) -> None:
        """A refused call of a signed-in person leaves an entry of its own; the call itself was
        rolled back. `Busy` is no refusal, and to write it down would cost more than it spares."""
        actor = SYSTEM if isinstance(fault, Damaged) and job.actor is None else job.actor
        if actor is None or job.introduces or isinstance(fault, Busy):
            return
        house = self._house
        try:
            house.database.write(
                lambda session: write_entry(
                    session,
                    house.vault,
                    actor,
                    at=house.clock.now(),
                    action=job.method or "unknown",
                    trail=Trail(job.trail.patient_id, job.trail.subject, job.trail.second),
                    outcome=fault.code,
                )
            )
        except Exception:
            log.exception("a refusal could not be written to the trail", method=job.method)


def _authorise(job: Job, route: Route | OwnRoute, rates: RateLimit) -> None:
    if job.actor is None:
        if route.needs is None:
            return
        raise SignInNeeded
    if not rates.allows(job.actor.account_id):
        raise Busy(seconds=1)
    if route.needs is None:
        return
    if job.actor.must_change_password:
        raise MustChangePassword
    if route.needs not in job.actor.permissions:
        raise NotAllowed(permission=route.needs.value)


def _digest(request: Request[Any]) -> bytes:
    return body_digest(request.method, request.model_dump_json())
