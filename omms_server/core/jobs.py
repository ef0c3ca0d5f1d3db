"""Scheduled jobs: each runs on whichever instance holds its lease, and follow-up tasks until they
succeed."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from omms_server.models.system import Lease, Task

from .clock import Clock
from .database import Database
from .rows import rows_changed

log = structlog.get_logger()
LEASE_FOR = timedelta(seconds=30)
RENEW_BEFORE = LEASE_FOR / 2
"""A lease that lasts longer than this is not written again: each write costs a commit."""
TASK_PAUSES = (1, 2, 5, 10, 30, 60, 300)
TASKS_AT_ONCE = 20


@dataclass(frozen=True)
class Job:
    """Something to do every `seconds`. `run` handles its own transactions and returns whether there
    was work. `everywhere`: on each instance, without a lease."""

    name: str
    seconds: float
    run: Callable[[], bool]
    everywhere: bool = False


class Jobs:
    """One thread a job. A job that had work runs again at once."""

    def __init__(self, database: Database, clock: Clock, holder: str, jobs: Sequence[Job]) -> None:
        self._database = database
        self._clock = clock
        self._holder = holder
        self._jobs = jobs
        self._held_until: dict[str, datetime] = {}
        self._stopping = threading.Event()
        self._wake = {job.name: threading.Event() for job in jobs}
        self._threads = [
            threading.Thread(target=self._run, args=(job,), name=f"job-{job.name}", daemon=True)
            for job in jobs
        ]

    def start(self) -> None:
        """Start all jobs."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop after the present runs, and leave the leases to whoever starts next."""
        self._stopping.set()
        for wake in self._wake.values():
            wake.set()
        for thread in self._threads:
            thread.join()
        now = self._clock.now()
        try:
            self._database.write(lambda session: give_up_leases(session, self._holder, now))
        except Exception:
            log.exception("leases could not be given up; they expire by themselves")

    def wake(self, name: str) -> None:
        """Run a job now instead of at its time."""
        self._wake[name].set()

    def _run(self, job: Job) -> None:
        wake = self._wake[job.name]
        while not self._stopping.is_set():
            had_work = self._once(job)
            if not had_work:
                wake.wait(job.seconds)
            wake.clear()

    def _once(self, job: Job) -> bool:
        try:
            return (job.everywhere or self._holds(job.name)) and job.run()
        except Exception:
            log.exception("job failed", job=job.name)
            return False

    def _holds(self, name: str) -> bool:
        now = self._clock.now()
        until = self._held_until.get(name)
        if until is not None and RENEW_BEFORE < until - now <= LEASE_FOR:
            return True
        until = now + LEASE_FOR
        held = self._database.write(
            lambda session: take_lease(session, name, self._holder, until, now)
        )
        if held:
            self._held_until[name] = until
        return held


def take_lease(session: Session, name: str, holder: str, until: object, now: object) -> bool:
    """Take or prolong a lease; False while another instance holds it."""
    mine_or_over = or_(Lease.holder == holder, Lease.until < now)
    take = update(Lease).where(Lease.name == name, mine_or_over)
    if rows_changed(session, take.values(holder=holder, until=until, fence=Lease.fence + 1)):
        return True
    if session.scalar(select(Lease.name).where(Lease.name == name)) is not None:
        return False
    try:
        session.execute(insert(Lease), {"name": name, "holder": holder, "until": until, "fence": 1})
    except IntegrityError:
        session.rollback()
        return False
    return True


def give_up_leases(session: Session, holder: str, now: datetime) -> None:
    """Let everything this holder has expire now."""
    mine = update(Lease).where(Lease.holder == holder, Lease.until >= now)
    rows_changed(session, mine.values(until=now - timedelta(milliseconds=1)))


class TaskRunner:
    """Does follow-up tasks after their commit, each by its kind, and again with growing pauses
    until it succeeds."""

    def __init__(
        self, database: Database, clock: Clock, handlers: Mapping[str, Callable[[int], None]]
    ) -> None:
        self._database = database
        self._clock = clock
        self._handlers = handlers

    def run(self) -> bool:
        """Do the due tasks; True when there were any. A handler may run twice and must bear it."""
        now = self._clock.now()
        due = self._database.read(
            lambda session: session.execute(
                select(Task.id, Task.kind, Task.ref_id, Task.tries)
                .where(Task.state == "due", Task.due_at <= now)
                .order_by(Task.due_at)
                .limit(TASKS_AT_ONCE)
            ).all()
        )
        for task in due:
            self._do(task.id, task.kind, task.ref_id, task.tries)
        return bool(due)

    def _do(self, task_id: int, kind: str, ref_id: int, tries: int) -> None:
        try:
            self._handlers[kind](ref_id)
        except Exception as error:
            log.warning("task failed", kind=kind, tries=tries + 1, error=type(error).__name__)
            pause = TASK_PAUSES[min(tries, len(TASK_PAUSES) - 1)]
            due_at = self._clock.now() + timedelta(seconds=pause)
            name = type(error).__name__[:60]
            values = {"tries": tries + 1, "due_at": due_at, "last_error": name}
        else:
            values = {"state": "done", "tries": tries + 1}
        change = update(Task).where(Task.id == task_id)
        self._database.write(lambda session: rows_changed(session, change.values(**values)))
