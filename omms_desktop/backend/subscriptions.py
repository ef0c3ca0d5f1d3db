"""Who wants to hear of which data. Pausing keeps what happened for later, once per topic."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from omms_server.contract.events import Changed, Topic

Callback = Callable[[tuple[Changed, ...]], None]


@dataclass(eq=False)
class Interest:
    """One subscription."""

    topics: frozenset[Topic]
    callback: Callback
    owner: "Subscriptions | None"

    def cancel(self) -> None:
        """No more news."""
        if self.owner:
            self.owner.remove(self)
            self.owner = None


class Subscriptions:
    """One person's `Changes`; paused while he is not at the desk."""

    def __init__(self) -> None:
        self._interests: list[Interest] = []
        self._paused = False
        self._kept: set[Topic] = set()

    def subscribe(self, topics: Collection[Topic], callback: Callback) -> Interest:
        """See `ports.Changes`."""
        interest = Interest(frozenset(topics), callback, self)
        self._interests.append(interest)
        return interest

    def remove(self, interest: Interest) -> None:
        """End a subscription."""
        self._interests = [one for one in self._interests if one is not interest]

    def publish(self, changed: Iterable[Changed]) -> None:
        """Tell everyone his part, each change once."""
        news = tuple(dict.fromkeys(changed))
        if self._paused:
            self._kept.update(one.topic for one in news)
            return
        for interest in list(self._interests):
            part = tuple(one for one in news if one.topic in interest.topics)
            if part and interest.owner:
                interest.callback(part)

    def pause(self) -> None:
        """Keep the news back."""
        self._paused = True

    def resume(self) -> None:
        """Tell what was kept back, as "reload", and go on."""
        self._paused = False
        kept, self._kept = self._kept, set()
        if kept:
            self.publish(Changed(topic=topic, ref=None) for topic in Topic if topic in kept)
