"""Every query of the job that looks after accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from omms_server.contract.permissions import Role
from omms_server.core.rows import rows_changed
from omms_server.models.staff import Account, Post, SignInFailure, SignInSession, SpentRefresh


class Leftovers:
    """Finds idle accounts, and what nobody needs any more."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def idle(self, before: datetime, now: datetime, most: int) -> list[tuple[int, int]]:
        """Accounts (id, staff id) without a sign-in since then. Services are never idle, nor is who
        is signed in now."""
        services = select(Post.staff_id).where(Post.role == Role.SIDECAR.value)
        signed_in = select(SignInSession.account_id).where(
            SignInSession.ended_at.is_(None), SignInSession.expires_at > now
        )
        found = (
            select(Account.id, Account.staff_id)
            .where(
                Account.disabled.is_(False),
                Account.active_at < before,
                Account.staff_id.not_in(services),
                Account.id.not_in(signed_in),
            )
            .order_by(Account.active_at)
            .limit(most)
        )
        return [(row.id, row.staff_id) for row in self._session.execute(found)]

    def disable_idle(self, account_id: int, before: datetime) -> bool:
        """Disable an account that is idle still."""
        disabling = update(Account).where(
            Account.id == account_id, Account.disabled.is_(False), Account.active_at < before
        )
        return rows_changed(self._session, disabling.values(disabled=True)) == 1

    def sweep(self, failures_before: datetime, now: datetime) -> None:
        """Forget old failures, and the spent tokens of sign-ins that are over."""
        old = delete(SignInFailure).where(SignInFailure.at < failures_before)
        rows_changed(self._session, old)
        over = select(SignInSession.id).where(SignInSession.expires_at < now)
        rows_changed(self._session, delete(SpentRefresh).where(SpentRefresh.session_id.in_(over)))
