"""Every query about bills, charges, payments and the ledger."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from omms_server.contract.billing import BillState
from omms_server.core.ids import new_id
from omms_server.core.prepared import Prepared
from omms_server.core.rows import rows_changed, table_of
from omms_server.models.billing import Bill, Charge, LedgerEntry, Payment
from omms_server.models.catalogue import ChargeItem, ChargePrice, Department
from omms_server.models.patient import Patient
from omms_server.models.scheduling import Appointment
from omms_server.models.staff import Staff

OPEN, PAID = BillState.OPEN.value, BillState.PAID.value
_ITEM, _PRICE = table_of(ChargeItem), table_of(ChargePrice)
_OTHER = _PRICE.alias("other")
_LATEST = (
    select(func.max(_OTHER.c.valid_from))
    .where(_OTHER.c.item_id == _ITEM.c.id, _OTHER.c.valid_from <= bindparam("day"))
    .correlate(_ITEM)
    .scalar_subquery()
)
_PRICES = (
    select(*_ITEM.c["code", "name", "category", "unit"], _PRICE.c.price)
    .select_from(_ITEM)
    .join(_PRICE, (_PRICE.c.item_id == _ITEM.c.id) & (_PRICE.c.valid_from == _LATEST))
    .where(_ITEM.c.code.in_(bindparam("codes", expanding=True)))
)


@cache
def _prices_only(count: int) -> Prepared:
    """The prices in force of so many charge items."""
    return Prepared(
        select(_ITEM.c.code, _PRICE.c.price)
        .select_from(_ITEM)
        .join(_PRICE, (_PRICE.c.item_id == _ITEM.c.id) & (_PRICE.c.valid_from == _LATEST))
        .where(_ITEM.c.code.in_([bindparam(f"code_{n}") for n in range(count)]))
    )


class Bills:
    """Reads and writes bills in the transaction of the call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, bill_id: int) -> Any | None:
        """A bill with its patient's number, department and doctor, read anew."""
        return self._session.execute(_with_names().where(Bill.id == bill_id)).one_or_none()

    def page(self, conditions: Sequence[Any], order: Any, limit: int) -> list[Any]:
        """Bills with names, filtered and ordered."""
        statement = _with_names().where(*conditions).order_by(order).limit(limit)
        return list(self._session.execute(statement))

    def charges(self, bill_id: int) -> list[Charge]:
        """The lines of a bill in the order they came."""
        statement = select(Charge).where(Charge.bill_id == bill_id).order_by(Charge.id)
        return list(self._session.scalars(statement))

    def charges_of(self, bill_id: int, kind: str, source_ids: Iterable[int]) -> list[Charge]:
        """The lines of a bill that these acts made."""
        statement = select(Charge).where(
            Charge.bill_id == bill_id,
            Charge.source_kind == kind,
            Charge.source_id.in_(list(source_ids)),
        )
        return list(self._session.scalars(statement))

    def add_to_open(self, appointment_id: int, amount: int) -> int | None:
        """Raise the total of the visit's open bill; its id, or None when there is none."""
        raise_total = (
            update(Bill)
            .where(Bill.open_key == appointment_id)
            .values(total=Bill.total + amount, version=Bill.version + 1)
        )
        if not rows_changed(self._session, raise_total):
            return None
        return self._session.scalar(select(Bill.id).where(Bill.open_key == appointment_id))

    def open(self, bill: dict[str, Any]) -> bool:
        """Insert a bill; False when another desk opened one for this visit at the same moment."""
        try:
            with self._session.begin_nested():
                self._session.execute(insert(Bill), bill)
        except IntegrityError:
            return False
        return True

    def change(self, bill_id: int, conditions: Sequence[Any], **values: Any) -> bool:
        """Change an open bill if the conditions still hold."""
        statement = update(Bill).where(Bill.id == bill_id, Bill.state == OPEN, *conditions)
        values = {"version": Bill.version + 1, **values}
        return rows_changed(self._session, statement.values(**values)) == 1

    def taken_by(self, bill_id: int, staff_id: int) -> bool:
        """Whether a person took the payment that settled a bill."""
        statement = select(Bill.id).where(Bill.id == bill_id, taken_by(staff_id))
        return self._session.scalar(statement) is not None

    def number_receipt(self, bill_id: int, number: str) -> None:
        """Give a bill that was just settled its receipt number."""
        numbering = update(Bill).where(Bill.id == bill_id, Bill.receipt_no.is_(None))
        rows_changed(self._session, numbering.values(receipt_no=number))

    def add_charges(self, rows: list[dict[str, Any]]) -> None:
        """Insert lines; the unique source refuses to charge an act twice."""
        self._session.execute(insert(Charge), rows)

    def add_payment(self, **values: Any) -> int:
        """Insert a payment; returns its id."""
        payment_id = new_id()
        self._session.execute(insert(Payment), {"id": payment_id, **values})
        return payment_id

    def payment(self, payment_id: int) -> Payment | None:
        """A payment, read anew."""
        return self._session.scalar(
            select(Payment)
            .where(Payment.id == payment_id)
            .execution_options(populate_existing=True)
        )

    def payment_by_order(self, order_no: str) -> Payment | None:
        """The payment of a merchant order number."""
        return self._session.scalar(select(Payment).where(Payment.order_no == order_no))

    def payment_of(self, bill: Bill) -> Payment | None:
        """The payment that counts for a bill: the one that waits, else the one that succeeded."""
        if bill.pending_payment_id is not None:
            return self.payment(bill.pending_payment_id)
        return self._session.scalar(select(Payment).where(Payment.paid_key == bill.id))

    def change_payment(self, payment_id: int, states: Sequence[str], **values: Any) -> bool:
        """Move a payment on if it is in one of these states."""
        statement = update(Payment).where(Payment.id == payment_id, Payment.state.in_(states))
        return rows_changed(self._session, statement.values(**values)) == 1

    def post(
        self, legs: dict[str, int], bill_id: int, payment_id: int | None, at: datetime
    ) -> None:
        """Write one balanced posting: amounts by account, summing to zero."""
        if sum(legs.values()) != 0:
            raise ValueError("a posting must balance")
        posting_id = new_id()
        rows = [
            {
                "id": new_id(),
                "posting_id": posting_id,
                "account": account,
                "amount": amount,
                "bill_id": bill_id,
                "payment_id": payment_id,
                "at": at,
            }
            for account, amount in legs.items()
        ]
        self._session.execute(insert(LedgerEntry), rows)

    def prices(self, codes: Iterable[str], on: date) -> dict[str, Any]:
        """Rows (code, name, category, unit, price) of charge items by code, with the price in force
        on a day (DOMAIN 6.1)."""
        found = self._session.execute(_PRICES, {"codes": list(codes), "day": on})
        return {row.code: row for row in found}

    def prices_only(self, codes: Iterable[str], on: date) -> dict[str, Decimal]:
        """The prices in force on a day, by code; none for an item that has none."""
        named = {f"code_{n}": code for n, code in enumerate(dict.fromkeys(codes))}
        if not named:
            return {}
        return dict(_prices_only(len(named)).rows(self._session, {**named, "day": on}))

    def settled_by(self, bill: Bill) -> str:
        """Who settled a bill."""
        return self._session.scalar(select(Staff.name).where(Staff.id == bill.settled_by)) or ""


def taken_by(staff_id: int) -> ColumnElement[bool]:
    """The condition on bills: a person took the payment that settled it."""
    taken = select(Payment.id).where(Payment.paid_key == Bill.id, Payment.by_id == staff_id)
    return taken.exists()


def _with_names() -> Any:
    return (
        select(
            Bill,
            Patient.number.label("patient_number"),
            Department.name.label("department"),
            Staff.name.label("doctor"),
        )
        .join(Patient, Patient.id == Bill.patient_id)
        .join(Appointment, Appointment.id == Bill.appointment_id)
        .join(Department, Department.id == Appointment.department_id)
        .join(Staff, Staff.id == Appointment.doctor_id)
        .execution_options(populate_existing=True)
    )
