"""Every query about the dispensing queue, batches and what was handed out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from omms_server.core.ids import new_id
from omms_server.core.prepared import Prepared
from omms_server.core.rows import rows_changed, table_of
from omms_server.models.base import Base
from omms_server.models.billing import Bill
from omms_server.models.catalogue import Department, Drug
from omms_server.models.charting import Prescription, PrescriptionFinding, PrescriptionLine
from omms_server.models.pharmacy import Batch, Dispense, DispenseLine, StockMovement
from omms_server.models.staff import Staff

from . import fefo
from .picking import Shelved

MOST_QUEUED = 200

_BATCH, _LINE = table_of(Batch), table_of(PrescriptionLine)
_USABLE = Prepared(
    select(*_BATCH.c["id", "drug_id", "lot", "expires_on", "shelf", "on_hand", "received_at"])
    .join(_LINE, _LINE.c.drug_id == _BATCH.c.drug_id)
    .where(
        _LINE.c.prescription_id == bindparam("of_id"),
        _BATCH.c.expires_on >= bindparam("today"),
        _BATCH.c.on_hand > 0,
    )
)
_TAKE = Prepared(
    update(_BATCH)
    .where(_BATCH.c.id == bindparam("batch_id"), _BATCH.c.on_hand >= bindparam("units"))
    .values(on_hand=_BATCH.c.on_hand - bindparam("units"))
)
_ADD_DISPENSE = Prepared(insert(table_of(Dispense)))


@cache
def _add(model: type[Base], count: int) -> Prepared:
    """Inserts `count` rows in one statement; their values are named like `units_0`."""
    columns = table_of(model).columns
    rows = [
        {c.name: bindparam(f"{c.name}_{n}", type_=c.type) for c in columns} for n in range(count)
    ]
    return Prepared(insert(table_of(model)).values(rows))


class Stock:
    """Reads and writes stock in the transaction of the call; what happened is only added to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def queue(self, conditions: Sequence[ColumnElement[bool]], *, done: bool) -> list[Any]:
        """Rows (Prescription, doctor, department, bill_state), oldest first; with `done` only
        those handed out, joined to their `Dispense`."""
        statement = (
            select(
                Prescription,
                Staff.name.label("doctor"),
                Department.name.label("department"),
                Bill.state.label("bill_state"),
            )
            .join(Staff, Staff.id == Prescription.doctor_id)
            .join(Department, Department.id == Prescription.department_id)
            .join(Bill, Bill.id == Prescription.bill_id, isouter=True)
            .where(*conditions)
            .order_by(Prescription.signed_at, Prescription.id)
            .limit(MOST_QUEUED)
        )
        if done:
            statement = statement.join(Dispense, Dispense.prescription_id == Prescription.id)
        return list(self._session.execute(statement))

    def line_counts(self, ids: Collection[int]) -> dict[int, int]:
        """How many lines each prescription has."""
        owner = PrescriptionLine.prescription_id
        rows = self._session.execute(
            select(owner, func.count()).where(owner.in_(ids)).group_by(owner)
        )
        return {found: int(count) for found, count in rows}

    def overridden(self, ids: Collection[int]) -> set[int]:
        """The prescriptions that carry a finding which the doctor answered."""
        owner = PrescriptionFinding.prescription_id
        asked = PrescriptionFinding.level != "INFO"
        return set(self._session.scalars(select(owner).where(owner.in_(ids), asked).distinct()))

    def usable(self, prescription_id: int, today: date) -> dict[int, Any]:
        """Batches of a prescription's drugs that are not expired and not empty, as they stand now,
        by id."""
        rows = _USABLE.rows(self._session, {"of_id": prescription_id, "today": today})
        return {row.id: row for row in rows}

    def take(self, batch_id: int, units: int) -> bool:
        """Take units out of a batch if it still has them: on-hand never goes below zero."""
        return _TAKE.change(self._session, {"batch_id": batch_id, "units": units}) == 1

    def add_dispense(
        self,
        prescription_id: int,
        taken: Mapping[tuple[int, int], int],
        at: datetime,
        by_id: int,
    ) -> None:
        """Write down what was handed out: `taken` are units by line and batch."""
        dispense_id = new_id()
        head = {"id": dispense_id, "prescription_id": prescription_id, "at": at, "by_id": by_id}
        _ADD_DISPENSE.change(self._session, head)
        self._insert(
            DispenseLine,
            [
                {
                    "id": new_id(),
                    "dispense_id": dispense_id,
                    "line_id": line_id,
                    "batch_id": batch_id,
                    "units": units,
                }
                for (line_id, batch_id), units in taken.items()
            ],
        )
        self.add_movements(
            [
                {
                    "batch_id": batch_id,
                    "units": -units,
                    "kind": "dispense",
                    "source_id": line_id,
                    "at": at,
                    "by_id": by_id,
                }
                for (line_id, batch_id), units in taken.items()
            ]
        )

    def add_movements(self, rows: Sequence[dict[str, Any]]) -> None:
        """Insert movements; a batch's on-hand is their sum."""
        self._insert(StockMovement, [{"id": new_id(), **row} for row in rows])

    def _insert(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        values = {f"{name}_{n}": value for n, row in enumerate(rows) for name, value in row.items()}
        _add(model, len(rows)).change(self._session, values)

    def given(self, prescription_id: int) -> list[Any]:
        """Rows (DispenseLine, Batch) of what was handed out for a prescription."""
        return list(
            self._session.execute(
                select(DispenseLine, Batch)
                .join(Dispense, Dispense.id == DispenseLine.dispense_id)
                .join(Batch, Batch.id == DispenseLine.batch_id)
                .where(Dispense.prescription_id == prescription_id)
                .order_by(DispenseLine.id)
            )
        )

    def page(self, text: str, page: int, size: int) -> tuple[list[Any], int]:
        """Rows (Batch, Drug) with stock, by drug and expiry, and how many there are."""
        conditions: list[ColumnElement[bool]] = [Batch.on_hand > 0]
        if text:
            conditions.append(_drug_matches(text))
        joined = select(Batch, Drug).join(Drug, Drug.id == Batch.drug_id).where(*conditions)
        counted = (
            select(func.count(Batch.id)).join(Drug, Drug.id == Batch.drug_id).where(*conditions)
        )
        rows = self._session.execute(
            joined.order_by(Drug.code, Batch.expires_on, Batch.id)
            .limit(size)
            .offset((page - 1) * size)
        )
        return list(rows), self._session.scalar(counted) or 0

    def without_stock(self, text: str, skip: int, size: int) -> tuple[list[Drug], int]:
        """Drugs in use that match and have nothing on the shelf, by code, and how many there
        are."""
        held = select(Batch.id).where(Batch.drug_id == Drug.id, Batch.on_hand > 0).exists()
        conditions = (Drug.active.is_(True), _drug_matches(text), ~held)
        found = select(Drug).where(*conditions).order_by(Drug.code).limit(size).offset(skip)
        counted = self._session.scalar(select(func.count(Drug.id)).where(*conditions))
        return list(self._session.scalars(found)), counted or 0

    def drug(self, drug_id: int) -> Drug | None:
        """A drug of the dictionary."""
        return self._session.get(Drug, drug_id)

    def receive(self, batch: dict[str, Any]) -> int:
        """Add units to the batch of this drug, lot and expiry, or put it on the shelf; its id."""
        known = self._add_to_known(batch)
        if known is not None:
            return known
        try:
            with self._session.begin_nested():
                self._session.execute(insert(Batch), batch)
        except IntegrityError:
            known = self._add_to_known(batch)
            if known is None:
                raise
            return known
        return int(batch["id"])

    def row(self, batch_id: int) -> Any:
        """The row (Batch, Drug) of a batch, as it stands now."""
        statement = (
            select(Batch, Drug).join(Drug, Drug.id == Batch.drug_id).where(Batch.id == batch_id)
        )
        fresh = {"populate_existing": True}
        return self._session.execute(statement, execution_options=fresh).one()

    def _add_to_known(self, batch: dict[str, Any]) -> int | None:
        same = (
            Batch.drug_id == batch["drug_id"],
            Batch.lot == batch["lot"],
            Batch.expires_on == batch["expires_on"],
        )
        more = update(Batch).where(*same).values(on_hand=Batch.on_hand + batch["on_hand"])
        if rows_changed(self._session, more) == 0:
            return None
        return self._session.scalar(select(Batch.id).where(*same))


def shelved(batch: Any) -> Shelved:
    """A batch in the shape it is picked from."""
    received = batch.received_at.date()
    return Shelved(batch.drug_id, fefo.Batch(batch.id, batch.on_hand, batch.expires_on, received))


def _drug_matches(text: str) -> ColumnElement[bool]:
    """By Chinese or English name, code or initials; the last two are ASCII, and MySQL refuses to
    compare them with more."""
    name = Drug.name.contains(text, autoescape=True)
    if not text.isascii():
        return name
    return or_(
        name,
        Drug.code.startswith(text.upper(), autoescape=True),
        Drug.initials.startswith(text.upper(), autoescape=True),
        func.lower(Drug.name_en).contains(text.lower(), autoescape=True),
    )
