"""Payments through a gateway: frozen bill, notices, queries, late money, unknown outcomes."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from omms_server.contract.billing import (
    Bill,
    BillChanged,
    BillSettled,
    BillState,
    GatewayOff,
    GatewayTender,
    GiveUpGatewayPayment,
    LoadBill,
    PayCash,
    PaymentPending,
    PaymentState,
    StartGatewayPayment,
    Tender,
)
from omms_server.contract.faults import NotAllowed
from omms_server.domains.billing.gateway_tasks import GatewayTasks
from omms_server.models.billing import LedgerEntry
from omms_server.models.system import AuditEntry
from omms_server.payments.gateway import GatewayRefused, GatewayUnknown, OrderStatus, RefundStatus
from tests.server.domains.billing.conftest import Owing
from tests.server.domains.billing.test_cash import appointment_of, charge_more, ledger
from tests.support.clinic import Clinic
from tests.support.gateways import (
    FakeGateway,
    clinic_with,
    notify,
    open_tasks,
    payments_of,
    run_tasks,
)


@pytest.fixture
def wechat() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
def clinic(working_clinic: Clinic, wechat: FakeGateway) -> Clinic:
    """A clinic that takes WeChat Pay."""
    return clinic_with(working_clinic, {"wechat": wechat})


def start(clinic: Clinic, bill: Bill) -> Bill:
    return clinic.bo.send(
        StartGatewayPayment(bill_id=bill.id, version=bill.version, tender=GatewayTender.WECHAT)
    )


def shown(clinic: Clinic, bill: Bill) -> Bill:
    return clinic.bo.send(LoadBill(bill_id=bill.id))


@pytest.fixture
def waiting(clinic: Clinic, owing: Owing) -> Bill:
    """A bill whose code is shown to the patient."""
    bill = start(clinic, owing())
    run_tasks(clinic)
    return shown(clinic, bill)


def order_of(bill: Bill) -> str:
    assert bill.payment is not None
    return bill.payment.order_no


def test_a_start_freezes_the_bill_and_asks_the_gateway_afterwards(
    clinic: Clinic, owing: Owing, wechat: FakeGateway
) -> None:
    bill = start(clinic, owing())
    assert bill.payment is not None
    assert (bill.payment.state, bill.payment.code_url) == (PaymentState.STARTING, "")
    assert wechat.calls == []
    with pytest.raises(PaymentPending) as refused:
        clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=5000))
    assert refused.value.params == {"order": order_of(bill)}
    with pytest.raises(PaymentPending):
        start(clinic, bill)
    run_tasks(clinic)
    now = shown(clinic, bill)
    assert now.payment is not None
    assert (now.payment.state, now.payment.tender) == (PaymentState.WAITING, Tender.WECHAT)
    assert now.payment.code_url == f"fake://pay/{order_of(bill)}"
    assert now.payment.simulated
    (order,) = wechat.opened
    assert (order.order_no, order.amount_fen) == (order_of(bill), 1100)


def test_charges_added_meanwhile_go_to_a_new_bill(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    appointment = appointment_of(clinic, waiting.id)
    second = charge_more(clinic, appointment, waiting.patient_id, 1)
    assert second != waiting.id
    notify(clinic, order_of(waiting), 1100)
    assert shown(clinic, waiting).state is BillState.PAID
    assert clinic.bo.send(LoadBill(bill_id=second)).state is BillState.OPEN


def test_a_notice_settles_the_bill_and_a_repeat_changes_nothing(
    clinic: Clinic, waiting: Bill
) -> None:
    reply = notify(clinic, order_of(waiting), 1100)
    assert (reply.status, reply.body) == (200, "OK")
    paid = shown(clinic, waiting)
    assert (paid.state, paid.receipt_no) == (BillState.PAID, "202600000001")
    assert paid.payment is not None
    assert paid.payment.state is PaymentState.SUCCEEDED
    before = ledger(clinic)
    assert before == {"receivable": 0, "income": -1100, "wechat": 1100}
    assert notify(clinic, order_of(waiting), 1100).status == 200
    assert shown(clinic, waiting) == paid
    assert ledger(clinic) == before
    clinic.clock.forward(seconds=1)
    run_tasks(clinic)
    assert open_tasks(clinic) == []


def test_a_wrong_amount_books_nothing_and_is_asked_for_again(clinic: Clinic, waiting: Bill) -> None:
    before = ledger(clinic)
    assert notify(clinic, order_of(waiting), 1099).status == 500
    assert notify(clinic, order_of(waiting), 110_000).status == 500
    assert shown(clinic, waiting) == waiting
    assert ledger(clinic) == before


@pytest.mark.parametrize("told", [{"signature": "forged"}, {"succeeded": False}])
def test_a_notice_that_is_no_payment_changes_nothing(
    clinic: Clinic, waiting: Bill, told: dict[str, object]
) -> None:
    reply = notify(clinic, order_of(waiting), 1100, **told)
    assert reply.status == (500 if "signature" in told else 200)
    assert shown(clinic, waiting) == waiting


def test_a_forged_notice_stands_on_the_trail(clinic: Clinic, waiting: Bill) -> None:
    notify(clinic, order_of(waiting), 1100, signature="forged")
    wanted = select(AuditEntry.subject).where(AuditEntry.action == "billing.payment_notice")
    found = clinic.app.house.database.read(lambda session: list(session.scalars(wanted)))
    assert found == ["notice:wechat"]


def test_a_notice_of_an_order_that_is_not_ours_is_not_booked(clinic: Clinic, waiting: Bill) -> None:
    assert notify(clinic, "P12345678", 1100).status == 500
    assert shown(clinic, waiting) == waiting


def test_only_the_sidecar_hands_in_notices(clinic: Clinic, waiting: Bill) -> None:
    clinic._people["sidecar"] = clinic.bo
    with pytest.raises(NotAllowed):
        notify(clinic, order_of(waiting), 1100)


def test_a_query_settles_when_the_notice_is_lost(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    """DOMAIN FIN-R3."""
    assert open_tasks(clinic) == [("watch_order", "NotYet")]
    wechat.pay(order_of(waiting), 1100)
    clinic.clock.forward(seconds=1)
    run_tasks(clinic)
    assert shown(clinic, waiting).state is BillState.PAID
    assert open_tasks(clinic) == []
    assert notify(clinic, order_of(waiting), 1100).status == 200
    assert ledger(clinic)["wechat"] == 1100


def test_giving_up_frees_the_bill_and_closes_the_order(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    freed = clinic.bo.send(GiveUpGatewayPayment(bill_id=waiting.id))
    assert freed.payment is None
    run_tasks(clinic)
    assert wechat.orders[order_of(waiting)].status is OrderStatus.CLOSED
    paid = clinic.bo.send(PayCash(bill_id=freed.id, version=freed.version, received=1100))
    assert paid.payment is not None
    assert paid.payment.tender is Tender.CASH
    clinic.clock.forward(seconds=1)
    run_tasks(clinic)
    assert open_tasks(clinic) == []


def test_money_that_comes_late_goes_back_by_itself(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    freed = clinic.bo.send(GiveUpGatewayPayment(bill_id=waiting.id))
    clinic.bo.send(PayCash(bill_id=freed.id, version=freed.version, received=1100))
    wechat.pay(order_of(waiting), 1100)
    assert notify(clinic, order_of(waiting), 1100).status == 200
    assert ledger(clinic)["late_money"] == -1100
    clinic.clock.forward(seconds=1)
    run_tasks(clinic)
    (late, cash) = payments_of(clinic, waiting.id)
    assert (late.state, cash.state) == ("refunded", "succeeded")
    (refund,) = wechat.refunds.values()
    assert (refund.order_no, refund.amount_fen) == (order_of(waiting), 1100)
    assert ledger(clinic) == {
        "receivable": 0, "income": -1100, "cash": 1100, "wechat": 0, "late_money": 0,
    }  # fmt: skip
    notify(clinic, order_of(waiting), 1100)
    run_tasks(clinic)
    assert len(wechat.refunds) == 1


def test_closing_finds_that_the_patient_was_quicker(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    """The notice is lost, the order cannot be closed: the query tells, and the money goes back."""
    wechat.pay(order_of(waiting), 1100)
    clinic.bo.send(GiveUpGatewayPayment(bill_id=waiting.id))
    run_tasks(clinic)
    (late,) = payments_of(clinic, waiting.id)
    assert late.state == "refunded"
    assert shown(clinic, waiting).state is BillState.OPEN


def test_a_refund_under_way_is_asked_about_until_it_is_done(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    wechat.refund_status = RefundStatus.PROCESSING
    clinic.bo.send(GiveUpGatewayPayment(bill_id=waiting.id))
    notify(clinic, order_of(waiting), 1100)
    run_tasks(clinic)
    assert ("refund_order", "NotYet") in open_tasks(clinic)
    wechat.refund_status = RefundStatus.SUCCEEDED
    clinic.clock.forward(seconds=5)
    run_tasks(clinic)
    assert payments_of(clinic, waiting.id)[0].state == "refunded"
    assert len(wechat.refunds) == 1


def test_a_refusing_gateway_frees_the_bill(
    clinic: Clinic, owing: Owing, wechat: FakeGateway
) -> None:
    wechat.fail = [GatewayRefused("NOAUTH")]
    bill = start(clinic, owing())
    run_tasks(clinic)
    freed = shown(clinic, bill)
    assert freed.payment is None
    assert payments_of(clinic, bill.id)[0].state == "closed"
    again = start(clinic, freed)
    assert order_of(again) != order_of(bill)


def test_an_unknown_outcome_is_tried_again_under_the_same_number(
    clinic: Clinic, owing: Owing, wechat: FakeGateway
) -> None:
    wechat.fail = [GatewayUnknown("time_out"), GatewayUnknown("connection")]
    bill = start(clinic, owing())
    run_tasks(clinic)
    assert open_tasks(clinic) == [("open_order", "GatewayUnknown")]
    frozen = shown(clinic, bill)
    assert frozen.payment is not None
    assert frozen.payment.state is PaymentState.STARTING
    for seconds in (1, 2):
        clinic.clock.forward(seconds=seconds)
        run_tasks(clinic)
    assert set(wechat.calls[:3]) == {f"open {order_of(bill)}"}
    now = shown(clinic, bill)
    assert now.payment is not None
    assert now.payment.state is PaymentState.WAITING


def test_an_unknown_query_decides_nothing(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    wechat.fail = [GatewayUnknown("bad_answer")]
    clinic.clock.forward(seconds=1)
    run_tasks(clinic)
    assert shown(clinic, waiting) == waiting
    assert open_tasks(clinic) == [("watch_order", "GatewayUnknown")]


def test_after_its_time_an_order_is_closed_and_the_bill_free(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    clinic.clock.forward(minutes=15, seconds=1)
    run_tasks(clinic)
    assert shown(clinic, waiting).payment is None
    assert wechat.orders[order_of(waiting)].status is OrderStatus.CLOSED
    assert open_tasks(clinic) == []


def test_an_order_the_gateway_closed_frees_the_bill(
    clinic: Clinic, waiting: Bill, wechat: FakeGateway
) -> None:
    wechat.close(order_of(waiting))
    clinic.clock.forward(seconds=1)
    run_tasks(clinic)
    assert shown(clinic, waiting).payment is None


def test_giving_up_before_the_code_came_opens_no_order(
    clinic: Clinic, owing: Owing, wechat: FakeGateway
) -> None:
    bill = start(clinic, owing())
    clinic.bo.send(GiveUpGatewayPayment(bill_id=bill.id))
    run_tasks(clinic)
    assert wechat.opened == []
    assert open_tasks(clinic) == []


def test_giving_up_twice_or_after_the_payment(clinic: Clinic, waiting: Bill) -> None:
    clinic.bo.send(GiveUpGatewayPayment(bill_id=waiting.id))
    freed = clinic.bo.send(GiveUpGatewayPayment(bill_id=waiting.id))
    clinic.bo.send(PayCash(bill_id=waiting.id, version=freed.version, received=1100))
    with pytest.raises(BillSettled) as refused:
        clinic.bo.send(GiveUpGatewayPayment(bill_id=waiting.id))
    assert refused.value.params == {"user": "薄会计"}


def test_every_task_may_run_twice(clinic: Clinic, waiting: Bill, wechat: FakeGateway) -> None:
    assert waiting.payment is not None
    handlers = GatewayTasks(clinic.app.house, lambda: None).handlers()
    wechat.pay(order_of(waiting), 1100)
    for kind in ("open_order", "watch_order", "watch_order", "open_order", "refund_order"):
        handlers[kind](waiting.payment.id)
    handlers["close_order"](waiting.payment.id)
    count = select(func.count()).select_from(LedgerEntry)
    entries = clinic.app.house.database.read(lambda session: session.scalar(count))
    assert entries == 4
    assert len(wechat.opened) == 1
    assert wechat.refunds == {}


def test_what_is_not_set_up_is_told(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    with pytest.raises(GatewayOff):
        clinic.bo.send(
            StartGatewayPayment(bill_id=bill.id, version=bill.version, tender=GatewayTender.ALIPAY)
        )


def test_a_bill_that_grew_is_not_started(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    charge_more(clinic, appointment_of(clinic, bill.id), bill.patient_id, 1)
    with pytest.raises(BillChanged):
        start(clinic, bill)
    assert payments_of(clinic, bill.id) == []
