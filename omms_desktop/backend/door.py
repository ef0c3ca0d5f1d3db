"""Holds what a person asked for until he is signed in; another person's sign-in never sends it."""

from collections import deque
from collections.abc import Callable

MOST_WAITING = 200


class Door:
    """One person's door to the server. Open while that person, and nobody else, is signed in."""

    def __init__(self, ask_to_sign_in: Callable[[], None]) -> None:
        """`ask_to_sign_in` shows the sign-in page; it may be called again while that is shown."""
        self._ask_to_sign_in = ask_to_sign_in
        self._waiting: deque[Callable[[], None]] = deque()
        self._open = True

    @property
    def is_open(self) -> bool:
        """Whether requests may pass."""
        return self._open

    def open(self) -> None:
        """The person is signed in: let what waits pass, in its order."""
        self._open = True
        for _ in range(len(self._waiting)):
            self._waiting.popleft()()

    def close(self) -> None:
        """The person locked the desk, or another one sits there."""
        self._open = False

    def expired(self) -> None:
        """The server knows this sign-in no more: close, and ask for a new one."""
        if self._open:
            self._open = False
            self._ask_to_sign_in()

    def wait(self, go: Callable[[], None]) -> bool:
        """Keep a request until the door opens; False when too many wait already."""
        if len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.append(go)
        return True
