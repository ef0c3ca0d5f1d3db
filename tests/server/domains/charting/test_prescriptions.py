"""Signing and voiding prescriptions through the dispatcher."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from omms_server.contract.billing import BillState, ListBills, LoadBill
from omms_server.contract.charting import (
    LoadEncounter,
    NotVoidable,
    NotYourPatient,
    PrescriptionState,
    SignPrescription,
    VoidPrescription,
)
from omms_server.contract.faults import Confirm, Invalid, NotAllowed, Refused, Stale
from omms_server.models.charting import PrescriptionFinding
from tests.support.clinic import Clinic
from tests.support.visits import FAR, a_line, a_visit, pay_all, prescribed


@pytest.fixture
def stocked(clinic: Clinic) -> Clinic:
    """The clinic with plenty of the drugs that these tests use."""
    for code in ("D0001", "D0007", "D0037", "D0041", "D0048", "D0074", "D0102", "D0196"):
        clinic.a_batch(code, 1000, expires_on=FAR)
    return clinic


def refusal(clinic: Clinic, request: SignPrescription) -> list[str]:
    with pytest.raises(Refused) as refused:
        clinic.lin.send(request, reasons="确有必要")
    return [finding["code"] for finding in refused.value.params["findings"]]


def questions(clinic: Clinic, request: SignPrescription) -> list[tuple[str, str]]:
    with pytest.raises(Confirm) as asked:
        clinic.lin.send(request)
    return [(f["code"], f["level"]) for f in asked.value.params["findings"]]


def test_a_prescription_is_numbered_priced_charged_and_valid_today(stocked: Clinic) -> None:
    """DOMAIN 0.1, RX-R2, FIN-R1."""
    visit = a_visit(stocked)
    prescription = prescribed(stocked, visit, a_line(stocked), a_line(stocked, "D0102", days=3))
    assert prescription.number == "R26112300001"
    assert prescription.kind == "GEN"
    assert prescription.valid_until == datetime(2026, 11, 23, 15, 59, 59, 999_000, tzinfo=UTC)
    assert [(line.units, line.amount) for line in prescription.lines] == [(9, 473), (1, 53)]
    assert prescription.amount == 526
    assert prescription.lines[0].text == (
        "对乙酰氨基酚片 0.5 g，每次 0.5 g（1 片），口服，每日3次，共 3 天"
    )
    bill = stocked.bo.send(LoadBill(bill_id=stocked.bo.send(ListBills(state=BillState.OPEN))[0].id))
    charged = [charge.amount for charge in bill.charges if charge.item_code.startswith("D")]
    assert charged == [473, 53]
    assert prescribed(stocked, visit).number == "R26112300002"


def test_without_a_diagnosis_nothing_is_signed(stocked: Clinic) -> None:
    """DOMAIN RX-17."""
    visit = a_visit(stocked, diagnosed=False)
    request = SignPrescription(encounter_id=visit.id, lines=(a_line(stocked),))
    assert "RX-17" in refusal(stocked, request)


def test_an_allergy_of_the_same_group_blocks(stocked: Clinic) -> None:
    """DOMAIN RX-08: no reason helps, and nothing is stored."""
    visit = a_visit(stocked, allergy="AG01")
    request = SignPrescription(encounter_id=visit.id, lines=(a_line(stocked, "D0001"),))
    assert refusal(stocked, request)[0] == "RX-08"
    assert stocked.lin.send(LoadEncounter(encounter_id=visit.id)).prescriptions == ()


def test_a_possible_cross_allergy_needs_a_reason_that_is_kept_sealed(stocked: Clinic) -> None:
    """DOMAIN RX-09, 3.8."""
    visit = a_visit(stocked, allergy="AG01")
    line = a_line(stocked, "D0007", dose=Decimal("0.25"))
    request = SignPrescription(encounter_id=visit.id, lines=(line,))
    assert questions(stocked, request) == [("RX-09", "REASON")]
    signed = stocked.lin.send(request, reasons="既往用过头孢无反应").prescriptions[-1]
    assert [(one.code, one.reason) for one in signed.overrides] == [("RX-09", "既往用过头孢无反应")]
    sealed = stocked.app.house.database.read(
        lambda session: session.scalars(select(PrescriptionFinding.reason)).all()
    )
    assert all("既往".encode() not in value for value in sealed)


def test_a_reason_is_more_than_a_confirmation(stocked: Clinic) -> None:
    visit = a_visit(stocked, allergy="AG01")
    line = a_line(stocked, "D0007", dose=Decimal("0.25"))
    with pytest.raises(Confirm):
        stocked.lin.send(SignPrescription(encounter_id=visit.id, lines=(line,)), reasons=" x ")


def test_all_questions_come_at_once(stocked: Clinic) -> None:
    """DOMAIN 3.8: paracetamol twice, over its daily ceiling, and too long."""
    visit = a_visit(stocked)
    lines = (
        a_line(stocked, frequency="QID", days=8),
        a_line(stocked, "D0196", dose=Decimal(2), frequency="QID"),
    )
    found = questions(stocked, SignPrescription(encounter_id=visit.id, lines=lines))
    assert {"RX-02", "RX-12", "RX-13"} <= {code for code, _ in found}


def test_what_the_doctor_insisted_on_names_the_drugs_it_is_about(stocked: Clinic) -> None:
    """DOMAIN 3.8: one drug, a pair, the drugs that hold an ingredient, a drug and an allergen."""
    visit = a_visit(stocked, allergy="AG01")
    long, twin = a_line(stocked, frequency="QID", days=8), a_line(stocked, "D0196", dose=Decimal(2))
    prescription = prescribed(stocked, visit, long, twin, a_line(stocked, "D0007"))
    told = {one.code: set(one.drugs) for one in prescription.overrides}
    both = {line.drug for line in prescription.lines[:2]}
    assert told["RX-02"] == {"对乙酰氨基酚片"}
    assert told["RX-12"] == told["RX-13"] == both
    assert told["RX-09"] == {prescription.lines[2].drug}


def test_a_drug_that_is_still_taken_is_a_duplicate(stocked: Clinic) -> None:
    """DOMAIN 3.8 step 10; a voided prescription is not taken."""
    visit = a_visit(stocked)
    first = prescribed(stocked, visit)
    request = SignPrescription(encounter_id=visit.id, lines=(a_line(stocked),))
    assert questions(stocked, request) == [("RX-12", "REASON")]
    stocked.lin.send(
        VoidPrescription(prescription_id=first.id, version=first.version, reason="开错了")
    )
    assert len(stocked.lin.send(request).prescriptions) == 2


@pytest.mark.parametrize(("drug", "code"), [("D0048", "RX-05"), ("D0037", "RX-06")])
def test_a_drug_beyond_the_doctors_right_is_refused(stocked: Clinic, drug: str, code: str) -> None:
    """DOMAIN 3.4, 3.5: Dr Lin has neither the narcotic right nor may anyone give vancomycin
    here."""
    visit = a_visit(stocked)
    route = "IVGTT" if drug == "D0037" else "PO"
    line = a_line(stocked, drug, dose=Decimal(1), route=route, frequency="BID", days=1)
    request = SignPrescription(encounter_id=visit.id, lines=(line,))
    assert code in refusal(stocked, request)


def test_more_than_there_is_cannot_be_prescribed(clinic: Clinic) -> None:
    """DOMAIN RX-22; what is promised to one patient is not there for the next."""
    clinic.a_batch("D0041", 17, expires_on=FAR)
    visit = a_visit(clinic)
    prescribed(clinic, visit)
    request = SignPrescription(encounter_id=visit.id, lines=(a_line(clinic),))
    with pytest.raises(Refused) as refused:
        clinic.lin.send(request)
    finding = refused.value.params["findings"][0]
    assert (finding["code"], finding["params"]["stock"]) == ("RX-22", 8)


def test_a_childs_prescription_is_pediatric(stocked: Clinic) -> None:
    """DOMAIN 3.1."""
    visit = a_visit(stocked, born_on=datetime(2018, 5, 1, tzinfo=UTC).date())
    assert prescribed(stocked, visit).kind == "PED"


def test_only_a_prescriber_signs_and_only_in_his_own_visit(stocked: Clinic) -> None:
    visit = a_visit(stocked)
    request = SignPrescription(encounter_id=visit.id, lines=(a_line(stocked),))
    with pytest.raises(NotAllowed):
        stocked.chen.send(request)
    with pytest.raises(NotYourPatient):
        stocked.colleague("he").send(request)


def test_a_wrong_term_is_named_with_its_line(stocked: Clinic) -> None:
    visit = a_visit(stocked)
    lines = (a_line(stocked), a_line(stocked, "D0102", frequency="XYZ"))
    with pytest.raises(Invalid) as refused:
        stocked.lin.send(SignPrescription(encounter_id=visit.id, lines=lines))
    assert refused.value.params["errors"][0]["field"] == "lines.1.frequency"


def test_a_voided_prescription_leaves_the_bill(stocked: Clinic) -> None:
    """DOMAIN RX-R16."""
    visit = a_visit(stocked)
    before = stocked.bo.send(ListBills())[0].total
    signed = prescribed(stocked, visit)
    assert stocked.bo.send(ListBills())[0].total == before + signed.amount
    void = VoidPrescription(prescription_id=signed.id, version=signed.version, reason="开错了")
    with pytest.raises(NotYourPatient):
        stocked.colleague("he").send(void)
    with pytest.raises(Stale):
        stocked.lin.send(void.model_copy(update={"version": signed.version + 1}))
    voided = stocked.lin.send(void).prescriptions[-1]
    assert voided.state is PrescriptionState.VOIDED
    assert stocked.bo.send(ListBills())[0].total == before
    with pytest.raises(NotVoidable) as refused:
        stocked.lin.send(void.model_copy(update={"version": voided.version}))
    assert refused.value.params["state"] == "voided"


def test_a_paid_prescription_cannot_be_voided(stocked: Clinic) -> None:
    """DOMAIN RX-19."""
    visit = a_visit(stocked)
    signed = prescribed(stocked, visit)
    pay_all(stocked)
    with pytest.raises(NotVoidable) as refused:
        stocked.lin.send(
            VoidPrescription(prescription_id=signed.id, version=signed.version, reason="开错了")
        )
    assert refused.value.params == {"state": "paid", "need": "refund"}
