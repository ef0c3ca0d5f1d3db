"""Decisions at the cashier's, on fakes."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from omms_desktop.tabs.cashier.presenter import CashierPresenter, Event, what_happened
from omms_server.contract.billing import (
    Bill,
    BillChanged,
    BillRow,
    BillSettled,
    BillState,
    Charge,
    GatewayOff,
    GatewayTender,
    GiveUpGatewayPayment,
    ListBills,
    LoadBill,
    PayCash,
    Payment,
    PaymentState,
    StartGatewayPayment,
    Tender,
)
from omms_server.contract.documents import Paper, PaperKind, PrintPaper
from omms_server.contract.events import Topic
from omms_server.contract.faults import Unreachable
from tests.support.fakes import FakeChanges, FakePapers, FakeView, HeldTasks, asking

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LINE = Charge(
    id=1, item_code="R01", name="挂号费", category="01", quantity=1, unit="次",
    price=Decimal("15.73"), amount=1573,
)  # fmt: skip


def a_payment(tender=Tender.CASH, state=PaymentState.SUCCEEDED, **changes):
    given = {
        "id": 9, "tender": tender, "state": state, "amount": 1573, "received": 0, "change": 0,
        "order_no": "P9", "code_url": "", "simulated": True,
    }  # fmt: skip
    return Payment(**{**given, **changes})


def a_bill(number=1, **changes):
    given = {
        "id": number, "number": f"B{number}", "patient_id": 7, "patient": "李秀英",
        "patient_number": "00000007", "department": "内科", "doctor": "林大夫",
        "state": BillState.OPEN, "opened_at": AT, "paid_at": None, "charges": (LINE,),
        "total": 1573, "payment": None, "receipt_no": "", "version": 3,
    }  # fmt: skip
    return Bill(**{**given, **changes})


def a_row(number=1):
    return BillRow(
        id=number, number=f"B{number}", patient="李秀英", patient_number="00000007",
        department="内科", state=BillState.OPEN, total=1573, opened_at=AT, receipt_no="",
    )  # fmt: skip


PAID = a_bill(state=BillState.PAID, payment=a_payment(received=2000, change=427), receipt_no="R1")
STARTING = a_bill(payment=a_payment(Tender.WECHAT, PaymentState.STARTING))
WAITING = a_bill(payment=a_payment(Tender.WECHAT, PaymentState.WAITING, code_url="weixin://x"))


class Desk:
    def __init__(self, bill=None):
        self.view, self.tasks = FakeView(), HeldTasks()
        self.papers, self.changes = FakePapers(), FakeChanges()
        self.presenter = CashierPresenter(
            self.view, asking(self.tasks), self.view, self.papers, self.changes
        )
        if bill:
            self.presenter.open(bill.id)
            self.tasks.last.answer(bill)

    def called(self, name):
        return [values for called, values in self.view.calls if called == name]


def test_a_scanned_number_opens_the_only_bill_and_leads_to_the_money():
    desk = Desk()
    desk.presenter.search("00000007", entered=True)
    desk.tasks.last.answer((a_row(4),))
    assert desk.tasks.last.request == LoadBill(bill_id=4)
    desk.tasks.last.answer(a_bill(4))
    assert desk.called("focus_work") == [()]


def test_several_bills_lead_into_the_list_and_open_none():
    desk = Desk()
    desk.presenter.search("lxy", entered=True)
    desk.tasks.last.answer((a_row(1), a_row(2)))
    assert desk.called("focus_list") == [()]
    assert desk.tasks.of(LoadBill) == []


def test_typing_alone_opens_nothing():
    desk = Desk()
    desk.presenter.search("lxy")
    desk.tasks.last.answer((a_row(1),))
    assert desk.tasks.of(LoadBill) == []


def test_an_older_list_that_answers_late_is_dropped():
    desk = Desk()
    desk.presenter.search("l")
    desk.presenter.search("lx")
    desk.tasks.sent[1].answer((a_row(2),))
    desk.tasks.sent[0].answer((a_row(1), a_row(2)))
    assert desk.view.seen["rows"][0] == (a_row(2),)


def test_cash_is_taken_for_the_bill_as_it_was_shown():
    desk = Desk(a_bill())
    desk.presenter.pay_cash(10_000)
    assert desk.tasks.last.request == PayCash(bill_id=1, version=3, received=10_000)
    desk.tasks.last.answer(PAID)
    assert desk.view.seen["bill"] == PAID
    assert desk.called("forget_amount")
    assert desk.called("focus_work")[-1] == ()


def test_the_exact_amount_needs_no_typing():
    desk = Desk(a_bill())
    desk.presenter.pay_exactly()
    assert desk.tasks.last.request == PayCash(bill_id=1, version=3, received=1573)


def test_enter_on_an_empty_amount_asks_for_it_and_settles_nothing():
    desk = Desk(a_bill())
    desk.presenter.pay_cash(None)
    assert desk.called("show_amount_needed") == [()]
    assert desk.tasks.of(PayCash) == []


def test_too_little_money_is_told_beside_the_field_and_not_sent():
    desk = Desk(a_bill())
    desk.presenter.pay_cash(1500)
    assert desk.tasks.of(PayCash) == []
    assert desk.view.seen["shortage"].params == {"due": "15.73", "paid": "15.00", "gap": "0.73"}


def test_a_second_press_while_money_is_under_way_pays_once():
    desk = Desk(a_bill())
    desk.presenter.pay_exactly()
    desk.presenter.pay_exactly()
    desk.presenter.pay_by(GatewayTender.ALIPAY)
    desk.presenter.open(2)
    assert len(desk.tasks.of(PayCash)) == 1
    assert desk.tasks.of(StartGatewayPayment) == []
    assert len(desk.tasks.of(LoadBill)) == 1


@pytest.mark.parametrize("fault", [BillChanged(total="20.00"), BillSettled(user="薄会计")])
def test_a_bill_that_moved_on_is_loaded_again_and_the_typed_amount_stays(fault):
    desk = Desk(a_bill())
    desk.presenter.pay_cash(10_000)
    desk.tasks.of(PayCash)[0].fail(fault)
    assert desk.view.faults == [fault]
    assert desk.tasks.last.request == LoadBill(bill_id=1)
    desk.tasks.last.answer(a_bill(total=2000, version=4))
    assert desk.called("forget_amount") == []
    assert desk.called("show_event") == []


def test_what_is_typed_for_one_bill_is_not_taken_for_another():
    desk = Desk(a_bill())
    desk.presenter.open(2)
    assert desk.called("forget_amount") == [()]


def test_a_payment_by_code_shows_its_code_and_then_its_success():
    desk = Desk(a_bill())
    desk.presenter.pay_by(GatewayTender.WECHAT)
    desk.tasks.last.answer(STARTING)
    desk.changes.happen(Topic.BILLS, 1)
    desk.tasks.last.answer(WAITING)
    assert desk.view.seen["bill"].payment.code_url == "weixin://x"
    desk.changes.happen(Topic.BILLS, 1)
    before = len(desk.called("focus_work"))
    desk.tasks.last.answer(PAID)
    assert len(desk.called("focus_work")) == before + 1
    assert desk.called("show_event") == []


def test_a_code_that_came_before_the_answer_is_not_missed():
    desk = Desk(a_bill())
    desk.presenter.pay_by(GatewayTender.WECHAT)
    asked = desk.tasks.last
    desk.changes.happen(Topic.BILLS, 1)
    asked.answer(STARTING)
    assert desk.tasks.last.request == LoadBill(bill_id=1)


def test_a_waiting_payment_is_not_paid_in_cash_but_can_be_given_up():
    desk = Desk(WAITING)
    desk.presenter.pay_exactly()
    assert desk.tasks.of(PayCash) == []
    desk.presenter.give_up()
    assert desk.tasks.last.request == GiveUpGatewayPayment(bill_id=1)
    desk.tasks.last.answer(a_bill())
    desk.presenter.pay_exactly()
    assert len(desk.tasks.of(PayCash)) == 1


def test_a_tender_that_is_not_set_up_is_told_and_the_bill_stays():
    desk = Desk(a_bill())
    desk.presenter.pay_by(GatewayTender.ALIPAY)
    desk.tasks.last.fail(GatewayOff())
    assert [fault.code for fault in desk.view.faults] == [GatewayOff.code]
    desk.presenter.pay_exactly()
    assert len(desk.tasks.of(PayCash)) == 1


def test_a_server_that_is_away_leaves_everything_as_it_is():
    desk = Desk(a_bill())
    desk.presenter.pay_cash(10_000)
    desk.tasks.last.fail(Unreachable())
    assert desk.presenter.bill == a_bill()
    assert desk.called("forget_amount") == []


@pytest.mark.parametrize(
    ("before", "now", "event"),
    [
        (None, a_bill(), None),
        (a_bill(2), a_bill(1, total=1), None),
        (a_bill(), a_bill(), None),
        (a_bill(), a_bill(total=2000), Event.CHARGES_CHANGED),
        (a_bill(), PAID, Event.SETTLED),
        (WAITING, PAID, None),
        (WAITING, a_bill(), Event.PAYMENT_CLOSED),
        (PAID, PAID, None),
    ],
)
def test_what_became_of_a_bill_between_two_looks(before, now, event):
    assert what_happened(before, now) is event


def test_news_reload_the_list_and_the_open_bill_they_concern():
    desk = Desk(a_bill())
    desk.changes.happen(Topic.BILLS, 99)
    assert isinstance(desk.tasks.last.request, ListBills)
    desk.changes.happen(Topic.BILLS, 1)
    assert desk.tasks.last.request == LoadBill(bill_id=1)
    desk.tasks.last.answer(a_bill(total=2000))
    assert desk.called("show_event") == [(Event.CHARGES_CHANGED, a_bill(total=2000))]


def test_a_paid_bill_is_not_opened_again_by_news():
    desk = Desk(PAID)
    desk.changes.happen(Topic.BILLS, 1)
    assert len(desk.tasks.of(LoadBill)) == 1


@pytest.mark.parametrize("preview", [False, True])
def test_the_receipt_of_a_paid_bill_is_printed_or_looked_at(preview):
    desk = Desk(PAID)
    desk.presenter.print_receipt(preview=preview)
    asked = PrintPaper(kind=PaperKind.RECEIPT, subject_id=1)
    assert desk.tasks.last.request == asked
    paper = Paper(kind=PaperKind.RECEIPT, title="收据", number="R1", copy_no=0, pdf="")
    desk.tasks.last.answer(paper)
    assert (desk.papers.previewed, desk.papers.printed) == (
        ([paper], []) if preview else ([], [paper])
    )
    assert bool(desk.called("focus_search")) is not preview


def test_an_unpaid_bill_has_no_receipt():
    desk = Desk(a_bill())
    desk.presenter.print_receipt()
    assert desk.tasks.of(PrintPaper) == []


def test_a_bill_asked_for_before_the_payment_was_answered_does_not_take_it_back():
    desk = Desk(a_bill())
    desk.changes.happen(Topic.BILLS, 1)
    overtaken = desk.tasks.of(LoadBill)[-1]
    desk.presenter.pay_exactly()
    desk.tasks.of(PayCash)[0].answer(PAID)
    overtaken.answer(a_bill())
    assert desk.view.seen["bill"] == PAID
