"""What tests of people and accounts do over and over."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from omms_server.contract import staff as said
from omms_server.contract.permissions import Role
from omms_server.contract.signing_in import SignedIn, SignIn
from omms_server.core.audit import DETAILS
from omms_server.models.staff import Account
from omms_server.models.system import AuditEntry

from .clinic import Clinic, Colleague, a_peer

GOOD = "Vk7-mangrove"


def fields(*roles: str, name: str = "赵新人", **changes: Any) -> said.StaffFields:
    """Somebody with these roles, clinic-wide."""
    posts = tuple(said.PostFields(role=role) for role in roles)
    return said.StaffFields(name=name, posts=posts, **changes)


def hire(
    clinic: Clinic, username: str = "zhao", *roles: str, by: Colleague | None = None
) -> said.FirstPassword:
    """Add somebody with a one-time password; Wu does it unless told otherwise."""
    request = said.CreateStaff(
        staff_no=f"N-{username}", username=username, fields=fields(*roles or (Role.CASHIER,))
    )
    return (by or clinic.wu).send(request)


def sign_in(clinic: Clinic, username: str, password: str, desk: str = "desk-1") -> SignedIn:
    """Sign in at a desk."""
    return clinic.call(a_peer(desk), "", SignIn(username=username, password=password))


def settle_in(clinic: Clinic, username: str = "zhao", *roles: str) -> SignedIn:
    """Hire somebody who has chosen the password `GOOD`."""
    first = hire(clinic, username, *roles).password
    signed_in = sign_in(clinic, username, first)
    change = said.ChangePassword(present=first, new=GOOD)
    clinic.call(a_peer("desk-1"), signed_in.access_token, change)
    return sign_in(clinic, username, GOOD)


def change_account(clinic: Clinic, username: str, **values: Any) -> None:
    """Change an account behind the server's back."""
    statement = update(Account).where(Account.username == username).values(**values)
    clinic.app.house.database.write(lambda session: session.execute(statement))


def trail(clinic: Clinic, action: str) -> list[tuple[AuditEntry, str]]:
    """The entries of an action with their opened details, oldest first."""
    house = clinic.app.house
    wanted = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    rows = house.database.read(lambda session: list(session.scalars(wanted)))
    return [(row, house.vault.open(DETAILS, row.id, row.details)) for row in rows]
