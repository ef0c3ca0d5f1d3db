"""Dispensing and stock (DOMAIN 3.9, 5)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from .charting import Prescription, PrescriptionState
from .faults import Fault
from .messages import Command, Message, Query
from .patients import Banner
from .types import Id, Line, Moment, Reason, SearchText, Version


class DispensingRow(Message):
    """A prescription in the pharmacist's queue."""

    prescription_id: Id
    number: str
    patient: str
    department: str
    doctor: str
    signed_at: Moment
    state: PrescriptionState
    paid: bool
    lines: int
    has_overrides: bool


class ListDispensing(Query[tuple[DispensingRow, ...]]):
    """Today's prescriptions that wait for review or dispensing, oldest first; `done` shows the
    dispensed instead."""

    method: ClassVar[str] = "pharmacy.queue"
    done: bool = False
    text: SearchText = ""


class BatchPick(Message):
    """From which batch a line is taken: earliest expiry first (DOMAIN ST-R3)."""

    line_id: Id
    batch_id: Id
    lot: str
    expires_on: date
    units: int
    shelf: str


class DispensingSheet(Message):
    """Everything the pharmacist needs to review and dispense one prescription."""

    prescription: Prescription
    banner: Banner
    department: str
    diagnoses: tuple[str, ...]
    picks: tuple[BatchPick, ...]
    short: tuple[str, ...]
    """Names of drugs whose usable stock does not suffice."""


class LoadDispensing(Query[DispensingSheet]):
    """Open a prescription at the pharmacy; leaves an audit entry."""

    method: ClassVar[str] = "pharmacy.load"
    prescription_id: Id


class ReviewPrescription(Command[DispensingSheet]):
    """The pharmacist's review: approve, or reject with a remark to the doctor (DOMAIN RX-R11,
    RX-R12)."""

    method: ClassVar[str] = "pharmacy.review"
    prescription_id: Id
    version: Version
    approve: bool
    remark: Line = ""


class Dispense(Command[DispensingSheet]):
    """Hand the drugs over: stock leaves the batches that expire first. Paid and approved only."""

    method: ClassVar[str] = "pharmacy.dispense"
    prescription_id: Id
    version: Version


class StockRow(Message):
    """One batch on the shelf, or a drug that has none there: without batch, lot and expiry."""

    batch_id: Id | None
    drug_id: Id
    drug_code: str
    drug: str
    spec: str
    lot: str
    expires_on: date | None
    on_hand: int
    unit: str
    shelf: str
    lower_limit: int


class StockPage(Message):
    """One page of stock."""

    rows: tuple[StockRow, ...]
    total: int


class ListStock(Query[StockPage]):
    """Batches by drug and expiry. A search finds drugs without stock too, after the batches: the
    first batch of a drug is received from there (DOMAIN ST-R2)."""

    method: ClassVar[str] = "pharmacy.stock"
    text: SearchText = ""
    page: int = Field(default=1, ge=1, le=10_000)
    size: int = Field(default=50, ge=1, le=100)


class ReceiveBatch(Command[StockRow]):
    """Take a batch into stock (DOMAIN ST-R2)."""

    method: ClassVar[str] = "pharmacy.receive"
    drug_id: Id
    lot: Annotated[str, Field(min_length=1, max_length=40)]
    expires_on: date
    units: int = Field(ge=1, le=1_000_000)
    shelf: Annotated[str, Field(max_length=20)] = ""
    reason: Reason | None = None


class NotPaid(Fault, code="pharmacy.not_paid"):
    """The prescription is not paid (DOMAIN PH-02). `due`."""


class NotApproved(Fault, code="pharmacy.not_approved"):
    """The prescription has not passed the pharmacist's review (DOMAIN PH-01)."""


class WrongPrescriptionState(Fault, code="pharmacy.wrong_state"):
    """The prescription's state does not allow this. `state`."""


class PrescriptionExpired(Fault, code="pharmacy.expired"):
    """The prescription is no longer valid (DOMAIN RX-04). `until`."""


class NotEnoughStock(Fault, code="pharmacy.not_enough_stock"):
    """The usable stock does not suffice (DOMAIN PH-14). `drug`, `stock`, `need`, `unit`."""


class RemarkNeeded(Fault, code="pharmacy.remark_needed"):
    """A rejection tells the doctor why."""


class BatchExpired(Fault, code="pharmacy.batch_expired"):
    """The batch has expired and cannot be received (DOMAIN PH-04). `expiry`."""
