"""The line before the slow desk: calls that hash a password wait their turn, and hold no worker."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from omms_server.contract.faults import Busy, Waiting

from .frames import outcome_of
from .peers import Parked, Peer

THREADS = 2
"""As many as the machine has cores to hash with; the hashing itself yields to everyone else."""
FIRST_WORD_SECONDS = 1.0
"""Whoever is not served within this time is told his place."""
NEXT_WORD_SECONDS = 5.0
"""And again after each of these."""
KEPT_SECONDS = 30.0
"""How long an answer waits for the client to ask for it again."""
GONE_SECONDS = 15.0
"""Whose client has not asked for so long is passed over."""
_GUESS_SECONDS = 0.3
"""What a turn takes, before any has been measured."""


@dataclass(eq=False)
class _Turn:
    """One place in the line."""

    name: bytes
    desk: str
    number: int
    work: Callable[[], str] | None
    asked_at: float
    waiter: Parked | None = None
    answer: str | None = None
    done_at: float = field(default=0.0)


class WaitingLine:
    """First come, first served; bounded as a whole and for each workstation.

    A client that is told `Waiting` sends the very same frame again and keeps its place: the frame
    is the ticket, so nobody else can take it. Threads live while somebody waits.
    """

    def __init__(self, most: int, most_a_desk: int, threads: int = THREADS) -> None:
        self._most, self._most_a_desk, self._threads = most, most_a_desk, threads
        self._lock = threading.Lock()
        self._turns: dict[bytes, _Turn] = {}
        self._queue: deque[_Turn] = deque()
        self._done: deque[_Turn] = deque()
        self._by_desk: Counter[str] = Counter()
        self._running = self._joined = self._begun = 0
        self._a_turn = _GUESS_SECONDS

    def ask(self, frame: str, peer: Peer, work: Callable[[], str]) -> str | Parked:
        """Join the line, or ask again in it. The work's text comes when it is done; until then,
        from time to time, the place (`Waiting`). Raises `Busy` when the line is full."""
        name = hashlib.sha256(f"{peer.fingerprint}\0{frame}".encode()).digest()
        now = time.monotonic()
        with self._lock:
            self._sweep(now)
            known = self._turns.get(name)
            turn = known or self._join(name, peer.fingerprint, work, now)
            if turn.answer is not None:
                self._turns.pop(name)
                return turn.answer
            turn.asked_at = now
            seconds = NEXT_WORD_SECONDS if known else FIRST_WORD_SECONDS
            turn.waiter = Parked(seconds, lambda: self._place(turn, peer))
            return turn.waiter

    def _join(self, name: bytes, desk: str, work: Callable[[], str], now: float) -> _Turn:
        if len(self._queue) >= self._most or self._by_desk[desk] >= self._most_a_desk:
            raise Busy(seconds=round(len(self._queue) * self._a_turn / self._threads) + 1)
        self._joined += 1
        turn = _Turn(name, desk, self._joined, work, now)
        self._turns[name] = turn
        self._queue.append(turn)
        self._by_desk[desk] += 1
        if self._running < self._threads:
            self._running += 1
            threading.Thread(target=self._serve, name="line", daemon=True).start()
        return turn

    def _place(self, turn: _Turn, peer: Peer) -> str:
        """What the waiting client is told; its sign-in clock begins anew."""
        peer.heard_at = time.monotonic()
        ahead = max(0, turn.number - self._begun - 1)
        seconds = round((ahead + 1) * self._a_turn / self._threads) + 1
        return outcome_of(Waiting(ahead=ahead, seconds=seconds))

    def _serve(self) -> None:
        while (turn := self._next()) is not None:
            begun, work = time.monotonic(), turn.work
            text = work() if work else ""
            self._finish(turn, text, time.monotonic() - begun)

    def _next(self) -> _Turn | None:
        """The next one whose client still waits; None ends this thread."""
        with self._lock:
            while self._queue:
                turn = self._queue.popleft()
                self._begun += 1
                self._by_desk[turn.desk] -= 1
                if not self._by_desk[turn.desk]:
                    del self._by_desk[turn.desk]
                if time.monotonic() - turn.asked_at <= GONE_SECONDS:
                    return turn
                self._turns.pop(turn.name, None)
            self._running -= 1
            return None

    def _finish(self, turn: _Turn, text: str, seconds: float) -> None:
        with self._lock:
            self._a_turn += (seconds - self._a_turn) / 8
            turn.work, turn.done_at = None, time.monotonic()
            if turn.waiter is not None and turn.waiter.answer(text):
                self._turns.pop(turn.name, None)
                return
            turn.answer = text
            self._done.append(turn)

    def _sweep(self, now: float) -> None:
        """Forget answers that nobody came for."""
        while self._done and now - self._done[0].done_at > KEPT_SECONDS:
            turn = self._done.popleft()
            if self._turns.get(turn.name) is turn:
                del self._turns[turn.name]
