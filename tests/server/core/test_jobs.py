"""Scheduled jobs run on one instance at a time; tasks are tried again until they succeed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select
from structlog.testing import capture_logs

from omms_server.core.ids import new_id
from omms_server.core.jobs import LEASE_FOR, TASK_PAUSES, Job, Jobs, TaskRunner, take_lease
from omms_server.models.system import Lease, Task
from tests.support.clinic import MORNING, Clinic


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    return working_clinic


def take(clinic: Clinic, holder: str, at: datetime = MORNING) -> bool:
    return clinic.app.house.database.write(
        lambda session: take_lease(session, "seal", holder, at + LEASE_FOR, at)
    )


def test_one_instance_holds_a_lease_and_prolongs_it(clinic: Clinic) -> None:
    assert take(clinic, "one")
    assert not take(clinic, "two")
    later = MORNING + LEASE_FOR - timedelta(seconds=1)
    assert take(clinic, "one", later)
    assert not take(clinic, "two", later + timedelta(seconds=2))


def test_an_expired_lease_is_taken_over_and_its_fence_grows(clinic: Clinic) -> None:
    take(clinic, "one")
    after = MORNING + LEASE_FOR + timedelta(milliseconds=1)
    assert take(clinic, "two", after)
    assert not take(clinic, "one", after)
    row = clinic.app.house.database.read(lambda session: session.scalars(select(Lease)).one())
    assert (row.holder, row.fence) == ("two", 2)


def test_of_many_who_ask_together_one_gets_it(clinic: Clinic) -> None:
    got: list[str] = []
    barrier = threading.Barrier(6)

    def ask(holder: str) -> None:
        barrier.wait(10)
        if take(clinic, holder):
            got.append(holder)

    threads = [threading.Thread(target=ask, args=(f"h{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(got) == 1


def test_a_holder_that_stops_leaves_its_leases_to_the_next(clinic: Clinic) -> None:
    take(clinic, "one")
    database, clock = clinic.app.house.database, clinic.clock
    Jobs(database, clock, "one", ()).stop()
    assert take(clinic, "two")
    Jobs(database, clock, "one", ()).stop()
    assert not take(clinic, "three")


def test_stopping_without_a_database_is_no_failure(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(clinic.app.house.database, "write", away)
    with capture_logs() as lines:
        Jobs(clinic.app.house.database, clinic.clock, "one", ()).stop()
    assert len(lines) == 1


def a_task(clinic: Clinic, kind: str = "send", ref: int = 7, state: str = "due") -> None:
    row = {"id": new_id(), "kind": kind, "ref_id": ref, "state": state, "tries": 0}
    row |= {"due_at": clinic.clock.now(), "last_error": ""}
    clinic.app.house.database.write(lambda session: session.execute(insert(Task), row))


def the_task(clinic: Clinic) -> Task:
    return clinic.app.house.database.read(lambda session: session.scalars(select(Task)).one())


def runner(clinic: Clinic, handler: Callable[[int], None]) -> TaskRunner:
    return TaskRunner(clinic.app.house.database, clinic.clock, {"send": handler})


class Failing:
    """A handler that fails a number of times."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.seen: list[int] = []

    def __call__(self, ref_id: int) -> None:
        self.seen.append(ref_id)
        if len(self.seen) <= self.times:
            raise ConnectionError("110105199003070016")


def test_a_task_is_done_once(clinic: Clinic) -> None:
    handler = Failing(0)
    a_task(clinic)
    work = runner(clinic, handler)
    assert work.run()
    assert not work.run()
    assert handler.seen == [7]
    assert (the_task(clinic).state, the_task(clinic).tries) == ("done", 1)


def test_a_failing_task_is_tried_again_after_growing_pauses(clinic: Clinic) -> None:
    handler = Failing(len(TASK_PAUSES) + 1)
    a_task(clinic)
    work = runner(clinic, handler)
    for pause in (*TASK_PAUSES, TASK_PAUSES[-1]):
        assert work.run()
        clinic.clock.forward(seconds=pause - 0.01)
        assert not work.run()
        clinic.clock.forward(seconds=0.01)
    assert the_task(clinic).last_error == "ConnectionError"
    assert work.run()
    assert the_task(clinic).state == "done"
    assert list(TASK_PAUSES) == sorted(TASK_PAUSES)


def test_a_failure_is_logged_without_its_text(clinic: Clinic) -> None:
    a_task(clinic)
    with capture_logs() as lines:
        runner(clinic, Failing(1)).run()
    assert [(line["event"], line["error"]) for line in lines] == [
        ("task failed", "ConnectionError")
    ]


def test_an_unknown_kind_waits_for_the_release_that_knows_it(clinic: Clinic) -> None:
    a_task(clinic, kind="later")
    assert runner(clinic, Failing(0)).run()
    assert (the_task(clinic).state, the_task(clinic).last_error) == ("due", "KeyError")


def test_one_failing_task_does_not_hold_up_the_others(clinic: Clinic) -> None:
    handler = Failing(1)
    for ref in (1, 2, 3):
        a_task(clinic, ref=ref)
    runner(clinic, handler).run()
    assert sorted(handler.seen) == [1, 2, 3]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_job_runs_again_at_once_while_there_is_work_and_when_woken(clinic: Clinic) -> None:
    left, idle = [3], threading.Semaphore(0)

    def run() -> bool:
        left[0] -= 1
        if left[0] <= 0:
            idle.release()
        return left[0] > 0

    jobs = Jobs(clinic.app.house.database, clinic.clock, "one", [Job("seal", 3600, run)])
    jobs.start()
    try:
        assert idle.acquire(timeout=10)
        jobs.wake("seal")
        assert idle.acquire(timeout=10)
    finally:
        jobs.stop()
    assert left[0] == -1


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_job_that_raises_is_logged_and_runs_again(clinic: Clinic) -> None:
    ran = threading.Semaphore(0)

    def run() -> bool:
        ran.release()
        raise OSError("away")

    jobs = Jobs(clinic.app.house.database, clinic.clock, "one", [Job("seal", 3600, run)])
    with capture_logs() as lines:
        jobs.start()
        assert ran.acquire(timeout=10)
        jobs.wake("seal")
        assert ran.acquire(timeout=10)
        jobs.stop()
    assert {line["event"] for line in lines} == {"job failed"}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_job_of_another_holder_is_left_alone(clinic: Clinic) -> None:
    take(clinic, "two")
    ran: list[int] = []
    job = Job("seal", 3600, lambda: ran.append(1) is not None)
    jobs = Jobs(clinic.app.house.database, clinic.clock, "one", [job])
    jobs.start()
    jobs.stop()
    assert ran == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_lease_is_written_again_only_when_half_of_it_is_over(clinic: Clinic) -> None:
    ran = threading.Semaphore(0)
    job = Job("seal", 3600, lambda: ran.release() is not None)
    jobs = Jobs(clinic.app.house.database, clinic.clock, "one", [job])

    def fence_after_a_run() -> int:
        jobs.wake("seal")
        assert ran.acquire(timeout=10)
        return clinic.app.house.database.read(lambda s: s.scalars(select(Lease.fence)).one())

    jobs.start()
    try:
        assert ran.acquire(timeout=10)
        first = [fence_after_a_run() for _ in range(3)]
        clinic.clock.forward(seconds=LEASE_FOR.total_seconds() / 2)
        later = fence_after_a_run()
    finally:
        jobs.stop()
    assert (first, later) == ([1, 1, 1], 2)
