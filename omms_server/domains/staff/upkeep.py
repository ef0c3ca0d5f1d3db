"""The job that disables idle accounts (DOMAIN 9.2) and sweeps what sign-ins leave behind."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from omms_server.contract.events import Topic
from omms_server.core.audit import write_entry
from omms_server.core.context import House, Trail, publish
from omms_server.core.system_actor import SYSTEM

from .people_repository import People
from .repository import Accounts
from .upkeep_repository import Leftovers

KEEP_FAILURES = timedelta(days=30)
AT_ONCE = 50


class Upkeep:
    """Runs on whichever instance holds the job's lease."""

    def __init__(self, house: House) -> None:
        self._house = house

    def run(self) -> bool:
        """Disable the next idle accounts and sweep; True when there may be more."""
        now = self._house.clock.now()
        before = now - timedelta(days=self._house.settings.accounts.idle_days)
        database = self._house.database
        idle = database.read(lambda s: Leftovers(s).idle(before, now, AT_ONCE))
        for account_id, staff_id in idle:
            database.write(partial(self._disable, account_id, staff_id, now))
        database.write(lambda s: Leftovers(s).sweep(now - KEEP_FAILURES, now))
        return len(idle) == AT_ONCE

    def _disable(self, account_id: int, staff_id: int, now: datetime, session: Session) -> None:
        people = People(session)
        if people.administrators() == {staff_id}:
            return
        before = now - timedelta(days=self._house.settings.accounts.idle_days)
        if not Leftovers(session).disable_idle(account_id, before):
            return  # he signed in just now
        Accounts(session).end_all(account_id, now)
        trail = Trail(subject=f"staff:{staff_id}")
        trail.details = {"before": {"disabled": False}, "after": {"disabled": True}}
        vault = self._house.vault
        write_entry(session, vault, SYSTEM, at=now, action="staff.idle_disabled", trail=trail)
        publish(session, Topic.STAFF, staff_id)
