"""Who is signed in at this desk, and the tokens that prove it. Thread-safe; knows no Qt."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from omms_server.contract.faults import Busy, Fault, Unreachable
from omms_server.contract.permissions import Permission
from omms_server.contract.signing_in import Person, RenewSignIn, SignedIn

from .kept_tokens import KeptTokens


class CurrentSignIn:
    """The client's `TokenSource`: access token in memory, refresh token in the keyring if wanted.

    A thread that acts for a person gets no token once somebody else is signed in, so that what one
    person asked for is never sent in another's name.
    """

    def __init__(
        self,
        renew: Callable[[RenewSignIn], SignedIn],
        kept: KeptTokens,
        follow: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        """`renew` sends without this token source; `kept` holds tokens between starts; `follow`
        hears the server's time.
        """
        self._send, self._kept, self._follow = renew, kept, follow
        self._lock, self._renewing = threading.Lock(), threading.Lock()
        self._thread = threading.local()
        self._now: SignedIn | None = None
        self._remembered = ""

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        now = self._now
        return now.person if now else None

    def may(self, permission: Permission) -> bool:
        """Whether the signed-in person has this right. The server decides; this hides doors."""
        now = self._now
        return now is not None and permission in now.permissions

    def accept(self, signed_in: SignedIn, remember_as: str = "") -> None:
        """This person is signed in from now on; `remember_as` (a username) keeps it over a restart.

        Writes to the keyring, so not for the GUI thread.
        """
        self._follow(signed_in.server_time)
        with self._lock:
            self._now, self._remembered = signed_in, remember_as
        if remember_as:
            self._kept.keep(remember_as, signed_in.refresh_token)

    def lock(self) -> str:
        """Nobody is signed in any more, at once; returns the access token to sign out with."""
        with self._lock:
            now, self._now = self._now, None
        return now.access_token if now else ""

    def forget(self) -> None:
        """Take the refresh token out of the keyring; not for the GUI thread."""
        with self._lock:
            username, self._remembered = self._remembered, ""
        if username:
            self._kept.drop(username)

    def resume(self, username: str) -> SignedIn | None:
        """Sign in with the token kept for this username, if there is one; not for the GUI thread.

        Raises `Unreachable` or `Busy`; a token that is no longer good is thrown away.
        """
        token = self._kept.find(username)
        if not token:
            return None
        renewed = self._renewed(token)
        if renewed is None:
            self._kept.drop(username)
            return None
        self.accept(renewed, username)
        return renewed

    @contextmanager
    def acting_for(self, person: Person | None) -> Iterator[None]:
        """What this thread sends meanwhile is this person's; None: whoever is signed in."""
        self._thread.acts_for = person.id if person else None
        try:
            yield
        finally:
            self._thread.acts_for = None

    @contextmanager
    def parting(self, token: str) -> Iterator[None]:
        """What this thread sends meanwhile carries the token `lock` gave back."""
        self._thread.parting = token
        try:
            yield
        finally:
            self._thread.parting = ""

    def access(self) -> str:
        """The access token; empty when nobody, or another person, is signed in."""
        if parting := getattr(self._thread, "parting", ""):
            return str(parting)
        with self._lock:
            token = self._now.access_token if self._now and self._is_mine() else ""
        self._thread.used = token
        return token

    def renew(self) -> bool:
        """Trade the refresh token for a new pair; False when a person must sign in."""
        with self._renewing:
            with self._lock:
                now = None if getattr(self._thread, "parting", "") else self._now
                if now is None or not self._is_mine():
                    return False
            if now.access_token != getattr(self._thread, "used", ""):
                return True  # another thread was faster
            renewed = self._renewed(now.refresh_token)
            with self._lock:
                if self._now is not now:  # locked, or signed in anew, meanwhile
                    return self._now is not None and self._is_mine()
                self._now, username = renewed, self._remembered
            if renewed and username:
                self._kept.keep(username, renewed.refresh_token)
            return renewed is not None

    def _renewed(self, refresh_token: str) -> SignedIn | None:
        try:
            renewed = self._send(RenewSignIn(refresh_token=refresh_token))
        except (Unreachable, Busy):
            raise
        except Fault:
            return None
        self._follow(renewed.server_time)
        return renewed

    def _is_mine(self) -> bool:
        wanted = getattr(self._thread, "acts_for", None)
        return wanted is None or (self._now is not None and self._now.person.id == wanted)
