"""News: waiting calls are answered when something happens, wherever it was committed."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import insert

from omms_server.contract.events import Changed, Events, EventsAfter, Topic
from omms_server.core import events
from omms_server.core.events import EventHub
from omms_server.core.ids import id_at, new_id
from omms_server.core.peers import Parked
from omms_server.models.system import Event
from tests.support.clinic import Clinic

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
QUEUE = Changed(topic=Topic.QUEUE, ref=7)
BILLS = Changed(topic=Topic.BILLS, ref=None)


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    return working_clinic


@pytest.fixture
def hub(clinic: Clinic) -> Iterator[EventHub]:
    """A hub that reads."""
    made = EventHub(clinic.app.house.database)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def still(clinic: Clinic) -> EventHub:
    """A hub that reads only when a test tells it to: `look(still)`."""
    return EventHub(clinic.app.house.database)


def look(hub: EventHub) -> None:
    hub._take(hub._recent())


def commit(clinic: Clinic, *news: Changed, row_id: int | None = None) -> None:
    """Write event rows as a command of any instance does."""
    rows = [
        {"id": row_id or new_id(), "topic": getattr(one.topic, "value", one.topic), "ref": one.ref}
        for one in news
    ]
    clinic.app.house.database.write(lambda session: session.execute(insert(Event), rows))


def wrap(answer: Events) -> str:
    return answer.model_dump_json()


def begin(hub: EventHub) -> str:
    """The cursor of somebody who begins to listen."""
    found = hub.wait("", wrap)
    assert isinstance(found, Events)
    assert (found.changed, found.missed) == ((), False)
    return found.cursor


class Waiting:
    """A parked call as the front holds it."""

    def __init__(self, parked: Events | Parked) -> None:
        assert isinstance(parked, Parked)
        self.parked = parked
        self.told = threading.Event()
        self.text = ""
        parked.bind(self._hear)

    def _hear(self, text: str) -> None:
        self.text = text
        self.told.set()

    def answer(self, seconds: float = 5) -> Events:
        assert self.told.wait(seconds)
        return Events.model_validate_json(self.text)


def test_who_waits_is_told_within_a_second(clinic: Clinic, hub: EventHub) -> None:
    waiting = Waiting(hub.wait(begin(hub), wrap))
    commit(clinic, QUEUE)
    began = time.monotonic()
    assert waiting.answer().changed == (QUEUE,)
    assert time.monotonic() - began < 1


def test_a_poke_is_heard_before_the_next_poll(
    clinic: Clinic, still: EventHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "POLL_SECONDS", 60)
    still.start()
    try:
        waiting = Waiting(still.wait(begin(still), wrap))
        commit(clinic, QUEUE)
        still.poke()
        assert waiting.answer().changed == (QUEUE,)
    finally:
        still.stop()


def test_a_call_of_a_colleague_answers_who_waits(clinic: Clinic) -> None:
    """Through the dispatcher: text in, text out, and the waiting call holds nobody up."""
    clinic.app.hub.start()
    try:
        clinic.a_session()
        amy = clinic.amy
        cursor = amy.send(EventsAfter()).cursor
        frame = {
            "method": "events.after",
            "body": {"cursor": cursor},
            "token": amy.signed_in.access_token,
        }
        parked = clinic.app.dispatcher.handle(json.dumps(frame), amy.peer)
        assert isinstance(parked, Parked)
        waiting = Waiting(parked)
        clinic.a_patient()
        assert waiting.told.wait(1)
        outcome = json.loads(waiting.text)
        assert outcome["code"] == "ok"
        assert outcome["data"]["changed"][0]["topic"] == "patients"
    finally:
        clinic.app.hub.stop()


def test_what_happened_meanwhile_is_told_at_once_in_order(clinic: Clinic, still: EventHub) -> None:
    cursor = begin(still)
    commit(clinic, QUEUE, BILLS, QUEUE)
    look(still)
    found = still.wait(cursor, wrap)
    assert isinstance(found, Events)
    assert (found.changed, found.missed) == ((QUEUE, BILLS), False)
    later = Waiting(still.wait(found.cursor, wrap))
    commit(clinic, BILLS)
    look(still)
    assert later.answer().changed == (BILLS,)


def test_nothing_is_told_twice(clinic: Clinic, still: EventHub) -> None:
    commit(clinic, QUEUE)
    look(still)
    look(still)
    cursor = begin(still)
    look(still)
    assert isinstance(still.wait(cursor, wrap), Parked)


def test_events_from_before_the_start_are_not_told(clinic: Clinic) -> None:
    commit(clinic, QUEUE)
    hub = EventHub(clinic.app.house.database)
    hub.start()
    try:
        hub.poke()
        cursor = begin(hub)
        waiting = Waiting(hub.wait(cursor, wrap))
        commit(clinic, BILLS)
        assert waiting.answer().changed == (BILLS,)
    finally:
        hub.stop()


@pytest.mark.parametrize("shift", [-1, 1, 2**40, -(2**40)])
def test_a_foreign_cursor_is_told_that_it_missed(still: EventHub, shift: int) -> None:
    cursor = str(abs(int(begin(still)) + shift))
    found = still.wait(cursor, wrap)
    assert isinstance(found, Events)
    assert (found.missed, found.changed) == (True, ())
    assert isinstance(still.wait(found.cursor, wrap), Parked)


def test_the_cursor_of_another_instance_missed_too(clinic: Clinic, still: EventHub) -> None:
    other = EventHub(clinic.app.house.database)
    found = still.wait(begin(other), wrap)
    assert isinstance(found, Events)
    assert found.missed


def test_who_slept_too_long_is_told_that_he_missed(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "KEPT", 3)
    hub = EventHub(clinic.app.house.database)
    old = begin(hub)
    commit(clinic, BILLS)
    look(hub)
    newer = begin(hub)
    for number in range(1, 4):
        commit(clinic, Changed(topic=Topic.QUEUE, ref=number))
    look(hub)
    missed, told = hub.wait(old, wrap), hub.wait(newer, wrap)
    assert isinstance(missed, Events)
    assert isinstance(told, Events)
    assert (missed.missed, missed.changed) == (True, ())
    assert [one.ref for one in told.changed] == [1, 2, 3]


def test_a_row_of_another_instance_that_commits_late_is_told(
    clinic: Clinic, still: EventHub
) -> None:
    """Its id was made before ours, its commit came after: no order of ids may hide it."""
    early = new_id()
    cursor = begin(still)
    commit(clinic, BILLS)
    look(still)
    commit(clinic, QUEUE, row_id=early)
    look(still)
    found = still.wait(cursor, wrap)
    assert isinstance(found, Events)
    assert found.changed == (BILLS, QUEUE)


def test_a_row_older_than_the_overlap_is_let_go(clinic: Clinic, still: EventHub) -> None:
    cursor = begin(still)
    commit(clinic, QUEUE, row_id=id_at(time.time() - 2 * events.OVERLAP_SECONDS))
    look(still)
    assert isinstance(still.wait(cursor, wrap), Parked)


def test_a_topic_of_a_newer_release_is_passed_over(clinic: Clinic, still: EventHub) -> None:
    cursor = begin(still)
    newer: Any = Changed.model_construct(topic="telemedicine", ref=1)
    commit(clinic, newer, QUEUE)
    look(still)
    found = still.wait(cursor, wrap)
    assert isinstance(found, Events)
    assert found.changed == (QUEUE,)


def test_who_gave_up_is_forgotten(clinic: Clinic, still: EventHub) -> None:
    parked = still.wait(begin(still), wrap)
    assert isinstance(parked, Parked)
    assert parked.on_gone is not None
    parked.on_gone()
    assert still._waiting == {}
    assert Events.model_validate_json(parked.late).changed == ()


def test_waiting_is_bounded_in_time_and_number(
    clinic: Clinic, still: EventHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "MAX_WAITING", 2)
    cursor = begin(still)
    parked = [still.wait(cursor, wrap) for _ in range(2)]
    for one in parked:
        assert isinstance(one, Parked)
        assert one.deadline - time.monotonic() <= events.WAIT_SECONDS
    third = still.wait(cursor, wrap)
    assert isinstance(third, Events)
    assert third.changed == ()


def test_a_database_that_is_away_only_delays(
    clinic: Clinic, hub: EventHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Waiting(hub.wait(begin(hub), wrap))
    asked = threading.Event()

    def away() -> None:
        asked.set()
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr(hub, "_recent", away)
        commit(clinic, QUEUE)
        assert asked.wait(5)
    assert waiting.answer().changed == (QUEUE,)
