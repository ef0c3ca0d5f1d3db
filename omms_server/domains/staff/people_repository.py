"""Every query about people: who they are, their posts and rights, and the clinic's own roles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from omms_server.contract.permissions import Permission, Role
from omms_server.contract.signing_in import Post as PostView
from omms_server.contract.staff import ListStaff, PostFields, RightFields
from omms_server.core.ids import new_id
from omms_server.core.rows import rows_changed
from omms_server.models.catalogue import Department
from omms_server.models.staff import Account, OwnRole, Post, PrescribingRight, Staff

from .rules import OWN, OwnRoles


class People:
    """Reads and writes people in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, asked: ListStaff) -> list[Any]:
        """Up to one more than a page, by staff number: rows of person and account."""
        statement = (
            select(Staff, Account)
            .join(Account, Account.staff_id == Staff.id)
            .where(*_conditions(asked))
            .order_by(Staff.staff_no)
            .limit(asked.size + 1)
        )
        return list(self._session.execute(statement))

    def one(self, staff_id: int) -> tuple[Staff, Account] | None:
        """A person with the account, as the database has them now."""
        row = self._session.execute(
            select(Staff, Account)
            .join(Account, Account.staff_id == Staff.id)
            .where(Staff.id == staff_id)
            .execution_options(populate_existing=True)
        ).one_or_none()
        return (row[0], row[1]) if row else None

    def of_account(self, account_id: int) -> Any:
        """Whose account it is, and the state of its password, in one row."""
        who = (Staff.id, Staff.staff_no, Staff.name, Staff.title)
        statement = select(*who, Account.must_change, Account.password_at)
        joined = statement.join(Account, Account.staff_id == Staff.id)
        return self._session.execute(joined.where(Account.id == account_id)).one()

    def is_taken(self, column: Any, value: str) -> bool:
        """Whether a staff number or a user name is in use."""
        return self._session.scalar(select(column).where(column == value)) is not None

    def add(self, staff: Staff, account: Account) -> None:
        """Keep a new person."""
        self._session.add(staff)
        self._session.flush()
        self._session.add(account)
        self._session.flush()

    def change(self, staff_id: int, version: int, values: dict[str, Any]) -> bool:
        """Change a person who still has this version."""
        changing = update(Staff).where(Staff.id == staff_id, Staff.version == version)
        return rows_changed(self._session, changing.values(version=version + 1, **values)) == 1

    def change_account(self, account_id: int, values: dict[str, Any]) -> None:
        """Change an account."""
        rows_changed(
            self._session, update(Account).where(Account.id == account_id).values(**values)
        )

    def posts(self, staff_ids: Collection[int]) -> dict[int, tuple[PostView, ...]]:
        """The posts of these people, in the order they were given."""
        rows = self._session.execute(
            select(Post.staff_id, Post.role, Post.department_id, Department.name)
            .join(Department, Department.id == Post.department_id, isouter=True)
            .where(Post.staff_id.in_(staff_ids))
            .order_by(Post.id)
        ).all()
        names = self.own_role_names({row.role for row in rows})
        found: dict[int, list[PostView]] = {staff_id: [] for staff_id in staff_ids}
        for row in rows:
            found[row.staff_id].append(
                PostView(
                    role=row.role,
                    role_name=names.get(row.role, ""),
                    department_id=row.department_id,
                    department=row.name or "",
                )
            )
        return {staff_id: tuple(posts) for staff_id, posts in found.items()}

    def replace_posts(self, staff_id: int, posts: Iterable[PostFields]) -> None:
        """Give a person exactly these posts."""
        self._session.execute(delete(Post).where(Post.staff_id == staff_id))
        self._session.add_all(
            Post(id=new_id(), staff_id=staff_id, role=post.role, department_id=post.department_id)
            for post in posts
        )
        self._session.flush()

    def rights(self, staff_id: int) -> list[PrescribingRight]:
        """A person's prescribing rights, past and future ones included."""
        found = select(PrescribingRight).where(PrescribingRight.staff_id == staff_id)
        return list(self._session.scalars(found.order_by(PrescribingRight.id)))

    def rights_on(self, staff_id: int, day: date) -> frozenset[str]:
        """The codes of the rights that a person has on this day."""
        until = PrescribingRight.until
        found = select(PrescribingRight.code).where(
            PrescribingRight.staff_id == staff_id,
            PrescribingRight.since <= day,
            until.is_(None) | (until >= day),
        )
        return frozenset(self._session.scalars(found))

    def replace_rights(self, staff_id: int, rights: Sequence[RightFields], by: str) -> None:
        """Give a person exactly these rights; those that stay keep who gave them."""
        asked = {(each.code.value, each.since, each.until) for each in rights}
        for row in self.rights(staff_id):
            if (row.code, row.since, row.until) in asked:
                asked.discard((row.code, row.since, row.until))
            else:
                self._session.delete(row)
        for code, since, until in sorted(asked, key=lambda one: (one[0], one[1])):
            right = PrescribingRight(id=new_id(), staff_id=staff_id, code=code, granted_by=by)
            right.since, right.until = since, until
            self._session.add(right)
        self._session.flush()

    def administrators(self) -> set[int]:
        """The staff ids of all who can administer now; their accounts stay locked until the
        commit, so that two of them cannot put each other out."""
        found = (
            select(Account.staff_id)
            .join(Post, Post.staff_id == Account.staff_id)
            .where(Post.role == Role.ADMINISTRATOR.value, Account.disabled.is_(False))
            .order_by(Account.id)
            .with_for_update()
        )
        return set(self._session.scalars(found))

    def departments(self, ids: Collection[int]) -> set[int]:
        """Those of these departments that exist."""
        return set(self._session.scalars(select(Department.id).where(Department.id.in_(ids))))

    def own_roles(self, roles: Iterable[str]) -> OwnRoles:
        """The permissions of the clinic's own among these roles, by code without `own:`."""
        return {row.code: granted(row) for row in self._own(roles)}

    def own_role_names(self, roles: Iterable[str]) -> dict[str, str]:
        """The names of the clinic's own among these roles, by role."""
        return {OWN + row.code: row.name for row in self._own(roles)}

    def all_own_roles(self) -> list[OwnRole]:
        """Every role of the clinic's own, by code."""
        return list(self._session.scalars(select(OwnRole).order_by(OwnRole.code)))

    def own_role(self, code: str) -> OwnRole | None:
        """One role of the clinic's own, as the database has it now."""
        found = select(OwnRole).where(OwnRole.code == code)
        return self._session.scalar(found.execution_options(populate_existing=True))

    def add_own_role(self, row: OwnRole) -> None:
        """Keep a new role."""
        self._session.add(row)
        self._session.flush()

    def change_own_role(self, code: str, version: int, values: dict[str, Any]) -> bool:
        """Change a role that still has this version."""
        changing = update(OwnRole).where(OwnRole.code == code, OwnRole.version == version)
        return rows_changed(self._session, changing.values(version=version + 1, **values)) == 1

    def _own(self, roles: Iterable[str]) -> list[OwnRole]:
        codes = [role.removeprefix(OWN) for role in roles if role.startswith(OWN)]
        if not codes:
            return []
        return list(self._session.scalars(select(OwnRole).where(OwnRole.code.in_(codes))))


def granted(row: OwnRole) -> frozenset[Permission]:
    """The permissions of a role; those of a newer release beside this one are left out."""
    known = {permission.value: permission for permission in Permission}
    return frozenset(known[value] for value in row.permissions.split(",") if value in known)


def _conditions(asked: ListStaff) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.after:
        found.append(Staff.staff_no > asked.after)
    return [*found, *found_by(asked.text)]


def found_by(typed: str) -> list[ColumnElement[bool]]:
    """What finds a person: a part of the name, how initials or numbers begin; nothing finds all."""
    text = typed.strip()
    if not text:
        return []
    by_text = Staff.name.contains(text, autoescape=True)
    if text.isascii():  # MySQL compares an ASCII column with nothing else
        by_text |= Staff.initials.contains("," + text.lower(), autoescape=True)
        by_text |= Account.username.startswith(text.lower(), autoescape=True)
        by_text |= Staff.staff_no.startswith(text.upper(), autoescape=True)
        by_text |= Staff.staff_no.startswith(text, autoescape=True)
    return [by_text]
