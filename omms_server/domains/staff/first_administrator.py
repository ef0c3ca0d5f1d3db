"""The first administrator of a new installation, who adds everybody else."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from omms_server.contract.permissions import Role
from omms_server.contract.staff import PostFields
from omms_server.core.audit import write_entry
from omms_server.core.context import House, Trail
from omms_server.core.ids import new_id
from omms_server.core.passwords import Passwords
from omms_server.core.system_actor import SYSTEM
from omms_server.models.staff import Account, Staff

from .first_passwords import FirstPasswords
from .people_repository import People
from .service import initials_of

NAME = "系统管理员"


class AdministratorThere(Exception):
    """Somebody can administer the clinic already."""


def make_first_administrator(house: House, passwords: Passwords) -> tuple[str, str]:
    """Add an administrator under a name that nobody guesses (DOMAIN 9.2, default accounts); the
    user name and the one-time password. `AdministratorThere` when it is not needed."""
    made = FirstPasswords(passwords).make(None, SYSTEM, house)
    username = f"admin{secrets.randbelow(9000) + 1000}"

    def work(session: Session) -> None:
        people, now = People(session), house.clock.now()
        if people.administrators():
            raise AdministratorThere
        staff = Staff(id=new_id(), staff_no=username.upper(), name=NAME, title="", version=1)
        staff.initials = initials_of(NAME)
        account = Account(id=new_id(), staff_id=staff.id, username=username, failures=0)
        account.password_hash, account.must_change, account.disabled = made.hashed, True, False
        account.password_at = account.active_at = now
        people.add(staff, account)
        people.replace_posts(staff.id, [PostFields(role=Role.ADMINISTRATOR.value)])
        trail = Trail(subject=f"staff:{staff.id}", details={"after": {"username": username}})
        write_entry(session, house.vault, SYSTEM, at=now, action="staff.create", trail=trail)

    house.database.write(work)
    return username, made.password
