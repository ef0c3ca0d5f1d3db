"""What a typed medication line means: its words, how much is dispensed, what it costs (DOMAIN
3.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from omms_server.contract import charting as said
from omms_server.contract.faults import Invalid, NotFound
from omms_server.contract.medication_line import Medication, medication_line
from omms_server.contract.money import line_amount
from omms_server.core.context import Context
from omms_server.core.reference_data import ReferenceData
from omms_server.core.reference_rows import DrugRow, FrequencyRow, RouteRow
from omms_server.models.catalogue import Drug

from . import quantity as rules
from .prescriptions_repository import Prescriptions

_NO_TIMING = ("", "NONE")
_PARTS = re.compile(r"[:~+]")


class Terms:
    """Drugs' facts, routes, frequencies and timings of the reference tables by code."""

    def __init__(self, reference: ReferenceData) -> None:
        self.drugs = {row.drug_code: row for row in reference.drugs}
        self.routes = {row.code: row for row in reference.routes}
        self.frequencies = {row.code: row for row in reference.frequencies}
        self.timings = {row.code: row for row in reference.dose_timings}

    def frequency(self, code: str) -> rules.Frequency:
        """How often, as the quantity is computed from it."""
        row = self.frequencies[code]
        return rules.frequency_of(row.code, row.times_per_day, as_needed=row.is_prn)

    def drugs_in(self, subject: str) -> tuple[str, ...]:
        """The names of the drugs whose codes stand in a finding's subject, in its order, such as
        `D0041+D0102:17`."""
        named = (self.drugs.get(part) for part in _PARTS.split(subject))
        return tuple(dict.fromkeys(drug.generic_name_zh for drug in named if drug))


@cache
def terms_of(reference: ReferenceData) -> Terms:
    """The terms of the reference tables, made once."""
    return Terms(reference)


@dataclass(frozen=True)
class Directions:
    """How one drug is taken; codes of the reference tables."""

    dose: Decimal
    route: str
    frequency: str
    timing: str
    days: int


@dataclass(frozen=True)
class DosedLine:
    """A typed line with everything it refers to. `amount` is in fen."""

    fields: said.LineFields
    drug: Drug
    facts: DrugRow
    route: RouteRow
    frequency: FrequencyRow
    quantity: rules.Quantity
    amount: int

    @property
    def units(self) -> int:
        """How many smallest units are handed out."""
        return self.quantity.dispense_units


def dosed(fields: said.LineFields, drug: Drug, terms: Terms, field: str = "line") -> DosedLine:
    """Resolve a line. Raises `Invalid` naming an unknown code below `field`, `QuantityNeeded` when
    the units are entered by hand and are not."""
    facts = _facts(drug, terms)
    _known(fields.route in terms.routes, f"{field}.route")
    _known(fields.frequency in terms.frequencies, f"{field}.frequency")
    _known(fields.timing in _NO_TIMING or fields.timing in terms.timings, f"{field}.timing")
    quantity = _quantity(fields, drug, facts, terms)
    return DosedLine(
        fields=fields,
        drug=drug,
        facts=facts,
        route=terms.routes[fields.route],
        frequency=terms.frequencies[fields.frequency],
        quantity=quantity,
        amount=line_amount(drug.unit_price, quantity.dispense_units),
    )


def line_text(drug: Drug, directions: Directions, terms: Terms) -> str:
    """The medication line as screen, paper and label show it (UX, medication line)."""
    return medication_line(medication_of(drug, directions, terms))


def medication_of(drug: Drug, directions: Directions, terms: Terms) -> Medication:
    """What is to be taken and how, as the one formatter of medication lines takes it."""
    frequency = terms.frequencies[directions.frequency]
    repeated = frequency.times_per_day is not None
    timing = terms.timings.get(directions.timing)
    return Medication(
        name=drug.name,
        form=drug.form,
        strength=drug.spec,
        route=terms.routes[directions.route].name_zh,
        frequency=frequency.name_zh,
        dose=directions.dose,
        dose_unit=drug.dose_unit,
        units=_counted(drug, directions.dose, terms),
        unit=drug.min_unit,
        timing=timing.name_zh if timing and timing.code not in _NO_TIMING else "",
        days=directions.days if repeated else None,
    )


def compute_quantity(request: said.ComputeQuantity, ctx: Context) -> said.Quantity:
    """What a line comes to, while it is typed; `text` is the medication line as it will read."""
    terms = terms_of(ctx.house.reference)
    fields = request.line
    drug = resolve_drugs((fields,), ctx)[fields.drug_id]
    line = dosed(fields, drug, terms)
    return said.Quantity(
        doses=line.quantity.doses,
        units=line.quantity.min_units,
        packs=line.quantity.packs,
        dispense_units=line.units,
        amount=line.amount,
        text=line_text(drug, directions_of(fields), terms),
    )


def resolve_drugs(lines: tuple[said.LineFields, ...], ctx: Context) -> dict[int, Drug]:
    """The drugs of these lines by id; `NotFound` when one is unknown or out of use."""
    wanted = {line.drug_id for line in lines}
    drugs = Prescriptions(ctx.session, ctx.vault).drugs(wanted)
    found = {drug.id: drug for drug in drugs if drug.active}
    if wanted - found.keys():
        raise NotFound(what="drug")
    return found


def directions_of(fields: said.LineFields) -> Directions:
    """The directions of a typed line."""
    return Directions(fields.dose, fields.route, fields.frequency, fields.timing, fields.days)


def _quantity(fields: said.LineFields, drug: Drug, facts: DrugRow, terms: Terms) -> rules.Quantity:
    frequency = terms.frequency(fields.frequency)
    mode = rules.round_mode_for(
        rules.RoundMode(facts.quantity_round_mode),
        rules.RoundMode(terms.routes[fields.route].quantity_round_mode),
    )
    if rules.needs_hand_entry(frequency, mode) and fields.units is None:
        raise said.QuantityNeeded(drug=drug.name)
    usage = rules.Usage(frequency, fields.days, dose=fields.dose, units=fields.units)
    packing = rules.Packing(
        strength=drug.strength or facts.strength,
        round_mode=mode,
        pack_size=drug.pack_size,
        splittable=facts.splittable,
    )
    return rules.dispensing_quantity(usage, packing)


def _counted(drug: Drug, dose: Decimal, terms: Terms) -> Decimal | None:
    """The dose in smallest units, where it comes to whole, half or quarter units of a countable
    form."""
    facts = terms.drugs.get(drug.code)
    if facts is None or drug.strength is None:
        return None
    if facts.quantity_round_mode == rules.RoundMode.CONTAINER.value:
        return None
    counted = dose / drug.strength
    return counted if counted * 4 == int(counted * 4) else None


def _facts(drug: Drug, terms: Terms) -> DrugRow:
    facts = terms.drugs.get(drug.code)
    if facts is None:
        raise NotFound(what="drug")
    return facts


def _known(holds: bool, field: str) -> None:
    if not holds:
        raise Invalid(errors=[{"field": field, "kind": "unknown", "limit": None}])
