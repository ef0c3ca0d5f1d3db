"""The demonstration's staff: forty people in all roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy.orm import Session

from omms_server.contract.permissions import Role
from omms_server.core.ids import new_id
from omms_server.domains.staff.service import initials_of
from omms_server.models.staff import Account, Post, PrescribingRight, Staff

PASSWORD = "demo-2026"  # noqa: S105 invented, printed by the demonstration itself
TITLES = ("主任医师", "副主任医师", "主治医师", "医师")
RIGHTS = {
    "主任医师": "BASIC,ABX_RESTRICTED,ABX_SPECIAL,NP1,P2",
    "副主任医师": "BASIC,ABX_RESTRICTED,ABX_SPECIAL,NP1,P2",
    "主治医师": "BASIC,ABX_RESTRICTED,P2",
    "医师": "BASIC,P2",
}
LICENSED = date(2020, 1, 1)
"""Since when they have these rights."""
KNOWN = (
    ("lin", "林静怡", "主治医师", Role.DOCTOR, "D01"),
    ("amy", "周艾米", "挂号员", Role.RECEPTIONIST, "A01"),
    ("bo", "薄文博", "收费员", Role.CASHIER, "A01"),
    ("chen", "陈立群", "主管药师", Role.PHARMACIST, "P01"),
    ("wu", "吴海涛", "系统管理员", Role.ADMINISTRATOR, "A04"),
)
"""Those whom the demonstration introduces by name."""
OTHERS = (
    (Role.DOCTOR, 15, "", ""),
    (Role.NURSE, 4, "护师", "N01"),
    (Role.TRIAGE_NURSE, 2, "主管护师", "D01"),
    (Role.RECEPTIONIST, 2, "挂号员", "A01"),
    (Role.CASHIER, 2, "收费员", "A01"),
    (Role.PHARMACIST, 3, "药师", "P01"),
    (Role.LAB_TECHNICIAN, 3, "检验师", "M01"),
    (Role.FINANCE_AUDITOR, 1, "会计师", "A01"),
    (Role.ADMINISTRATOR, 1, "系统管理员", "A04"),
    (Role.STOREKEEPER, 1, "药库管理员", "P01"),
    (Role.PRIVACY_OFFICER, 1, "隐私保护专员", "A04"),
)


@dataclass(frozen=True)
class Doctor:
    """A doctor who holds sessions."""

    id: int
    title: str
    department: str


def seed_people(
    session: Session,
    random: Random,
    departments: dict[str, int],
    name: Callable[[], str],
    password_hash: str,
) -> list[Doctor]:
    """Insert the forty; every account has the same password. Returns the doctors."""
    crew = _Crew(session, password_hash)
    doctors = []
    for username, person, title, role, code in KNOWN:
        staff_id = crew.add((username, person, title, role), departments[code])
        if role is Role.DOCTOR:
            doctors.append(Doctor(staff_id, title, code))
    clinical = [code for code in departments if code.startswith("D")]
    for role, count, title, code in OTHERS:
        for index in range(count):
            chosen = title or random.choice(TITLES)
            place = code or clinical[index % len(clinical)]
            staff_id = crew.add(("", name(), chosen, role), departments[place])
            if role is Role.DOCTOR:
                doctors.append(Doctor(staff_id, chosen, place))
    return doctors


def seed_sidecar(session: Session, password_hash: str) -> None:
    """Insert the sidecar's service account."""
    who = ("sidecar", "预约网关", "服务", Role.SIDECAR)
    _Crew(session, password_hash, first=0).add(who, None)


class _Crew:
    """Inserts people with account and post, numbered in order."""

    def __init__(self, session: Session, password_hash: str, first: int = 1) -> None:
        self._session = session
        self._hash = password_hash
        self._number = first

    def add(self, who: tuple[str, str, str, Role], department_id: int | None) -> int:
        """Insert one person; without a username it is `staff` and his number."""
        username, name, title, role = who
        number, self._number = self._number, self._number + 1
        rights = RIGHTS.get(title, "") if role is Role.DOCTOR else ""
        staff = Staff(id=new_id(), staff_no=f"{number:04d}", name=name, title=title)
        staff.initials = initials_of(name)
        self._session.add(staff)
        self._session.flush()
        account = Account(
            id=new_id(),
            staff_id=staff.id,
            username=username or f"staff{number:02d}",
            password_hash=self._hash,
            failures=0,
            disabled=False,
        )
        post = Post(id=new_id(), staff_id=staff.id, role=role.value, department_id=department_id)
        granted = [
            PrescribingRight(
                id=new_id(), staff_id=staff.id, code=code, since=LICENSED, granted_by="医务科"
            )
            for code in filter(None, rights.split(","))
        ]
        self._session.add_all([account, post, *granted])
        self._session.flush()
        return staff.id
