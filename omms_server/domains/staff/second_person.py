"""A second person on the spot: signs in for one command of somebody else (DOMAIN 9.2)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from omms_server.contract.wire import SecondSignIn
from omms_server.core.context import Actor, House
from omms_server.core.passwords import Passwords
from omms_server.core.peers import Peer

from .credentials import Credentials
from .failures import Failures
from .standing import actor_of


class SecondPersons:
    """Checks them as at a sign-in, with the same counting and locks; nothing is begun."""

    def __init__(self, house: House, passwords: Passwords) -> None:
        self._house = house
        self._credentials = Credentials(house, passwords)
        self._failures = Failures(house)

    def check(self, given: SecondSignIn, peer: Peer) -> Actor:
        """Who it is, with what he may do now; nothing while he must change his password."""
        now = self._house.clock.now()
        account = self._credentials.check(given.username, given.password, peer, now)

        def work(session: Session) -> Actor:
            self._failures.forgive(session, account, peer, now)
            return actor_of(session, self._house, account.id, 0, peer.name)

        actor = self._house.database.write(work)
        return replace(actor, permissions=frozenset()) if actor.must_change_password else actor
