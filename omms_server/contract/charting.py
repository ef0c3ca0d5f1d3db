"""The visit: encounter, note, diagnoses, prescriptions (DOMAIN 2, 3)."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from .faults import Fault
from .messages import Command, Message, Query
from .patients import Banner
from .types import Code, Id, Line, Moment, Money, Text, Version


class EncounterState(StrEnum):
    """DOMAIN 1.2 and 2.3."""

    OPEN = "open"
    SIGNED = "signed"


class PrescriptionState(StrEnum):
    """DOMAIN 3.9."""

    SIGNED = "signed"
    APPROVED = "approved"
    REJECTED = "rejected"
    DISPENSED = "dispensed"
    VOIDED = "voided"


class NoteFields(Message):
    """The outpatient note (DOMAIN 2.1). What is required is checked when the visit is signed."""

    chief_complaint: Line = ""
    present_illness: Text = ""
    past_history: Text = ""
    examination: Text = ""
    plan: Text = ""


class Note(Message):
    """One version of the note. Text is never overwritten: an amendment is a new version."""

    version: Version
    author: str
    at: Moment
    reason: str
    fields: NoteFields


class Diagnosis(Message):
    """A diagnosis of this encounter; the first is the main one (DOMAIN 2.4)."""

    code: str
    name: str
    suspected: bool


class DiagnosisChoice(Message):
    """A diagnosis as the doctor chooses it."""

    code: Code
    suspected: bool = False


class LineFields(Message):
    """One medication line as typed. `units` is given by hand for PRN and containers, else computed
    (DOMAIN 3.7)."""

    drug_id: Id
    dose: Annotated[Decimal, Field(gt=0, le=100_000, max_digits=10, decimal_places=4)]
    route: Code
    frequency: Code
    days: int = Field(ge=1, le=90)
    timing: Annotated[str, Field(max_length=20)] = ""
    units: Annotated[int, Field(ge=1, le=10_000)] | None = None
    remark: Line = ""


class Quantity(Message):
    """What a line comes to."""

    doses: int | None
    units: int
    packs: int
    dispense_units: int
    amount: Money
    text: str


class MedicationLine(Message):
    """One line of a signed prescription."""

    id: Id
    drug_id: Id
    drug: str
    spec: str
    form: str
    dose: Decimal
    dose_unit: str
    route: str
    frequency: str
    timing: str
    days: int
    units: int
    unit: str
    price: Decimal
    amount: Money
    remark: str
    text: str


class Override(Message):
    """A finding that was answered with a reason, and the drugs it is about (DOMAIN 3.8)."""

    code: str
    subject: str
    drugs: tuple[str, ...]
    reason: str


class Prescription(Message):
    """A signed prescription."""

    id: Id
    number: str
    kind: str
    state: PrescriptionState
    paid: bool
    doctor: str
    signed_at: Moment
    valid_until: Moment
    lines: tuple[MedicationLine, ...]
    amount: Money
    overrides: tuple[Override, ...]
    review_remark: str
    replaces: Id | None
    """The rejected prescription that this one corrects."""
    version: Version


class Encounter(Message):
    """One visit as the doctor sees it."""

    id: Id
    appointment_id: Id
    banner: Banner
    department: str
    doctor: str
    state: EncounterState
    started_at: Moment
    signed_at: Moment | None
    note: Note | None
    diagnoses: tuple[Diagnosis, ...]
    prescriptions: tuple[Prescription, ...]
    version: Version


class StartEncounter(Command[Encounter]):
    """Begin the visit of a called patient; opens the record (DOMAIN 1.2, CALLED to IN_VISIT)."""

    method: ClassVar[str] = "charting.start"
    appointment_id: Id


class LoadEncounter(Query[Encounter]):
    """Open a visit's record; leaves an audit entry."""

    method: ClassVar[str] = "charting.load"
    encounter_id: Id


class SaveNote(Command[Encounter]):
    """Keep a new version of the note. After signing, an amendment that needs a reason (DOMAIN
    EMR-R3)."""

    method: ClassVar[str] = "charting.save_note"
    encounter_id: Id
    version: Version
    fields: NoteFields
    reason: Line = ""


class SetDiagnoses(Command[Encounter]):
    """Replace the list of diagnoses; the first is the main one."""

    method: ClassVar[str] = "charting.set_diagnoses"
    encounter_id: Id
    version: Version
    diagnoses: Annotated[tuple[DiagnosisChoice, ...], Field(max_length=20)]


class SignPrescription(Command[Encounter]):
    """Check and sign a prescription; all findings are told at once (DOMAIN 3.8). With `replaces` it
    corrects a prescription of this visit that the pharmacist sent back and that ends with it; only
    so a prescription can follow, as an addendum, after the record is signed (DOMAIN 3.9)."""

    method: ClassVar[str] = "charting.sign_prescription"
    encounter_id: Id
    lines: Annotated[tuple[LineFields, ...], Field(min_length=1, max_length=20)]
    replaces: Id | None = None


class VoidPrescription(Command[Encounter]):
    """Void a prescription that nobody has paid, a rejected one too (DOMAIN RX-R16)."""

    method: ClassVar[str] = "charting.void_prescription"
    prescription_id: Id
    version: Version
    reason: Line


class SentBack(Message):
    """A rejected prescription that its doctor has neither corrected nor voided."""

    prescription_id: Id
    number: str
    appointment_id: Id
    patient: str
    pharmacist: str
    at: Moment
    remark: str


class ListSentBack(Query[tuple[SentBack, ...]]):
    """What pharmacists sent back to the asking doctor in the last seven days and still waits for
    him, oldest first (DOMAIN RX-R12)."""

    method: ClassVar[str] = "charting.sent_back"


class SignEncounter(Command[Encounter]):
    """Finish the visit: the note must be complete and a diagnosis present (DOMAIN 1.2, 2.1)."""

    method: ClassVar[str] = "charting.sign"
    encounter_id: Id
    version: Version


class ComputeQuantity(Query[Quantity]):
    """What a line comes to, for the form to show while it is typed."""

    method: ClassVar[str] = "charting.quantity"
    line: LineFields


class NotYourPatient(Fault, code="charting.not_your_patient"):
    """The appointment is another doctor's (DOMAIN ACC-R1)."""


class NotCalled(Fault, code="charting.not_called"):
    """The patient must be checked in and called before the visit begins. `state`."""


class Incomplete(Fault, code="charting.incomplete"):
    """Required parts are missing (DOMAIN EMR-01). `fields`: their names."""


class EncounterSigned(Fault, code="charting.signed"):
    """The record is signed: only an amendment with a reason can follow."""


class NotVoidable(Fault, code="charting.not_voidable"):
    """The prescription is paid or dispensed (DOMAIN RX-19). `state`, `need`."""


class NotReplaceable(Fault, code="charting.not_replaceable"):
    """Only a rejected prescription of the same visit is corrected, and once. `state`."""


class QuantityNeeded(Fault, code="charting.quantity_needed"):
    """This drug's or frequency's quantity is entered by hand. `drug`."""
