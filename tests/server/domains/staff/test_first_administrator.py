"""The first administrator of a new installation."""

from __future__ import annotations

import pytest

from omms_server.contract.permissions import ROLE_PERMISSIONS, Role
from omms_server.contract.staff import ChangePassword
from omms_server.core.passwords import Passwords
from omms_server.domains.staff.first_administrator import (
    AdministratorThere,
    make_first_administrator,
)
from tests.support.clinic import Clinic, a_peer
from tests.support.staffing import GOOD, change_account, sign_in, trail


def test_who_comes_first_gets_a_one_time_password_once(clinic: Clinic) -> None:
    house = clinic.app.house
    passwords = Passwords(house.vault, 4)
    with pytest.raises(AdministratorThere):
        make_first_administrator(house, passwords)
    change_account(clinic, "wu", disabled=True)
    username, password = make_first_administrator(house, passwords)
    first = sign_in(clinic, username, password)
    assert first.must_change_password
    assert set(first.permissions) == ROLE_PERMISSIONS[Role.ADMINISTRATOR]
    change = ChangePassword(present=password, new=GOOD)
    clinic.call(a_peer("desk-1"), first.access_token, change)
    ((entry, details),) = trail(clinic, "staff.create")
    assert (entry.person, entry.workstation) == ("系统", "server")
    assert username in details
    assert password not in details
    with pytest.raises(AdministratorThere):
        make_first_administrator(house, passwords)
