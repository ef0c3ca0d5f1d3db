"""Proves every promise about the data: each check names the first rows that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from omms_server.contract.billing import BillState, PaymentState
from omms_server.contract.charting import PrescriptionState
from omms_server.contract.scheduling import AppointmentState
from omms_server.core.keys import checked_keys
from omms_server.core.sealed_columns import broken_seals
from omms_server.core.sealer import archived_until, broken_links, count_unsealed
from omms_server.core.trail_chain import Signed, false_checkpoints
from omms_server.models.billing import Bill, Charge, LedgerEntry, Payment
from omms_server.models.charting import Prescription, PrescriptionLine
from omms_server.models.pharmacy import Batch, DispenseLine, StockMovement
from omms_server.models.scheduling import Appointment, Slot
from omms_server.models.system import AuditSeal

SHOWN = 10
SHOWN_SEALS = 1_000
"""Each of them is somebody's record that has to be looked for in a backup."""


@dataclass(frozen=True)
class Check:
    """One promise and how it is checked."""

    promise: str
    find: Callable[[Session], Iterable[str]]
    most: int = SHOWN
    """How many of what breaks it are named."""


def slots_within_capacity(session: Session) -> Iterable[str]:
    """No slot is oversold, and `taken` is the number of appointments that hold a place."""
    held = (
        select(Appointment.slot_id, func.count().label("n"))
        .where(Appointment.state != AppointmentState.CANCELLED.value)
        .group_by(Appointment.slot_id)
        .subquery()
    )
    count = func.coalesce(held.c.n, 0)
    statement = (
        select(Slot.id, Slot.taken, Slot.capacity, count)
        .join(held, held.c.slot_id == Slot.id, isouter=True)
        .where((Slot.taken > Slot.capacity) | (Slot.taken != count))
    )
    for row in session.execute(statement):
        yield f"slot {row.id}: capacity {row.capacity}, taken {row.taken}, appointments {row[3]}"


def batches_are_their_movements(session: Session) -> Iterable[str]:
    """On hand is never negative and equals the sum of movements."""
    moved = func.coalesce(func.sum(StockMovement.units), 0)
    statement = (
        select(Batch.id, Batch.on_hand, moved)
        .join(StockMovement, StockMovement.batch_id == Batch.id, isouter=True)
        .group_by(Batch.id, Batch.on_hand)
        .having((Batch.on_hand != moved) | (Batch.on_hand < 0))
    )
    for row in session.execute(statement):
        yield f"batch {row.id}: on hand {row.on_hand}, movements {int(row[2])}"


def bills_are_their_charges(session: Session) -> Iterable[str]:
    """A bill's total is the sum of its lines."""
    lines = func.coalesce(func.sum(Charge.amount), 0)
    statement = (
        select(Bill.id, Bill.number, Bill.total, lines)
        .join(Charge, Charge.bill_id == Bill.id, isouter=True)
        .group_by(Bill.id, Bill.number, Bill.total)
        .having(Bill.total != lines)
    )
    for row in session.execute(statement):
        yield f"bill {row.number}: total {row.total}, lines {int(row[3])}"


def postings_balance(session: Session) -> Iterable[str]:
    """Every posting of the ledger sums to zero."""
    total = func.sum(LedgerEntry.amount)
    statement = (
        select(LedgerEntry.posting_id, total).group_by(LedgerEntry.posting_id).having(total != 0)
    )
    for row in session.execute(statement):
        yield f"posting {row.posting_id} is off by {int(row[1])} fen"


def paid_bills_owe_nothing(session: Session) -> Iterable[str]:
    """What a bill owes in the ledger is its total while it is open, and nothing once it is paid."""
    owed = func.coalesce(func.sum(LedgerEntry.amount), 0)
    statement = (
        select(Bill.number, Bill.state, Bill.total, owed)
        .join(
            LedgerEntry,
            (LedgerEntry.bill_id == Bill.id) & (LedgerEntry.account == "receivable"),
            isouter=True,
        )
        .group_by(Bill.id, Bill.number, Bill.state, Bill.total)
    )
    for row in session.execute(statement):
        due = 0 if row.state == BillState.PAID.value else row.total
        if int(row[3]) != due:
            yield f"bill {row.number} ({row.state}): owes {int(row[3])}, should be {due}"


def paid_bills_have_one_payment(session: Session) -> Iterable[str]:
    """A paid bill has exactly one successful payment of its total, and a receipt number."""
    paid = func.coalesce(func.sum(Payment.amount), 0)
    statement = (
        select(Bill.number, Bill.total, Bill.receipt_no, paid, func.count(Payment.id))
        .join(
            Payment,
            (Payment.bill_id == Bill.id) & (Payment.state == PaymentState.SUCCEEDED.value),
            isouter=True,
        )
        .where(Bill.state == BillState.PAID.value)
        .group_by(Bill.id, Bill.number, Bill.total, Bill.receipt_no)
    )
    for row in session.execute(statement):
        if int(row[3]) != row.total or row[4] != 1 or not row.receipt_no:
            yield f"bill {row.number}: total {row.total}, paid {int(row[3])} in {row[4]} payments"


