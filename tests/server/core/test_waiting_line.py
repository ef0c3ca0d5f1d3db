"""The line of those who sign in: in order, bounded, fair, and each is told his place."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Lock
from typing import Any

import pytest

from omms_server.contract.faults import Busy
from omms_server.core import waiting_line
from omms_server.core.peers import Parked, Peer
from omms_server.core.waiting_line import WaitingLine
from tests.support.clinic import a_peer, answer_of

DESK = a_peer("desk-1")


class Desk:
    """The slow desk: everyone is held there until the test lets go."""

    def __init__(self, line: WaitingLine) -> None:
        self.line, self.open = line, Event()
        self.served: list[str] = []
        self.begun: SimpleQueue[str] = SimpleQueue()
        self._turn = Lock()

    def ask(self, frame: str, peer: Peer = DESK) -> Parked:
        """Join the line."""
        parked = self.line.ask(frame, peer, self._work(frame))
        assert isinstance(parked, Parked)
        return parked

    def _work(self, frame: str) -> Callable[[], str]:
        def work() -> str:
            self.begun.put(frame)
            assert self.open.wait(10)
            with self._turn:
                self.served.append(frame)
            return f"answer to {frame}"

        return work


def told(parked: Parked) -> dict[str, Any]:
    """What the front says when the time is up."""
    text = parked.late
    assert parked.answer(text)
    outcome: dict[str, Any] = json.loads(text)
    assert outcome["code"] == "waiting"
    found: dict[str, Any] = outcome["data"]
    return found


def test_all_are_answered_in_the_order_of_their_arrival() -> None:
    desk = Desk(WaitingLine(100, 100, threads=1))
    waiting = [desk.ask(f"call {number}") for number in range(50)]
    desk.open.set()
    answers = [answer_of(one) for one in waiting]
    assert answers == [f"answer to call {number}" for number in range(50)]
    assert desk.served == [f"call {number}" for number in range(50)]


def test_everyone_is_told_how_many_come_before_him() -> None:
    desk = Desk(WaitingLine(100, 100, threads=1))
    waiting = [desk.ask(f"call {number}") for number in range(4)]
    assert desk.begun.get(timeout=10) == "call 0"
    heard = [told(one) for one in waiting]
    assert [one["ahead"] for one in heard] == [0, 0, 1, 2]
    assert heard[0]["seconds"] <= heard[3]["seconds"]
    desk.open.set()


def test_whoever_asks_again_keeps_his_place_and_gets_his_own_answer() -> None:
    desk = Desk(WaitingLine(100, 100, threads=1))
    first, second = desk.ask("first"), desk.ask("second")
    told(first)
    told(second)
    again, third = desk.ask("first"), desk.ask("third")
    desk.ask("second")
    desk.open.set()
    assert answer_of(again) == "answer to first"
    answer_of(third)
    assert desk.served == ["first", "second", "third"]


def test_an_answer_that_came_between_two_questions_is_kept_for_the_second() -> None:
    desk = Desk(WaitingLine(100, 100, threads=1))
    told(desk.ask("first"))
    desk.open.set()
    answer_of(desk.ask("second"))
    assert desk.line.ask("first", DESK, lambda: "done twice") == "answer to first"


def test_the_same_words_from_another_workstation_are_another_place() -> None:
    desk = Desk(WaitingLine(100, 100, threads=1))
    mine, theirs = desk.ask("first"), desk.ask("first", a_peer("desk-2"))
    desk.open.set()
    assert answer_of(mine) == answer_of(theirs) == "answer to first"
    assert desk.served == ["first", "first"]


def test_a_full_line_turns_the_next_one_away_and_nobody_else() -> None:
    desk = Desk(WaitingLine(3, 3, threads=1))
    desk.ask("served")
    desk.begun.get(timeout=10)
    waiting = [desk.ask(f"call {number}") for number in range(3)]
    with pytest.raises(Busy):
        desk.ask("one too many")
    told(waiting[0])
    desk.ask("call 0")
    desk.open.set()
    assert answer_of(waiting[2]) == "answer to call 2"


def test_one_workstation_cannot_fill_the_line() -> None:
    desk = Desk(WaitingLine(100, 2, threads=1))
    desk.ask("served")
    desk.begun.get(timeout=10)
    desk.ask("one")
    desk.ask("two")
    with pytest.raises(Busy):
        desk.ask("three")
    other = desk.ask("four", a_peer("desk-2"))
    desk.open.set()
    assert answer_of(other) == "answer to four"


def test_whose_client_went_away_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(WaitingLine(100, 100, threads=1))
    desk.ask("served")
    desk.begun.get(timeout=10)
    desk.ask("gone")
    later = time.monotonic() + waiting_line.GONE_SECONDS + 1
    monkeypatch.setattr("omms_server.core.waiting_line.time.monotonic", lambda: later)
    last = desk.ask("still here")
    desk.open.set()
    assert answer_of(last) == "answer to still here"
    assert desk.served == ["served", "still here"]


def test_an_answer_that_nobody_fetches_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(WaitingLine(100, 100, threads=1))
    told(desk.ask("left"))
    desk.open.set()
    answer_of(desk.ask("next"))
    later = time.monotonic() + waiting_line.KEPT_SECONDS + 1
    monkeypatch.setattr("omms_server.core.waiting_line.time.monotonic", lambda: later)
    assert answer_of(desk.ask("left")) == "answer to left"
    assert desk.served == ["left", "next", "left"]


def test_the_sign_in_clock_begins_anew_with_every_word() -> None:
    desk, peer = Desk(WaitingLine(100, 100, threads=1)), a_peer("desk-3")
    before = time.monotonic()
    told(desk.ask("call", peer))
    assert peer.heard_at >= before
    desk.open.set()
