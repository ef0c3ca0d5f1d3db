"""Correcting a rejected prescription: its lines are copied and signed in its place."""

from decimal import Decimal

import pytest

from omms_desktop.tabs.charting.correcting import Correcting
from omms_desktop.tabs.charting.drafts import VisitDraft
from omms_desktop.tabs.charting.prescribing import Prescribing
from omms_server.contract.catalogue import FindDrugs
from omms_server.contract.charting import (
    ComputeQuantity,
    EncounterState,
    MedicationLine,
    Prescription,
    PrescriptionState,
    QuantityNeeded,
    SignPrescription,
)
from omms_server.contract.faults import Unreachable
from tests.desktop.tabs.charting.records import AT, a_drug, a_quantity, an_encounter
from tests.support.fakes import FakeView, HeldTasks


def a_line(drug_id=7, units=42):
    return MedicationLine(
        id=drug_id, drug_id=drug_id, drug="阿莫西林胶囊", spec="0.25g", form="胶囊剂",
        dose=Decimal("0.5"), dose_unit="g", route="PO", frequency="TID", timing="PC", days=7,
        units=units, unit="粒", price=Decimal("0.525"), amount=2205, remark="", text="阿莫西林胶囊",
    )  # fmt: skip


def a_prescription(number=1, state=PrescriptionState.REJECTED, **changes):
    given = {
        "id": number, "number": f"R{number}", "kind": "GEN", "state": state, "paid": False,
        "doctor": "林静", "signed_at": AT, "valid_until": AT, "lines": (a_line(7), a_line(8)),
        "amount": 4410, "overrides": (), "review_remark": "剂量请核对", "replaces": None,
        "version": 2,
    }  # fmt: skip
    return Prescription(**{**given, **changes})


class Desk:
    def __init__(self, *prescriptions):
        self.view, self.tasks = FakeView(), HeldTasks()
        visit = an_encounter(state=EncounterState.SIGNED, prescriptions=prescriptions)
        self.draft = VisitDraft(visit)
        current = lambda: self.draft  # noqa: E731
        self.rx = Prescribing(self.view, self.tasks, self.view, current, self.draft.take)
        self.correcting = Correcting(self.rx, self.tasks, self.view, current, self.draft.take)

    def copies(self, drug_id, quantity=None):
        """The catalogue knows the drug, and the line comes to something."""
        self.tasks.last.answer((a_drug(99), a_drug(drug_id)))
        self.tasks.last.answer(quantity or a_quantity())


@pytest.fixture
def desk():
    return Desk(a_prescription())


def test_after_signing_only_a_correction_can_be_written(desk):
    assert not desk.draft.may_prescribe
    desk.rx.sign()
    desk.correcting.begin(5)
    assert not desk.tasks.sent
    desk.correcting.begin(1)
    assert desk.draft.may_prescribe


def test_the_lines_are_copied_in_their_order_and_signed_in_its_place(desk):
    desk.correcting.begin(1)
    desk.copies(7)
    desk.copies(8)
    assert [line.fields.drug_id for line in desk.draft.lines] == [7, 8]
    fields = desk.draft.lines[0].fields
    typed = (fields.dose, fields.timing, fields.days, fields.units)
    assert typed == (Decimal("0.5"), "PC", 7, None)
    desk.rx.sign()
    request = desk.tasks.last.request
    assert isinstance(request, SignPrescription)
    assert request.replaces == 1
    voided = a_prescription(state=PrescriptionState.VOIDED)
    corrected = a_prescription(2, PrescriptionState.SIGNED, replaces=1)
    visit = desk.draft.encounter.model_copy(update={"prescriptions": (voided, corrected)})
    desk.tasks.last.answer(visit)
    assert (desk.draft.correcting, desk.draft.lines) == (None, [])
    assert not desk.draft.may_prescribe


def test_a_quantity_that_was_typed_is_typed_again(desk):
    desk.correcting.begin(1)
    desk.tasks.last.answer((a_drug(7),))
    desk.tasks.last.fail(QuantityNeeded(drug="阿莫西林胶囊"))
    assert desk.tasks.last.request.line.units == 42
    desk.tasks.last.answer(a_quantity())
    assert desk.draft.lines[0].fields.units == 42


def test_a_drug_no_longer_in_use_is_left_out(desk):
    desk.correcting.begin(1)
    desk.tasks.last.answer(())
    desk.copies(8)
    assert [line.fields.drug_id for line in desk.draft.lines] == [8]


def test_what_is_written_already_stays_and_nothing_is_copied(desk):
    desk.draft.lines.append("a line")
    desk.correcting.begin(1)
    assert desk.tasks.sent == []
    assert desk.draft.corrected == a_prescription()


def test_giving_up_drops_the_lines_and_those_still_on_their_way(desk):
    desk.correcting.begin(1)
    desk.copies(7)
    desk.tasks.last.answer((a_drug(8),))
    desk.correcting.give_up()
    desk.tasks.last.answer(a_quantity())
    assert (desk.draft.lines, desk.draft.may_prescribe) == ([], False)


def test_a_server_that_is_away_is_told_and_the_copy_ends(desk):
    desk.correcting.begin(1)
    desk.tasks.last.fail(Unreachable(reason="connecting"))
    assert len(desk.view.faults) == 1
    assert len(desk.tasks.of(FindDrugs)) == 1
    assert not desk.tasks.of(ComputeQuantity)


def test_a_paid_one_that_is_corrected_is_not_to_be_done_any_more():
    paid = a_prescription(paid=True)
    desk = Desk(paid, a_prescription(2, PrescriptionState.SIGNED, replaces=1))
    assert desk.draft.rejected == ()
    desk.correcting.begin(1)
    assert not desk.draft.may_prescribe
