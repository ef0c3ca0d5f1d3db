"""Looking up diagnoses and drugs, and computing quantities, through the dispatcher."""

from datetime import date
from decimal import Decimal

import pytest

from omms_server.contract.catalogue import FindDiagnoses, FindDrugs, LoadPrescribingTerms
from omms_server.contract.charting import ComputeQuantity, QuantityNeeded
from omms_server.contract.faults import Invalid, NotFound
from tests.support.clinic import Clinic
from tests.support.visits import FAR, a_line, a_visit, prescribed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("J00.x00", "J00.x00"),
        ("j00", "J00.x00"),
        ("急性鼻咽炎", "J00.x00"),
        ("普通感冒", "J00.x00"),
        ("ptgm", "J00.x00"),
        ("JXBYY", "J00.x00"),
        ("jixingbiyan", "J00.x00"),
        ("jxcy", "A09.900x003"),
    ],
)
def test_a_diagnosis_is_found_by_every_key(clinic: Clinic, text: str, code: str) -> None:
    """DOMAIN GEN-R9."""
    assert code in [row.code for row in clinic.lin.send(FindDiagnoses(text=text))]


def test_the_best_diagnosis_comes_first(clinic: Clinic) -> None:
    assert clinic.lin.send(FindDiagnoses(text="普通感冒"))[0].code == "J00.x00"
    assert clinic.lin.send(FindDiagnoses(text="no such thing")) == ()
    assert len(clinic.lin.send(FindDiagnoses(text="炎", limit=5))) == 5


@pytest.mark.parametrize(
    "text", ["D0041", "对乙酰", "dyxaj", "DYXAJF", "duiyixian", "paracetamol tab", "氨基酚片"]
)
def test_a_drug_is_found_by_every_key(clinic: Clinic, text: str) -> None:
    """DOMAIN GEN-R9."""
    assert "D0041" in [row.code for row in clinic.lin.send(FindDrugs(text=text))]


def test_a_drug_shows_its_usable_stock_and_the_price_of_a_pack(clinic: Clinic) -> None:
    """DOMAIN ST-R1, ST-R3: neither expired units nor those promised to a valid prescription."""
    clinic.a_batch("D0041", 100, expires_on=FAR)
    clinic.a_batch("D0041", 50, expires_on=date(2026, 11, 22), lot="OLD")
    clinic.a_batch("D0041", 7, expires_on=date(2026, 11, 23), lot="LAST")
    row = clinic.lin.send(FindDrugs(text="D0041"))[0]
    assert (row.usable, row.price, row.by_hand) == (107, 630, False)
    assert (row.default_dose, row.default_route) == (Decimal("0.5"), "PO")
    prescribed(clinic, a_visit(clinic))
    assert clinic.lin.send(FindDrugs(text="D0041"))[0].usable == 98


def test_a_quantity_is_computed_while_the_line_is_typed(clinic: Clinic) -> None:
    """DOMAIN 3.7, FIN-R1: 0.5 g of 0.25 g capsules three times a day for seven days."""
    line = a_line(clinic, "D0001", days=7, frequency="Q8H")
    quantity = clinic.lin.send(ComputeQuantity(line=line))
    assert (quantity.doses, quantity.units, quantity.packs) == (21, 42, 2)
    assert (quantity.dispense_units, quantity.amount) == (42, 2205)
    assert quantity.text.startswith("阿莫西林胶囊 0.25 g，每次 0.5 g（2 粒）")
    assert quantity.text.endswith("共 7 天")


def test_containers_and_as_needed_are_counted_by_hand(clinic: Clinic) -> None:
    """DOMAIN 3.7."""
    insulin = a_line(clinic, "D0092", dose=Decimal(6), route="IH")
    as_needed = a_line(clinic, frequency="PRN")
    for line in (insulin, as_needed):
        with pytest.raises(QuantityNeeded):
            clinic.lin.send(ComputeQuantity(line=line))
        counted = clinic.lin.send(ComputeQuantity(line=line.model_copy(update={"units": 2})))
        assert counted.dispense_units == 2


@pytest.mark.parametrize("field", ["route", "frequency", "timing"])
def test_an_unknown_term_is_named(clinic: Clinic, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        clinic.lin.send(ComputeQuantity(line=a_line(clinic, **{field: "XYZ"})))
    assert refused.value.params["errors"][0]["field"] == f"line.{field}"


def test_an_unknown_drug_is_refused(clinic: Clinic) -> None:
    line = a_line(clinic).model_copy(update={"drug_id": 1})
    with pytest.raises(NotFound):
        clinic.lin.send(ComputeQuantity(line=line))


def test_the_prescribing_terms_are_those_of_the_catalogue(clinic: Clinic) -> None:
    terms = clinic.lin.send(LoadPrescribingTerms())
    assert {"PO", "IVGTT"} <= {term.code for term in terms.routes}
    assert {"TID", "PRN"} <= {term.code for term in terms.frequencies}
    assert {"AC", "PC"} <= {term.code for term in terms.timings}


def test_a_term_carries_the_initials_that_a_desk_searches_by(clinic: Clinic) -> None:
    """DOMAIN GEN-R9."""
    terms = clinic.lin.send(LoadPrescribingTerms())
    spelt = {term.code: term.initials.split() for term in (*terms.routes, *terms.frequencies)}
    assert "kf" in spelt["PO"]
    assert "mrsc" in spelt["TID"] or "mr3c" in spelt["TID"]
