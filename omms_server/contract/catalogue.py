"""The catalogues a doctor chooses from: diagnoses, drugs, routes and frequencies."""

from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from .messages import Message, Query
from .types import Id, Money, SearchText


class DiagnosisRow(Message):
    """An entry of the diagnosis catalogue."""

    code: str
    name: str
    common_name: str
    notifiable: str


class DrugRow(Message):
    """A drug as the prescriber finds it, with what is left and what it costs."""

    id: Id
    code: str
    name: str
    name_en: str
    form: str
    spec: str
    dose_unit: str
    min_unit: str
    pack_size: int
    pack_unit: str
    price: Money
    """Of one pack, fen."""
    usable: int
    """Usable stock in smallest units: unexpired and not promised."""
    default_dose: Decimal | None
    default_route: str
    default_frequency: str
    by_hand: bool
    """The number of containers is entered by hand (pens, bottles, tubes)."""


class Term(Message):
    """A route or frequency of the catalogue."""

    code: str
    name: str
    name_en: str
    initials: str
    """Of the Chinese name in pinyin, lower case; several readings stand apart by spaces."""
    latin: str


class PrescribingTerms(Message):
    """What a medication line is composed of."""

    routes: tuple[Term, ...]
    frequencies: tuple[Term, ...]
    timings: tuple[Term, ...]


class FindDiagnoses(Query[tuple[DiagnosisRow, ...]]):
    """Find by code, Chinese name, common name or initials."""

    method: ClassVar[str] = "charting.find_diagnoses"
    text: SearchText
    limit: int = Field(default=20, ge=1, le=50)


class FindDrugs(Query[tuple[DrugRow, ...]]):
    """Find by code, Chinese or English name, initials or pinyin; with stock and price."""

    method: ClassVar[str] = "charting.find_drugs"
    text: SearchText
    limit: int = Field(default=20, ge=1, le=50)


class LoadPrescribingTerms(Query[PrescribingTerms]):
    """Routes, frequencies and timings."""

    method: ClassVar[str] = "charting.terms"
