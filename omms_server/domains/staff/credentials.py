"""Name and password: whose they are, with every failure counted (DOMAIN SEC-01, SEC-02)."""

from __future__ import annotations

from datetime import datetime

from omms_server.core.context import House
from omms_server.core.passwords import Passwords
from omms_server.core.peers import Peer
from omms_server.models.staff import Account

from .failures import Failures
from .rules import first_password_over


class Credentials:
    """Checks them at sign-in, and where a second person confirms something on the spot."""

    def __init__(self, house: House, passwords: Passwords) -> None:
        self._house, self._passwords = house, passwords
        self._failures = Failures(house)

    def check(self, name: str, password: str, peer: Peer, now: datetime) -> Account:
        """The account; `WrongCredentials`, or the fault of what is locked. Takes about 0.3 s and
        must hold no transaction."""
        account = self._house.database.read(lambda s: self._failures.let_in(s, name, peer, now))
        usable = account if account and self._is_usable(account, now) else None
        fits = self._passwords.matches(password, usable.password_hash if usable else None)
        if usable and fits:
            return usable
        raise self._failures.note(account, name, peer, now)

    def _is_usable(self, account: Account, now: datetime) -> bool:
        days = self._house.settings.accounts.first_password_days
        late = first_password_over(account.must_change, account.password_at, days, now)
        return not account.disabled and not late
