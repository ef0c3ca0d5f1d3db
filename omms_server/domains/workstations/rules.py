"""How long codes and certificates are good for, and what state a workstation is in."""

from __future__ import annotations

from datetime import datetime, timedelta

from omms_server.contract.workstations import RENEWED_WITHIN_DAYS, WorkstationState

CODE_GOOD_FOR = timedelta(minutes=30)
MOST_TRIES = 5
"""Wrong codes after which every code that waited then is dead."""
RENEWED_BEFORE = timedelta(days=RENEWED_WITHIN_DAYS)


def state_of(expires_at: datetime, revoked_at: datetime | None, now: datetime) -> WorkstationState:
    """Revoked wins over expired."""
    if revoked_at is not None:
        return WorkstationState.REVOKED
    return WorkstationState.EXPIRED if expires_at <= now else WorkstationState.ENROLLED


def may_be_replaced(state: WorkstationState, last_seen: datetime | None) -> bool:
    """Whether another machine may take this name: not from one that is at work."""
    return state is not WorkstationState.ENROLLED or last_seen is None
