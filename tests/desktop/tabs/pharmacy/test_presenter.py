"""Decisions at the pharmacy's counter, on fakes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from omms_desktop.tabs.pharmacy.presenter import CounterPresenter, Step, next_step
from omms_server.contract.charting import MedicationLine, Prescription
from omms_server.contract.charting import PrescriptionState as State
from omms_server.contract.documents import Paper, PaperKind, PrintPaper
from omms_server.contract.events import Topic
from omms_server.contract.faults import Stale, Unreachable
from omms_server.contract.patients import AllergyState, Banner
from omms_server.contract.pharmacy import (
    Dispense,
    DispensingRow,
    DispensingSheet,
    ListDispensing,
    LoadDispensing,
    NotPaid,
    ReviewPrescription,
)
from omms_server.contract.types import Sex
from tests.support.fakes import FakeChanges, FakePapers, FakeView, HeldTasks, asking

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LINE = MedicationLine(
    id=1, drug_id=1, drug="对乙酰氨基酚片", spec="0.5g", form="片剂", dose=Decimal("0.5"),
    dose_unit="g", route="口服", frequency="每日3次", timing="", days=3, units=9, unit="片",
    price=Decimal("0.525"), amount=473, remark="", text="对乙酰氨基酚片 0.5 g",
)  # fmt: skip
BANNER = Banner(
    patient_id=7, number="00000007", name="李秀英", sex=Sex.FEMALE, born_on=date(1980, 8, 12),
    identity_verified=True, phone_tail="4471", allergy_state=AllergyState.NONE_KNOWN, allergies=(),
)  # fmt: skip


def a_sheet(state=State.SIGNED, paid=False, number=1, short=(), version=1):
    prescription = Prescription(
        id=number, number=f"R{number}", kind="GEN", state=state, paid=paid, doctor="林大夫",
        signed_at=AT, valid_until=AT, lines=(LINE,), amount=473, overrides=(), review_remark="",
        replaces=None, version=version,
    )  # fmt: skip
    return DispensingSheet(
        prescription=prescription, banner=BANNER, department="内科", diagnoses=("感冒",),
        picks=(), short=short,
    )  # fmt: skip


def a_row(number=1):
    return DispensingRow(
        prescription_id=number, number=f"R{number}", patient="李秀英", department="内科",
        doctor="林大夫", signed_at=AT, state=State.SIGNED, paid=False, lines=1,
        has_overrides=False,
    )  # fmt: skip


class Counter:
    def __init__(self, sheet=None):
        self.view, self.tasks = FakeView(), HeldTasks()
        self.papers, self.changes = FakePapers(), FakeChanges()
        self.presenter = CounterPresenter(
            self.view, asking(self.tasks), self.view, self.papers, self.changes
        )
        if sheet:
            self.presenter.open(sheet.prescription.id)
            self.tasks.last.answer(sheet)

    def called(self, name):
        return [values for called, values in self.view.calls if called == name]


@pytest.mark.parametrize(
    ("sheet", "step"),
    [
        (None, Step.NOTHING),
        (a_sheet(), Step.REVIEW),
        (a_sheet(paid=True), Step.REVIEW),
        (a_sheet(State.APPROVED), Step.PAYMENT),
        (a_sheet(State.APPROVED, paid=True), Step.DISPENSE),
        (a_sheet(State.APPROVED, paid=True, short=("对乙酰氨基酚片",)), Step.STOCK),
        (a_sheet(State.DISPENSED, paid=True), Step.LABELS),
        (a_sheet(State.REJECTED), Step.NOTHING),
        (a_sheet(State.VOIDED), Step.NOTHING),
    ],
)
def test_the_next_step_follows_from_state_payment_and_stock(sheet, step):
    assert next_step(sheet) is step


def test_one_key_approves_and_the_same_key_dispenses():
    counter = Counter(a_sheet(paid=True))
    counter.presenter.go_on()
    expected = ReviewPrescription(prescription_id=1, version=1, approve=True)
    assert counter.tasks.last.request == expected
    counter.tasks.last.answer(a_sheet(State.APPROVED, paid=True, version=2))
    counter.presenter.go_on()
    assert counter.tasks.last.request == Dispense(prescription_id=1, version=2)
    counter.tasks.last.answer(a_sheet(State.DISPENSED, paid=True, version=3))
    assert counter.view.seen["sheet"][1] is Step.LABELS


def test_a_held_key_does_not_approve_and_dispense_at_once():
    counter = Counter(a_sheet(paid=True))
    counter.presenter.go_on()
    counter.presenter.go_on()
    assert len(counter.tasks.of(ReviewPrescription)) == 1
    assert counter.tasks.of(Dispense) == []


def test_what_is_not_paid_is_not_sent_for_dispensing():
    counter = Counter(a_sheet(State.APPROVED))
    counter.presenter.go_on()
    assert counter.tasks.of(Dispense) == []


def test_a_rejection_without_a_reason_is_asked_for_one():
    counter = Counter(a_sheet())
    counter.presenter.reject("  ")
    assert counter.called("show_remark_needed") == [()]
    assert counter.tasks.of(ReviewPrescription) == []


def test_a_rejection_goes_to_the_doctor_with_its_reason():
    counter = Counter(a_sheet())
    counter.presenter.reject("剂量偏大")
    sent = counter.tasks.last.request
    assert (sent.approve, sent.remark) == (False, "剂量偏大")
    rejected = a_sheet(State.REJECTED, version=2)
    counter.tasks.last.answer(rejected)
    assert counter.called("show_rejected") == [(rejected,)]


@pytest.mark.parametrize("fault", [Stale(by="x", at="", mine=1, current=2), NotPaid(due=473)])
def test_a_refusal_because_of_others_looks_again(fault):
    counter = Counter(a_sheet(State.APPROVED, paid=True))
    counter.presenter.go_on()
    counter.tasks.last.fail(fault)
    assert counter.view.faults == [fault]
    assert counter.tasks.last.request == LoadDispensing(prescription_id=1)


def test_a_server_that_is_away_can_be_asked_again():
    counter = Counter(a_sheet(State.APPROVED, paid=True))
    counter.presenter.go_on()
    counter.tasks.last.fail(Unreachable())
    counter.presenter.go_on()
    assert len(counter.tasks.of(Dispense)) == 2


def test_a_payment_elsewhere_opens_the_way_to_dispensing():
    counter = Counter(a_sheet(State.APPROVED))
    counter.changes.happen(Topic.BILLS, 55)
    counter.tasks.last.answer(a_sheet(State.APPROVED, paid=True))
    assert counter.view.seen["sheet"][1] is Step.DISPENSE
    assert counter.called("show_changed") == []


def test_a_prescription_voided_elsewhere_is_told():
    counter = Counter(a_sheet())
    counter.changes.happen(Topic.PRESCRIPTIONS, 1)
    voided = a_sheet(State.VOIDED, version=2)
    counter.tasks.last.answer(voided)
    assert counter.called("show_changed") == [(voided,)]


def test_news_of_others_reload_the_list_alone():
    counter = Counter(a_sheet())
    counter.changes.happen(Topic.PRESCRIPTIONS, 99)
    assert isinstance(counter.tasks.last.request, ListDispensing)


def test_what_is_dispensed_is_not_opened_again_by_news():
    counter = Counter(a_sheet(State.DISPENSED, paid=True))
    counter.changes.happen(Topic.BILLS)
    assert len(counter.tasks.of(LoadDispensing)) == 1


def test_news_during_a_request_are_looked_at_after_it():
    counter = Counter(a_sheet())
    counter.presenter.go_on()
    asked = counter.tasks.last
    counter.changes.happen(Topic.PRESCRIPTIONS, 1)
    assert len(counter.tasks.of(LoadDispensing)) == 1
    asked.answer(a_sheet(State.APPROVED, version=2))
    assert len(counter.tasks.of(LoadDispensing)) == 2


def test_a_scanned_number_opens_the_only_prescription():
    counter = Counter()
    counter.presenter.search("R1", entered=True)
    counter.tasks.last.answer((a_row(1),))
    assert counter.tasks.last.request == LoadDispensing(prescription_id=1)


@pytest.mark.parametrize("preview", [False, True])
def test_labels_are_printed_or_looked_at_after_dispensing(preview):
    counter = Counter(a_sheet(State.DISPENSED, paid=True))
    counter.presenter.print_labels(preview=preview)
    assert counter.tasks.last.request == PrintPaper(kind=PaperKind.DRUG_LABEL, subject_id=1)
    paper = Paper(kind=PaperKind.DRUG_LABEL, title="药签", number="R1", copy_no=0, pdf="")
    counter.tasks.last.answer(paper)
    assert counter.papers.previewed == ([paper] if preview else [])
    assert counter.papers.printed == ([] if preview else [paper])


def test_there_are_no_labels_before_dispensing():
    counter = Counter(a_sheet())
    counter.presenter.print_labels()
    assert counter.tasks.of(PrintPaper) == []


def test_a_reload_asked_for_before_a_dispensing_was_answered_does_not_take_it_back():
    counter = Counter(a_sheet(State.APPROVED, paid=True))
    counter.changes.happen(Topic.PRESCRIPTIONS, 1)
    overtaken = counter.tasks.of(LoadDispensing)[-1]
    counter.presenter.go_on()
    counter.tasks.of(Dispense)[0].answer(a_sheet(State.DISPENSED, paid=True, version=2))
    overtaken.answer(a_sheet(State.APPROVED, paid=True))
    assert next_step(counter.presenter.sheet) is Step.LABELS


def test_a_list_asked_for_before_a_dispensing_was_answered_is_not_shown():
    counter = Counter(a_sheet(State.APPROVED, paid=True))
    counter.presenter.load()
    overtaken = counter.tasks.last
    counter.presenter.go_on()
    counter.tasks.of(Dispense)[0].answer(a_sheet(State.DISPENSED, paid=True, version=2))
    counter.tasks.of(ListDispensing)[-1].answer(())
    overtaken.answer((a_row(),))
    assert counter.view.seen["rows"][0] == ()
