"""What becomes of medication lines: computed, added, refused, signed; late answers are dropped."""

from decimal import Decimal

import pytest

from omms_desktop.tabs.charting.drafts import VisitDraft
from omms_desktop.tabs.charting.prescribing import Prescribing
from omms_server.contract.charting import ComputeQuantity, QuantityNeeded, SignPrescription
from omms_server.contract.faults import Refused, Unreachable
from tests.desktop.tabs.charting.records import a_drug, a_quantity, an_encounter
from tests.support.fakes import FakeView, HeldTasks

LINE = {
    "dose": Decimal("0.5"), "route": "PO", "frequency": "TID", "timing": None, "days": 7,
    "units": None,
}  # fmt: skip


@pytest.fixture
def tasks():
    return HeldTasks()


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def draft():
    return VisitDraft(an_encounter())


@pytest.fixture
def rx(view, tasks, draft):
    return Prescribing(view, tasks, view, lambda: draft, draft.take)


def take(rx, tasks, drug):
    rx.find_drugs("amxl")
    tasks.last.answer((drug,))
    rx.choose_drug(drug.id)


def add(rx, tasks, drug=None, quantity=None):
    take(rx, tasks, drug or a_drug())
    rx.line_edited(LINE)
    rx.add_line()
    tasks.last.answer(quantity or a_quantity())


def test_a_drug_comes_with_its_usual_dose_and_the_last_lines_days(rx, tasks, view, draft):
    take(rx, tasks, a_drug())
    assert draft.hand.values["dose"] == Decimal("0.5")
    assert draft.hand.values["days"] is None
    rx.line_edited(LINE)
    rx.add_line()
    tasks.last.answer(a_quantity())
    take(rx, tasks, a_drug(8))
    assert draft.hand.values["days"] == 7


def test_nothing_is_computed_until_the_line_is_whole(rx, tasks, view):
    take(rx, tasks, a_drug())
    rx.line_edited({**LINE, "dose": None})
    rx.compute()
    assert not tasks.of(ComputeQuantity)
    assert view.seen["quantity"] == (a_drug(), None)


def test_a_quantity_of_a_line_that_has_changed_is_dropped(rx, tasks, view):
    take(rx, tasks, a_drug())
    rx.line_edited(LINE)
    rx.compute()
    late = tasks.last
    rx.line_edited({**LINE, "days": 3})
    rx.compute()
    tasks.last.answer(a_quantity(18, 945))
    late.answer(a_quantity())
    assert view.seen["quantity"] == (a_drug(), a_quantity(18, 945))


def test_a_line_is_added_with_what_it_comes_to(rx, tasks, draft, view):
    add(rx, tasks)
    assert [line.quantity for line in draft.lines] == [a_quantity()]
    assert draft.amount == 2205
    assert draft.hand.drug is None


def test_units_are_asked_for_where_they_cannot_be_computed(rx, tasks, draft, view):
    take(rx, tasks, a_drug())
    rx.line_edited(LINE)
    rx.compute()
    tasks.last.fail(QuantityNeeded(drug="阿莫西林胶囊"))
    assert draft.hand.units_asked
    assert not view.faults  # while it is typed nobody is scolded
    rx.add_line()
    tasks.last.fail(QuantityNeeded(drug="阿莫西林胶囊"))
    assert not draft.lines
    assert view.faults


def test_a_line_that_lacks_something_is_shown_beside_its_field(rx, tasks, view):
    take(rx, tasks, a_drug())
    rx.line_edited({**LINE, "days": None})
    rx.add_line()
    assert "days" in view.beside[-1]


def test_refused_lines_stay_with_every_finding_from_grave_to_quiet(rx, tasks, draft, view):
    add(rx, tasks)
    rx.sign()
    told = [{"code": "RX-14", "level": "REASON"}, {"code": "RX-08", "level": "BLOCK"}]
    tasks.last.fail(Refused(findings=told))
    assert [one["code"] for one in draft.findings] == ["RX-08", "RX-14"]
    assert len(draft.lines) == 1
    assert not view.faults
    rx.remove_line(0)
    assert draft.findings == ()


def test_lines_stay_when_the_server_is_away_and_are_signed_once(rx, tasks, draft, view):
    add(rx, tasks)
    rx.sign()
    rx.sign()
    assert len(tasks.of(SignPrescription)) == 1
    tasks.last.fail(Unreachable(reason="connecting"))
    assert len(draft.lines) == 1
    rx.sign()
    assert len(tasks.of(SignPrescription)) == 2


def test_a_line_can_be_taken_back_into_the_editor(rx, tasks, draft):
    add(rx, tasks)
    rx.edit_line(0)
    assert not draft.lines
    assert draft.hand.values["days"] == 7
    assert draft.hand.drug == a_drug()


def test_the_line_in_hand_is_added_before_anything_is_signed(rx, tasks, draft):
    take(rx, tasks, a_drug())
    rx.line_edited(LINE)
    rx.sign()
    assert not tasks.of(SignPrescription)
    tasks.last.answer(a_quantity())
    assert len(draft.lines) == 1
