"""Each check of `omms-server verify` finds a planted break and names it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from omms_server.contract.pharmacy import Dispense
from omms_server.contract.scheduling import BookAppointment, CheckIn
from omms_server.core.ids import new_id
from omms_server.core.keys import create_keys
from omms_server.core.sealer import seal_batch
from omms_server.models.billing import Bill, Charge, LedgerEntry, Payment
from omms_server.models.charting import Prescription
from omms_server.models.patient import Patient
from omms_server.models.pharmacy import Batch, DispenseLine, StockMovement
from omms_server.models.scheduling import Appointment, Slot
from omms_server.models.system import AuditEntry
from omms_server.verification import CHECKS, SHOWN, sealed_checks, verify
from tests.support.clinic import Clinic
from tests.support.visits import FAR, a_visit, approved, noted, pay_all, prescribed

Plant = Callable[[Any], None]


@pytest.fixture
def day(clinic: Clinic) -> Clinic:
    """A clinic after one visit: prescribed, paid, dispensed; one patient waits; all sealed."""
    clinic.a_batch("D0041", 100, expires_on=FAR)
    signed = prescribed(clinic, noted(clinic, a_visit(clinic)))
    pay_all(clinic)
    ready = approved(clinic, signed)
    clinic.chen.send(Dispense(prescription_id=ready.id, version=ready.version))
    _, slots = clinic.a_session(doctor="he")
    waiting = clinic.amy.send(
        BookAppointment(patient_id=clinic.a_patient(name="李四").id, slot_id=slots[0])
    )
    clinic.amy.send(CheckIn(appointment_id=waiting.id))
    clinic.app.house.database.write(seal_batch)
    return clinic


def found(clinic: Clinic) -> dict[str, list[str]]:
    """The broken promises and what breaks them."""
    return {k: v for k, v in clinic.app.house.database.read(verify).items() if v}


def change(table: Any, **values: Any) -> Plant:
    """Change every row, or the first, behind the application's back."""

    def work(session: Any) -> None:
        session.execute(update(table).values(**values))

    return work


def move(account: str, amount: int) -> Plant:
    """A posting of one leg, put on the first bill."""

    def work(session: Any) -> None:
        leg = session.scalars(select(LedgerEntry).limit(1)).one()
        row = LedgerEntry(id=new_id(), posting_id=new_id(), account=account, amount=amount)
        row.bill_id, row.at = leg.bill_id, leg.at
        session.add(row)

    return work


def remove(table: Any) -> Plant:
    return lambda session: session.execute(delete(table))


PLANTED: list[tuple[str, Plant]] = [
    ("no slot is oversold", change(Slot, taken=Slot.taken + 1)),
    ("no slot is oversold", change(Slot, capacity=0)),
    ("no slot is oversold", change(Appointment, state="cancelled")),
    ("on hand is the sum of movements, never negative", change(Batch, on_hand=Batch.on_hand - 1)),
    ("on hand is the sum of movements, never negative", change(Batch, on_hand=-1)),
    ("on hand is the sum of movements, never negative", remove(StockMovement)),
    ("a bill is the sum of its lines", change(Charge, amount=Charge.amount + 1)),
    ("a bill is the sum of its lines", change(Bill, total=Bill.total - 1)),
    ("every posting balances", move("cash", 1)),
    ("what is owed is what is unpaid", move("receivable", 5)),
    ("what is owed is what is unpaid", change(Bill, state="open")),
    ("a bill is paid once", change(Payment, amount=Payment.amount + 1)),
    ("a bill is paid once", change(Payment, state="closed")),
    ("a bill is paid once", change(Bill, receipt_no=None)),
    ("receipt numbers are consecutive", lambda s: s.execute(
        update(Bill).where(Bill.receipt_no.is_not(None)).values(receipt_no="202600000007")
    )),
    ("dispensed means prescribed and paid", change(DispenseLine, units=DispenseLine.units + 1)),
    ("dispensed means prescribed and paid", change(Prescription, state="approved")),
    ("dispensed means prescribed and paid", change(Bill, state="open")),
    ("the trail is whole", change(AuditEntry, person="别人")),
    ("the trail is whole", remove(AuditEntry)),
]  # fmt: skip


def test_a_clinics_day_breaks_nothing(day: Clinic) -> None:
    assert found(day) == {}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("promise", "plant"), PLANTED)
def test_a_planted_break_is_found(day: Clinic, promise: str, plant: Plant) -> None:
    day.app.house.database.write(plant)
    assert any(char.isdigit() for char in found(day)[promise][0])


def test_every_check_has_a_break_that_it_finds() -> None:
    assert {promise for promise, _ in PLANTED} == {check.promise for check in CHECKS}


def test_many_breaks_are_cut_short_and_leave_the_connection_usable(day: Clinic) -> None:
    day.app.house.database.write(change(AuditEntry, person="别人"))
    database = day.app.house.database
    assert len(database.read(verify)["the trail is whole"]) == SHOWN
    assert len(database.read(verify)["the trail is whole"]) == SHOWN


def test_sealed_values_and_keys_are_checked_and_named(day: Clinic, tmp_path: Path) -> None:
    house = day.app.house
    (values,) = [check for check in sealed_checks(house.settings.keys) if "value" in check.promise]
    assert list(house.database.read(lambda s: list(values.find(s)))) == []
    first, second = house.database.read(
        lambda s: s.execute(select(Patient.id, Patient.name).order_by(Patient.id)).all()
    )[:2]
    swap = [update(Patient).where(Patient.id == first.id).values(name=second.name)]
    swap.append(update(Patient).where(Patient.id == second.id).values(name=first.name))
    house.database.write(lambda s: [s.execute(one) for one in swap])
    result = house.database.read(lambda s: verify(s, more=[values]))
    assert result["every sealed value opens"] == [
        f"patient.name of row {first.id}",
        f"patient.name of row {second.id}",
    ]
    create_keys(tmp_path / "other")
    shutil.copy(house.settings.keys / "keys.json", tmp_path / "other" / "keys.json")
    blind = sealed_checks(tmp_path / "other")
    found = house.database.read(lambda s: verify(s, more=blind))
    assert "the key field-1 does not open" in found["every key opens"][0]
    assert found["every sealed value opens"] == ["none was tried: no field key opens"]
