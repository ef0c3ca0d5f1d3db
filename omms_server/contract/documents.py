"""Printed papers: the server makes one PDF for preview, print and archive."""

from enum import StrEnum
from typing import ClassVar

from .faults import Fault
from .messages import Command, Message
from .types import Id


class PaperKind(StrEnum):
    """A kind of paper; each workstation chooses a printer per kind."""

    QUEUE_SLIP = "queue_slip"
    RECEIPT = "receipt"
    PRESCRIPTION = "prescription"
    DRUG_LABEL = "drug_label"


class Paper(Message):
    """A finished paper. `pdf` is base64; `copy_no` is 0 for the original, n for reprint n."""

    kind: PaperKind
    title: str
    number: str
    copy_no: int
    pdf: str


class PrintPaper(Command[Paper]):
    """Print a paper of a record: of an appointment the queue slip, of a bill the receipt, of a
    prescription itself and its labels.

    The first call makes the original; each later one a reprint, marked and on the trail. A
    receipt's reprint is asked a reason for (DOMAIN FIN-08).
    """

    method: ClassVar[str] = "documents.print"
    kind: PaperKind
    subject_id: Id


class NotPrintable(Fault, code="documents.not_printable"):
    """The record is not ready for this paper: not checked in, not paid, not dispensed. `state`."""


class GlyphMissing(Fault, code="documents.glyph_missing"):
    """No font has these characters; the paper was not made. `characters`."""
