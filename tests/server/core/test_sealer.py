"""The trail's chain: every way to tamper with it is found, and the entry is named."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from omms_server.contract.patients import FindPatients
from omms_server.core.ids import new_id
from omms_server.core.sealer import (
    FIRST_LINK,
    Sealer,
    broken_links,
    count_unsealed,
    next_link,
    seal_batch,
)
from omms_server.models.system import AuditEntry, AuditSeal
from tests.support.clinic import Clinic


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    """A clinic whose trail has six entries, all sealed."""
    for name in ("amy", "bo", "chen", "lin", "wu", "dora"):
        working_clinic.colleague(name)
    assert working_clinic.app.house.database.write(seal_batch) == 6
    return working_clinic


def broken(clinic: Clinic) -> list[str]:
    return clinic.app.house.database.read(lambda session: list(broken_links(session)))


def do(clinic: Clinic, *statements: Any) -> None:
    def work(session: Any) -> None:
        for statement in statements:
            session.execute(statement)

    clinic.app.house.database.write(work)


def ids(clinic: Clinic) -> list[int]:
    """The entries in the order of the chain."""
    wanted = select(AuditSeal.entry_id).order_by(AuditSeal.seq)
    return clinic.app.house.database.read(lambda session: list(session.scalars(wanted)))


def test_an_untouched_chain_is_whole_and_grows(clinic: Clinic) -> None:
    assert broken(clinic) == []
    clinic.amy.send(FindPatients(text="张"))
    clinic.a_patient()
    database = clinic.app.house.database
    waiting = database.read(count_unsealed)
    assert waiting >= 1
    assert database.write(seal_batch) == waiting
    assert database.write(seal_batch) == 0
    assert database.read(count_unsealed) == 0
    assert broken(clinic) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", None), ("person", "别人"), ("person_id", 1), ("post", "doctor"),
        ("workstation", "desk-9"), ("action", "audit.read"), ("patient_id", 5),
        ("subject", "bill:1"), ("outcome", "refused"), ("reason", b"x"), ("details", b"x"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_changed_column_is_found_and_its_entry_named(
    clinic: Clinic, column: str, value: Any
) -> None:
    third = ids(clinic)[2]
    values = {column: clinic.clock.at.replace(year=2020) if column == "at" else value}
    do(clinic, update(AuditEntry).where(AuditEntry.id == third).values(**values))
    (found,) = broken(clinic)
    assert f"audit entry {third} " in found
    assert "(link 3)" in found


def test_a_deleted_entry_is_found_and_named(clinic: Clinic) -> None:
    second = ids(clinic)[1]
    do(clinic, delete(AuditEntry).where(AuditEntry.id == second))
    assert broken(clinic) == [f"audit entry {second} was deleted (link 2)"]


def test_an_entry_deleted_with_its_link_is_found(clinic: Clinic) -> None:
    second, third = ids(clinic)[1:3]
    do(
        clinic,
        delete(AuditSeal).where(AuditSeal.seq == 2),
        delete(AuditEntry).where(AuditEntry.id == second),
    )
    found = broken(clinic)
    assert found[0] == "links 2 to 2 of the trail are missing"
    assert f"audit entry {third} " in found[1]


def test_closing_the_gap_does_not_hide_it(clinic: Clinic) -> None:
    """Every later link would have to be made anew, which a copy kept elsewhere shows."""
    order = ids(clinic)
    moves = [
        update(AuditSeal).where(AuditSeal.seq == seq).values(seq=seq - 1) for seq in range(3, 7)
    ]
    do(
        clinic,
        delete(AuditSeal).where(AuditSeal.seq == 2),
        delete(AuditEntry).where(AuditEntry.id == order[1]),
        *moves,
    )
    (found,) = broken(clinic)
    assert f"audit entry {order[2]} " in found


def test_an_inserted_entry_is_found(clinic: Clinic) -> None:
    order = ids(clinic)

    def forge(session: Any) -> None:
        entry = session.get(AuditEntry, order[3])
        columns = [column.key for column in AuditEntry.__table__.columns if column.key != "id"]
        forged = AuditEntry(id=new_id(), **{key: getattr(entry, key) for key in columns})
        session.add(forged)
        for seq in range(6, 3, -1):
            session.execute(update(AuditSeal).where(AuditSeal.seq == seq).values(seq=seq + 1))
        before = session.scalars(select(AuditSeal.link).where(AuditSeal.seq == 3)).one()
        link = next_link(before, forged)
        session.add(AuditSeal(seq=4, entry_id=forged.id, link=link))

    clinic.app.house.database.write(forge)
    (found,) = broken(clinic)
    assert f"audit entry {order[3]} " in found
    assert "(link 5)" in found


def test_two_swapped_entries_are_found_and_named(clinic: Clinic) -> None:
    order = ids(clinic)
    do(
        clinic,
        update(AuditSeal).where(AuditSeal.seq == 2).values(entry_id=1),
        update(AuditSeal).where(AuditSeal.seq == 4).values(entry_id=order[1]),
        update(AuditSeal).where(AuditSeal.seq == 2).values(entry_id=order[3]),
    )
    found = " ".join(broken(clinic))
    assert f"audit entry {order[3]} " in found
    assert f"audit entry {order[1]} " in found


def test_swapped_contents_are_found_and_named(clinic: Clinic) -> None:
    order = ids(clinic)
    entries = clinic.app.house.database.read(
        lambda s: {row.id: row.person for row in s.scalars(select(AuditEntry))}
    )
    one, other = order[0], order[5]
    do(
        clinic,
        update(AuditEntry).where(AuditEntry.id == one).values(person=entries[other]),
        update(AuditEntry).where(AuditEntry.id == other).values(person=entries[one]),
    )
    assert [text.split()[2] for text in broken(clinic)] == [str(one), str(other)]


def test_a_changed_link_is_found(clinic: Clinic) -> None:
    do(clinic, update(AuditSeal).where(AuditSeal.seq == 3).values(link=FIRST_LINK))
    assert any("(link 3)" in text for text in broken(clinic))


def test_a_late_commit_is_sealed_behind_younger_entries(clinic: Clinic) -> None:
    """Its id is older than a sealed one; the chain follows the sealing, not the ids."""
    first = ids(clinic)[0]

    def late(session: Any) -> None:
        entry = session.get(AuditEntry, first)
        columns = [column.key for column in AuditEntry.__table__.columns if column.key != "id"]
        session.add(AuditEntry(id=first - 1, **{key: getattr(entry, key) for key in columns}))

    clinic.app.house.database.write(late)
    assert clinic.app.house.database.write(seal_batch) == 1
    assert ids(clinic)[-1] == first - 1
    assert broken(clinic) == []


def test_the_job_looks_back_an_hour_and_when_it_starts_at_the_whole_trail(clinic: Clinic) -> None:
    hour = 3_600_000 << 22
    last = ids(clinic)[-1]

    def late(row_id: int) -> Any:
        def work(session: Any) -> None:
            entry = session.get(AuditEntry, last)
            columns = [column.key for column in AuditEntry.__table__.columns if column.key != "id"]
            values = {key: getattr(entry, key) for key in columns}
            session.add(AuditEntry(id=row_id, **values))

        return work

    database = clinic.app.house.database
    database.write(late(last - 2 * hour))
    job = Sealer(database)
    assert not job.run(), "one entry is less than a batch"
    assert ids(clinic)[-1] == last - 2 * hour
    database.write(late(last + 1))
    job.run()
    database.write(late(last - hour // 2))
    database.write(late(last - 2 * hour - 1))
    job.run()
    assert ids(clinic)[-1] == last - hour // 2
    assert database.read(count_unsealed) == 1
    assert not Sealer(database).run()
    assert database.read(count_unsealed) == 0
    assert broken(clinic) == []
