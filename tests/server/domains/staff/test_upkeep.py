"""The job that disables idle accounts and sweeps what sign-ins leave behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from omms_server.contract.signing_in import RenewSignIn, WrongCredentials
from omms_server.contract.staff import EnableAccount
from omms_server.domains.staff.upkeep import Upkeep
from omms_server.models.staff import Account, SignInFailure, SpentRefresh
from tests.support.clinic import PASSWORD, Clinic, a_peer
from tests.support.staffing import change_account, sign_in, trail


def disabled(clinic: Clinic) -> set[str]:
    wanted = select(Account.username).where(Account.disabled.is_(True))
    return set(clinic.app.house.database.read(lambda s: list(s.scalars(wanted))))


def run(clinic: Clinic) -> bool:
    return Upkeep(clinic.app.house).run()


def count(clinic: Clinic, table: type[SignInFailure] | type[SpentRefresh]) -> int:
    wanted = select(func.count()).select_from(table)
    return clinic.app.house.database.read(lambda s: s.scalar(wanted) or 0)


def test_an_account_that_nobody_used_for_ninety_days_is_disabled(clinic: Clinic) -> None:
    sign_in(clinic, "amy", PASSWORD)
    clinic.clock.forward(days=45)
    sign_in(clinic, "bo", PASSWORD)
    clinic.clock.forward(days=45, seconds=1)
    assert not run(clinic)
    assert disabled(clinic) == {"amy"}
    ((entry, details),) = trail(clinic, "staff.idle_disabled")
    assert entry.subject == f"staff:{clinic.staff['amy']}"
    assert '"after": {"disabled": true}' in details
    with pytest.raises(WrongCredentials):
        sign_in(clinic, "amy", PASSWORD)
    clinic.wu.send(EnableAccount(staff_id=clinic.staff["amy"]))
    run(clinic)
    assert disabled(clinic) == set()


def test_services_and_those_who_never_had_a_clock_are_not_idle(clinic: Clinic) -> None:
    sign_in(clinic, "sidecar", PASSWORD)
    clinic.clock.forward(days=900)
    run(clinic)
    assert disabled(clinic) == set()


def test_the_last_administrator_is_never_idle(clinic: Clinic) -> None:
    change_account(clinic, "wu", active_at=clinic.clock.now() - timedelta(days=900))
    run(clinic)
    assert disabled(clinic) == set()


def test_who_is_signed_in_is_not_idle(clinic: Clinic) -> None:
    sign_in(clinic, "amy", PASSWORD)
    change_account(clinic, "amy", active_at=clinic.clock.now() - timedelta(days=900))
    run(clinic)
    assert disabled(clinic) == set()


def test_old_failures_and_spent_tokens_are_swept(clinic: Clinic) -> None:
    with pytest.raises(WrongCredentials):
        sign_in(clinic, "amy", "wrong")
    first = sign_in(clinic, "amy", PASSWORD)
    clinic.call(a_peer("desk-1"), "", RenewSignIn(refresh_token=first.refresh_token))
    run(clinic)
    assert (count(clinic, SignInFailure), count(clinic, SpentRefresh)) == (1, 1)
    clinic.clock.forward(days=1)
    run(clinic)
    assert (count(clinic, SignInFailure), count(clinic, SpentRefresh)) == (1, 0)
    clinic.clock.forward(days=30)
    run(clinic)
    assert count(clinic, SignInFailure) == 0
