"""What the papers say: plain values, ready to print; amounts in whole fen, times aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from omms_server.contract.medication_line import Medication


@dataclass(frozen=True)
class Clinic:
    """The heading of a paper and the zone its times are shown in."""

    name: str
    phone: str
    address: str
    zone: str = "Asia/Shanghai"

    def clock(self, moment: datetime) -> str:
        """A moment as the clinic's wall clock shows it."""
        return moment.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%d %H:%M")

    def day(self, moment: datetime) -> str:
        """A moment's day in the clinic."""
        return self.clock(moment)[:10]


@dataclass(frozen=True)
class Reprint:
    """When and by whom (staff number) a paper was printed again."""

    at: datetime
    by: str


@dataclass(frozen=True)
class QueueSlip:
    """The slip a patient waits with. The full name goes in; the paper masks it (DOMAIN 9.3)."""

    clinic: Clinic
    number: str
    department: str
    doctor: str
    room: str
    segment: str
    patient_name: str
    visit_number: str
    checked_in_at: datetime
    ahead: int | None = None
    added: bool = False
    """An added number (加号, DOMAIN REG-R19)."""


@dataclass(frozen=True)
class ReceiptLine:
    """One line; `price` in yuan with up to four places, `amount` in fen."""

    category: str
    name: str
    quantity: int | Decimal
    unit: str
    price: Decimal
    amount: int


@dataclass(frozen=True)
class TenderLine:
    """One means of payment and what it paid, in fen: 现金, 微信支付."""

    means: str
    amount: int


@dataclass(frozen=True)
class Receipt:
    """A receipt. `received` and `change` are cash in fen; `refund_of` is the receipt it reverses.

    Raises ValueError when the tenders do not pay the lines (DOMAIN FIN-R2).
    """

    clinic: Clinic
    number: str
    bill_number: str
    payer: str
    patient_number: str
    lines: tuple[ReceiptLine, ...]
    tenders: tuple[TenderLine, ...]
    cashier: str
    issued_at: datetime
    received: int | None = None
    change: int = 0
    simulated: bool = False
    refund_of: str = ""

    def __post_init__(self) -> None:
        if sum(tender.amount for tender in self.tenders) != self.total:
            raise ValueError("the tenders do not pay the receipt")

    @property
    def total(self) -> int:
        """The sum of the rounded lines (DOMAIN FIN-R1)."""
        return sum(line.amount for line in self.lines)


class PrescriptionKind(StrEnum):
    """The kinds that differ on paper (DOMAIN 3.1)."""

    GENERAL = "GEN"
    EMERGENCY = "EMG"
    CHILD = "PED"
    NARCOTIC = "NP1"
    PSYCHOTROPIC_2 = "P2"
    TOXIC = "TOX"
    HERBAL = "TCM"


@dataclass(frozen=True)
class PrescriptionLine:
    """One drug; lines of one `group` hang in one infusion and are bracketed."""

    medication: Medication
    quantity: int
    unit: str
    group: int | None = None
    remark: str = ""


@dataclass(frozen=True)
class Patient:
    """The patient as clinical papers name them: in full, for safety (DOMAIN 9.3). Age as text."""

    name: str
    sex: str
    age: str
    number: str
    weight: str = ""
    allergies: str = ""
    identity_number: str = ""
    collector: str = ""
    collector_identity_number: str = ""


@dataclass(frozen=True)
class Signatures:
    """Who reviewed, prepared, checked and handed out; empty is signed by hand."""

    reviewer: str = ""
    preparer: str = ""
    checker: str = ""
    dispenser: str = ""


@dataclass(frozen=True)
class Prescription:
    """A prescription. `amount` in fen, None before it is priced; `valid_until` only when extended.

    `coloured_stock`: the printer holds paper of the kind's colour, so none is laid down.
    """

    clinic: Clinic
    kind: PrescriptionKind
    number: str
    patient: Patient
    payer: str
    department: str
    diagnosis: str
    lines: tuple[PrescriptionLine, ...]
    doctor: str
    written_at: datetime
    amount: int | None = None
    valid_until: datetime | None = None
    signatures: Signatures = Signatures()
    coloured_stock: bool = False


@dataclass(frozen=True)
class LabelledDrug:
    """One drug of a label (DOMAIN RX-R18); `lots` as (lot, expiry), several when mixed."""

    medication: Medication
    quantity: int
    unit: str
    storage: str
    warnings: str
    lots: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DrugLabels:
    """The labels of one dispensing, one a drug."""

    clinic: Clinic
    patient: Patient
    drugs: tuple[LabelledDrug, ...]
    dispensed_at: datetime
    pharmacist: str
