"""What a dispatcher sees of the front: who is at the other end, and calls answered later."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Peer:
    """One connected client, as its certificate names it.

    `name` is the certificate's common name, `kind` its organisational unit (server, workstation or
    service), `fingerprint` the SHA-256 of the certificate in hex. The dispatcher sets `signed_in`
    when a call of this connection has authenticated; until then the front keeps the connection
    short and its frames small. `heard_at` (monotonic) is when it was last told its place in the
    line before sign-in: from then on it has the time to sign in anew. A peer that is dismissed is
    read no more; its connection ends as soon as its answers are out.
    """

    __slots__ = (
        "__weakref__",
        "address",
        "connection_id",
        "dismissed_at",
        "fingerprint",
        "heard_at",
        "kind",
        "name",
        "signed_in",
    )

    def __init__(
        self, connection_id: str, address: str, *, name: str, kind: str, fingerprint: str
    ) -> None:
        self.connection_id = connection_id
        self.address = address
        self.name = name
        self.kind = kind
        self.fingerprint = fingerprint
        self.signed_in = False
        self.heard_at = 0.0
        self.dismissed_at: float | None = None
        """On the monotonic clock."""

    def dismiss(self) -> None:
        """End this connection; from any thread."""
        if self.dismissed_at is None:
            self.dismissed_at = time.monotonic()


class Parked:
    """A call that waits for its answer without holding a worker.

    The dispatcher returns it instead of a text and keeps it; whoever has the answer calls `answer`
    from any thread. After `seconds` the front answers with `late` itself (a text, or what makes it
    at that moment, quickly). `on_gone`, called once on a worker thread, tells that nobody waits
    any more although nobody answered: the time is up or the client has left.
    """

    def __init__(
        self,
        seconds: float,
        late: str | Callable[[], str],
        on_gone: Callable[[], None] | None = None,
    ) -> None:
        self.deadline = time.monotonic() + seconds
        self._late = late
        self.on_gone = on_gone
        self._lock = threading.Lock()
        self._open = True
        self._text: str | None = None
        self._deliver: Callable[[str], None] | None = None

    @property
    def late(self) -> str:
        """What the front answers when the time is up."""
        return self._late() if callable(self._late) else self._late

    def answer(self, text: str) -> bool:
        """Answer the waiting client. False when it was answered before or waits no more."""
        with self._lock:
            if not self._open:
                return False
            self._open = False
            deliver = self._deliver
            if deliver is None:
                self._text = text
        if deliver is not None:
            deliver(text)
        return True

    def bind(self, deliver: Callable[[str], None]) -> None:
        """Tell where the answer goes (the front's part); one that is already there goes at once."""
        with self._lock:
            self._deliver = deliver
            text = self._text
        if text is not None:
            deliver(text)

    def abandon(self) -> bool:
        """The client has left (the front's part). True when nobody had answered."""
        with self._lock:
            was_open, self._open = self._open, False
        return was_open
