"""Failed sign-ins: counted by account, name and workstation in the database, so that every server
instance agrees (DOMAIN SEC-01, SEC-02)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from omms_server.contract import signing_in as said
from omms_server.contract.events import Topic
from omms_server.core.audit import write_entry
from omms_server.core.context import Actor, House, Trail, publish
from omms_server.core.peers import Peer
from omms_server.models.staff import Account

from .lockout import LOCK_FOR, MAX_FAILURES, desk_locked_until, name_locked_until, tries_left
from .repository import Accounts
from .standing import actor_of, nobody_at


class Failures:
    """Counts failures and refuses what they locked."""

    def __init__(self, house: House) -> None:
        self._house = house

    def let_in(self, session: Session, name: str, peer: Peer, now: datetime) -> Account | None:
        """The account of this name, if there is one; a fault when the workstation or the name is
        locked."""
        accounts = Accounts(session)
        _refuse_locked_desk(accounts.latest_failures(peer.fingerprint), now)
        account = accounts.by_username(name)
        if account is not None:
            _refuse_locked(account.locked_until, now)
        else:
            _refuse_locked(name_locked_until(*accounts.failures_of(self._index(name))), now)
        return account

    def forgive(self, session: Session, account: Account, peer: Peer, now: datetime) -> None:
        """Begin to count anew after a right password; a fault when the lock fell while it was
        being checked."""
        accounts = Accounts(session)
        if not accounts.clear(account.id, now):
            _refuse_locked(accounts.locked_until(account.id), now)
        _refuse_locked_desk(accounts.latest_failures(peer.fingerprint), now)

    def note(
        self, account: Account | None, name: str, peer: Peer, now: datetime
    ) -> said.WrongCredentials:
        """Count a failure and write it down; what to answer, the same whether the name is known."""

        def work(session: Session) -> int:
            accounts = Accounts(session)
            if account is None:
                actor, index = nobody_at(peer), self._index(name)
                accounts.note_failure(peer.fingerprint, now, index)
                left = tries_left(accounts.failures_of(index)[0])
            else:
                actor = actor_of(session, self._house, account.id, 0, peer.name)
                accounts.note_failure(peer.fingerprint, now, None)
                left = count_failure(accounts, account.id, now)
            self._tell(session, actor, now, "staff.sign_in", said.WrongCredentials.code)
            if desk_locked_until(accounts.latest_failures(peer.fingerprint)):
                self._tell(session, actor, now, "staff.workstation_locked", "ok")
                publish(session, Topic.SECURITY)
            return left

        return said.WrongCredentials(left=self._house.database.write(work))

    def _index(self, name: str) -> bytes:
        return self._house.vault.index("sign-in", name.lower())

    def _tell(
        self, session: Session, actor: Actor, now: datetime, action: str, outcome: str
    ) -> None:
        vault = self._house.vault
        write_entry(session, vault, actor, at=now, action=action, trail=Trail(), outcome=outcome)


def count_failure(accounts: Accounts, account_id: int, now: datetime) -> int:
    """Count a failure of an account; how many tries are left before the lock."""
    left = max(0, MAX_FAILURES - accounts.count_failure(account_id))
    if left == 0:
        accounts.lock(account_id, now + LOCK_FOR)
    return left


def _refuse_locked(until: datetime | None, now: datetime) -> None:
    if until is not None and until > now:
        raise said.Locked(until=until.isoformat())


def _refuse_locked_desk(latest: list[datetime], now: datetime) -> None:
    until = desk_locked_until(latest)
    if until is not None and until > now:
        raise said.WorkstationLocked(until=until.isoformat())
