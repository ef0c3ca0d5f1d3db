"""The demonstration's catalogues, from the reference data, and stock in several batches."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from omms_server.core.ids import new_id
from omms_server.core.reference_data import ReferenceData
from omms_server.core.reference_rows import DrugRow
from omms_server.models.catalogue import ChargeItem, ChargePrice, Department, Drug
from omms_server.models.pharmacy import Batch, StockMovement

WESTERN, PATENT = "10", "11"
PACKED_PRICES = {
    "片": (5, 150), "粒": (8, 150), "丸": (2, 12),
    "袋": (60, 300), "支": (80, 1500), "瓶": (300, 3000),
}  # fmt: skip
"""Fen of one smallest unit, from and to, where a pack holds several."""
SINGLE_PRICES = {**PACKED_PRICES, "袋": (250, 900), "支": (600, 6800), "瓶": (400, 4500)}
"""The same where the unit is the pack."""
LIFETIMES = (-20, 45, 200, 420, 700)
"""Days until expiry of a drug's batches; the first has expired and must not be given."""


def seed_departments(session: Session, reference: ReferenceData) -> dict[str, int]:
    """Insert the departments; ids by code."""
    ids = {}
    for position, row in enumerate(reference.departments):
        ids[row.code] = new_id()
        department = Department(
            id=ids[row.code],
            code=row.code,
            position=position,
            name=row.name_zh,
            name_en=row.name_en,
            initials=row.pinyin_initials,
            place=row.demo_location,
            outpatient=row.outpatient,
            online_booking=row.online_booking,
            max_age=14 if row.code == "D03" else None,
            min_age=None,
            sex="female" if row.code == "D04" else None,
        )
        session.add(department)
    session.flush()
    return ids


def seed_charge_items(session: Session, reference: ReferenceData) -> None:
    """Insert the charge catalogue with its (invented) prices."""
    for row in reference.charge_items:
        item_id = new_id()
        item = {
            "id": item_id,
            "code": row.code,
            "name": row.name_zh,
            "initials": row.pinyin_initials,
            "category": row.receipt_category,
            "unit": row.unit,
        }
        price = {"id": new_id(), "item_id": item_id, "price": row.price_yuan}
        session.execute(insert(ChargeItem), item)
        session.execute(insert(ChargePrice), {**price, "valid_from": date(2020, 1, 1)})


def seed_drugs(session: Session, random: Random, reference: ReferenceData) -> dict[str, int]:
    """Insert the drug dictionary with invented prices; ids by code."""
    ids = {}
    for row in reference.drugs:
        ids[row.drug_code] = new_id()
        patent = "中成药" in row.therapeutic_category_zh
        drug = Drug(
            id=ids[row.drug_code],
            code=row.drug_code,
            name=row.generic_name_zh,
            name_en=row.name_en,
            initials=row.pinyin_initials,
            form=row.dosage_form_zh,
            spec=row.spec_zh,
            strength=row.strength,
            dose_unit=row.dose_unit,
            min_unit=row.min_unit,
            pack_size=row.pack_size,
            pack_unit=row.pack_unit,
            unit_price=_price(random, row),
            category=PATENT if patent else WESTERN,
            lower_limit=row.pack_size * 5,
            active=True,
        )
        session.add(drug)
    session.flush()
    return ids


def _price(random: Random, row: DrugRow) -> Decimal:
    """An invented price of one smallest unit that could be true; the low ones are likelier."""
    single = row.pack_size == 1  # a pen, an inhaler, a tube, a bottle of drops
    least, most = (SINGLE_PRICES if single else PACKED_PRICES)[row.min_unit]
    fen = min(random.randint(least, most), random.randint(least, most))
    return Decimal(fen) / 100


def seed_stock(
    session: Session, random: Random, reference: ReferenceData, drugs: dict[str, int], now: datetime
) -> None:
    """Put three to five batches of every drug on the shelf, one of them expired for some."""
    batches, movements = [], []
    for row in reference.drugs:
        lifetimes = LIFETIMES[random.choice((0, 1, 1)) :]
        for index, days in enumerate(lifetimes):
            units = row.pack_size * random.randint(10, 60)
            batch_id = new_id()
            batches.append(
                {
                    "id": batch_id,
                    "drug_id": drugs[row.drug_code],
                    "lot": f"{row.drug_code[1:]}{index + 1}{random.randint(10, 99)}",
                    "expires_on": now.date() + timedelta(days=days + random.randint(0, 30)),
                    "shelf": f"{random.choice('ABCDEF')}-{random.randint(1, 40):02d}",
                    "on_hand": units,
                    "received_at": now - timedelta(days=60 - index),
                }
            )
            movements.append(
                {
                    "id": new_id(),
                    "batch_id": batch_id,
                    "units": units,
                    "kind": "receive",
                    "source_id": batch_id,
                    "at": now - timedelta(days=60 - index),
                    "by_id": 1,
                }
            )
    session.execute(insert(Batch), batches)
    session.execute(insert(StockMovement), movements)
