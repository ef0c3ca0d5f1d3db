"""Printed papers: the server makes one PDF for preview, print and archive."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from .faults import Fault
from .messages import Command, Message
from .types import Id, Line


class PaperKind(StrEnum):
    """A kind of paper; each workstation chooses a printer per kind."""

    QUEUE_SLIP = "queue_slip"
    RECEIPT = "receipt"
    PRESCRIPTION = "prescription"
    DRUG_LABEL = "drug_label"


class Paper(Message):
    """A finished paper. `pdf` is base64; `copy` is 0 for the original and n for the n-th reprint
    (补打 n)."""

    kind: PaperKind
    title: str
    number: str
    copy_no: int
    pdf: str


class PrintPaper(Command[Paper]):
    """Print a paper of a record: appointment (queue slip), bill (receipt), prescription
    (prescription, labels).

    The first call makes the original; each later one a reprint, marked and on the trail. A
    receipt's reprint wants a
    reason (DOMAIN FIN-08).
    """

    method: ClassVar[str] = "documents.print"
    kind: PaperKind
    subject_id: Id
    reason: Line = Field(default="")


class GlyphMissing(Fault, code="documents.glyph_missing"):
    """No font has these characters; the paper was not made. `characters`."""
