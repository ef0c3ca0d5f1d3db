"""Decides how to go on listening for news: cursor, back-off, what was missed. No threads, no Qt."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from omms_server.contract.events import Changed, Events, EventsAfter, Topic
from omms_server.contract.faults import Busy, Fault, SignInNeeded, Unreachable

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0
SIGNED_OUT_PAUSE = 10.0
REFUSED_PAUSE = 60.0

EVERYTHING = tuple(Changed(topic=topic, ref=None) for topic in Topic)


@dataclass(slots=True)
class Heard:
    """What one round brought: the changes, whether the server answered, seconds until the next."""

    changed: tuple[Changed, ...] = ()
    answered: bool = True
    pause: float = 0.0


@dataclass(slots=True)
class Listener:
    """One long poll after the other; misses nothing over a break."""

    send: Callable[[EventsAfter], Events]
    jitter: Callable[[float, float], float] = field(default=random.uniform)
    _cursor: str = ""
    _failures: int = 0
    _gap: bool = False

    def listen(self) -> Heard:
        """Ask once and say what to do; blocks as long as the server holds the answer."""
        try:
            events = self.send(EventsAfter(cursor=self._cursor))
        except Unreachable:
            # Without a cursor nothing tells later what happened meanwhile.
            self._gap = self._gap or not self._cursor
            self._failures += 1
            longest = min(FIRST_PAUSE * 2 ** (self._failures - 1), LONGEST_PAUSE)
            return Heard(answered=False, pause=self.jitter(longest / 2, longest))
        except SignInNeeded:
            self._gap = self._gap or not self._cursor
            return self._calm(SIGNED_OUT_PAUSE)
        except Busy as fault:
            seconds = fault.params.get("seconds")
            return self._calm(float(seconds) if seconds else LONGEST_PAUSE)
        except Fault:
            return self._calm(REFUSED_PAUSE)
        return self._news(events)

    def _calm(self, pause: float) -> Heard:
        self._failures = 0
        return Heard(pause=pause)

    def _news(self, events: Events) -> Heard:
        missed = events.missed or self._gap
        self._cursor, self._gap, self._failures = events.cursor, False, 0
        return Heard(EVERYTHING if missed else events.changed)
