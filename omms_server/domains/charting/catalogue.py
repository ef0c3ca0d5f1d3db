"""What the doctor looks things up in: diagnoses, drugs with stock and price, prescribing terms."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from omms_server.contract import catalogue as listed
from omms_server.contract.money import line_amount
from omms_server.core.context import Context
from omms_server.core.pinyin import term_spellings
from omms_server.core.reference_rows import (
    DiagnosisRow,
    DoseTimingRow,
    FrequencyRow,
    RouteRow,
)
from omms_server.models.catalogue import Drug

from .dosing import Terms, terms_of
from .found import Entry, entry
from .prescriptions_repository import Prescriptions

T = TypeVar("T")
_TermRow = RouteRow | FrequencyRow | DoseTimingRow


def find_diagnoses(request: listed.FindDiagnoses, ctx: Context) -> tuple[listed.DiagnosisRow, ...]:
    """Diagnoses by code, name, common name, initials or pinyin; the best first, then the common
    ones."""
    common_first = sorted(ctx.house.reference.diagnoses, key=lambda row: not row.is_common)
    found = _best(common_first, _diagnosis_entry, request.text, request.limit)
    return tuple(
        listed.DiagnosisRow(
            code=row.code,
            name=row.name_zh,
            common_name=row.common_name_zh,
            notifiable=row.notifiable_class,
        )
        for row in found
    )


def find_drugs(request: listed.FindDrugs, ctx: Context) -> tuple[listed.DrugRow, ...]:
    """Drugs by code, Chinese or English name, initials or pinyin, with usable stock and the price
    of a pack."""
    prescriptions = Prescriptions(ctx.session, ctx.vault)
    found = _best(prescriptions.drugs(), _drug_entry, request.text, request.limit)
    usable = prescriptions.usable([drug.id for drug in found], ctx.today, ctx.now)
    terms = terms_of(ctx.house.reference)
    return tuple(_drug_row(drug, usable.get(drug.id, 0), terms) for drug in found)


def load_terms(_: listed.LoadPrescribingTerms, ctx: Context) -> listed.PrescribingTerms:
    """Routes, frequencies and timings of the reference tables."""
    reference = ctx.house.reference
    return listed.PrescribingTerms(
        routes=tuple(_term(row) for row in reference.routes),
        frequencies=tuple(_term(row) for row in reference.frequencies),
        timings=tuple(_term(row) for row in reference.dose_timings),
    )


def _best(rows: Iterable[T], entry_of: Callable[[T], Entry], text: str, limit: int) -> list[T]:
    """The best matches first; among equals the order of `rows`."""
    wanted = text.lower().strip()
    ranked = [(entry_of(row).rank(wanted), row) for row in rows]
    met = [(rank, row) for rank, row in ranked if rank is not None]
    return [row for _, row in sorted(met, key=lambda each: each[0])[:limit]]


def _diagnosis_entry(row: DiagnosisRow) -> Entry:
    initials = (row.pinyin_initials, row.alias_pinyin_initials)
    return entry(row.code, (row.name_zh, row.common_name_zh), initials)


def _drug_entry(drug: Drug) -> Entry:
    return entry(drug.code, (drug.name, drug.name_en), (drug.initials,))


def _drug_row(drug: Drug, usable: int, terms: Terms) -> listed.DrugRow:
    facts = terms.drugs.get(drug.code)
    return listed.DrugRow(
        id=drug.id,
        code=drug.code,
        name=drug.name,
        name_en=drug.name_en,
        form=drug.form,
        spec=drug.spec,
        dose_unit=drug.dose_unit,
        min_unit=drug.min_unit,
        pack_size=drug.pack_size,
        pack_unit=drug.pack_unit,
        price=line_amount(drug.unit_price, drug.pack_size),
        usable=usable,
        default_dose=facts.default_single_dose if facts else None,
        default_route=facts.default_route if facts else "",
        default_frequency=facts.default_frequency if facts else "",
        by_hand=facts is not None and facts.quantity_round_mode == "CONTAINER",
    )


def _term(row: _TermRow) -> listed.Term:
    initials = " ".join(term_spellings(row.name_zh).initials)
    return listed.Term(
        code=row.code, name=row.name_zh, name_en=row.name_en, initials=initials, latin=row.latin
    )