def receipts_are_consecutive(session: Session) -> Iterable[str]:
    """Receipt numbers of a year have no gap."""
    statement = (
        select(Bill.receipt_no).where(Bill.receipt_no.is_not(None)).order_by(Bill.receipt_no)
    )
    last = ""
    for number in session.scalars(statement):
        if number is None:
            continue
        expected = int(last[4:]) + 1 if last[:4] == number[:4] else 1
        if int(number[4:]) != expected:
            yield f"receipt {number} follows {last or 'nothing'}"
        last = number


def dispensed_is_prescribed_and_paid(session: Session) -> Iterable[str]:
    """What was dispensed is what was prescribed, once, on a paid bill."""
    given = func.coalesce(func.sum(DispenseLine.units), 0)
    statement = (
        select(Prescription.number, Prescription.state, PrescriptionLine.units, Bill.state, given)
        .join(PrescriptionLine, PrescriptionLine.prescription_id == Prescription.id)
        .join(DispenseLine, DispenseLine.line_id == PrescriptionLine.id, isouter=True)
        .join(Bill, Bill.id == Prescription.bill_id, isouter=True)
        .group_by(
            PrescriptionLine.id,
            PrescriptionLine.units,
            Prescription.number,
            Prescription.state,
            Bill.state,
        )
    )
    for number, state, units, bill_state, total in session.execute(statement):
        dispensed = state == PrescriptionState.DISPENSED.value
        if int(total) != (units if dispensed else 0):
            yield f"prescription {number} ({state}): prescribed {units}, given {int(total)}"
        if dispensed and bill_state != BillState.PAID.value:
            yield f"prescription {number} was dispensed unpaid"


def trail_is_whole(session: Session) -> Iterable[str]:
    """The trail's chain is unbroken; entries younger than the sealer's pace may wait for their
    link."""
    yield from broken_links(session)
    waiting = count_unsealed(session)
    if waiting > 100_000:
        yield f"{waiting} audit entries wait for their seal"


CHECKS = (
    Check("no slot is oversold", slots_within_capacity),
    Check("on hand is the sum of movements, never negative", batches_are_their_movements),
    Check("a bill is the sum of its lines", bills_are_their_charges),
    Check("every posting balances", postings_balance),
    Check("what is owed is what is unpaid", paid_bills_owe_nothing),
    Check("a bill is paid once", paid_bills_have_one_payment),
    Check("receipt numbers are consecutive", receipts_are_consecutive),
    Check("dispensed means prescribed and paid", dispensed_is_prescribed_and_paid),
    Check("the trail is whole", trail_is_whole),
)


def trail_is_as_signed(
    session: Session, checkpoints: Sequence[Signed], key: Ed25519PublicKey
) -> Iterable[str]:
    """What the checkpoints saw still stands: nothing was cut off the end or made anew."""
    first, link = archived_until(session)
    places = {one.checkpoint.seq for one in checkpoints}
    rows = session.execute(
        select(AuditSeal.seq, AuditSeal.link).where(AuditSeal.seq.in_(sorted(places)))
    )
    links = {first: link.hex()} | {row.seq: bytes(row.link).hex() for row in rows}
    last = session.scalar(select(func.max(AuditSeal.seq))) or first
    yield from false_checkpoints(checkpoints, key, links, last, first)


def sealed_checks(keys: Path) -> tuple[Check, Check]:
    """Every key of this folder opens, and every sealed value: else its table, column and row."""
    vault, broken = checked_keys(keys)
    names = [f"{keys / 'keys.json'}: the key {name} does not open" for name in broken]

    def broken_values(session: Session) -> Iterable[str]:
        if vault is None:
            return ["none was tried: no field key opens"]
        return broken_seals(session, vault)

    return (
        Check("every key opens", lambda _: names),
        Check("every sealed value opens", broken_values, SHOWN_SEALS),
    )


def verify(
    session: Session,
    checkpoints: Sequence[Signed] = (),
    key: Ed25519PublicKey | None = None,
    more: Sequence[Check] = (),
) -> dict[str, list[str]]:
    """Run every check; the first rows that break each promise."""
    results = {}
    checks = [*CHECKS, *more]
    if key is not None:
        signed = Check(
            "the trail is what was signed", lambda s: trail_is_as_signed(s, checkpoints, key)
        )
        checks.append(signed)
    for check in checks:
        found = []
        for text in check.find(session):
            found.append(text)
            if len(found) == check.most:
                break
        results[check.promise] = found
    return results
