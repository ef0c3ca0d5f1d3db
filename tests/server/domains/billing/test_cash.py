"""Paying in cash: change, receipts, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from omms_server.contract.billing import (
    BillChanged,
    BillSettled,
    BillState,
    ListBills,
    LoadBill,
    NoPrice,
    NotEnoughMoney,
    NothingDue,
    PayCash,
)
from omms_server.contract.faults import NotAllowed, NotFound
from omms_server.contract.scheduling import BookAppointment, CancelAppointment, CheckIn
from omms_server.core.context import Context
from omms_server.core.system_actor import SYSTEM
from omms_server.domains.billing.service import Act, charge, priced_acts
from omms_server.models.billing import Bill, LedgerEntry
from tests.server.domains.billing.conftest import Owing
from tests.support.clinic import Clinic


def ledger(clinic: Clinic) -> dict[str, int]:
    """The balance of every account."""
    wanted = select(LedgerEntry.account, func.sum(LedgerEntry.amount)).group_by(LedgerEntry.account)
    return clinic.app.house.database.read(
        lambda session: {name: int(total) for name, total in session.execute(wanted)}
    )


def charge_more(clinic: Clinic, appointment_id: int, patient_id: int, source_id: int) -> int:
    """Another act on the visit, as charting would charge it."""

    def work(session) -> int:
        ctx = Context(clinic.app.house, session, SYSTEM, clinic.clock.now())
        acts = priced_acts(ctx, ["C02"], "act", source_id)
        return charge(ctx, appointment_id=appointment_id, patient_id=patient_id, acts=acts)

    return clinic.app.house.database.write(work)


def appointment_of(clinic: Clinic, bill_id: int) -> int:
    wanted = select(Bill.appointment_id).where(Bill.id == bill_id)
    return clinic.app.house.database.read(lambda session: session.scalars(wanted).one())


def test_change_is_computed_and_the_receipt_numbered(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    paid = clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=2000))
    assert (paid.state, paid.total, paid.receipt_no) == (BillState.PAID, 1100, "202600000001")
    assert paid.payment is not None
    assert (paid.payment.received, paid.payment.change) == (2000, 900)
    assert paid.paid_at == clinic.clock.now()
    assert not paid.payment.simulated


def test_exact_money_gives_no_change(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    paid = clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))
    assert paid.payment is not None
    assert paid.payment.change == 0


def test_too_little_is_refused_with_all_three_amounts(clinic: Clinic, owing: Owing) -> None:
    """DOMAIN FIN-01."""
    bill = owing()
    with pytest.raises(NotEnoughMoney) as refused:
        clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1099))
    assert refused.value.params == {"due": "11.00", "paid": "10.99", "gap": "0.01"}
    assert clinic.bo.send(LoadBill(bill_id=bill.id)) == bill


def test_a_bill_that_grew_is_looked_at_again(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    appointment = appointment_of(clinic, bill.id)
    assert charge_more(clinic, appointment, bill.patient_id, 1) == bill.id
    with pytest.raises(BillChanged) as refused:
        clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=9900))
    now = clinic.bo.send(LoadBill(bill_id=bill.id))
    assert refused.value.params == {"total": f"{now.total // 100}.00"}
    assert [line.item_code for line in now.charges] == ["R01", "C01", "C02"]
    clinic.bo.send(PayCash(bill_id=bill.id, version=now.version, received=now.total))


def test_a_settled_bill_says_who_settled_it(clinic: Clinic, owing: Owing) -> None:
    """DOMAIN FIN-02."""
    bill = owing()
    clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))
    with pytest.raises(BillSettled) as refused:
        clinic.amy.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))
    assert refused.value.params == {"user": "薄会计"}


def test_what_comes_after_the_payment_goes_on_a_new_bill(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))
    second = charge_more(clinic, appointment_of(clinic, bill.id), bill.patient_id, 1)
    assert second != bill.id
    assert [row.id for row in clinic.bo.send(ListBills())] == [second]


def test_a_voided_bill_cannot_be_paid(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    clinic.amy.send(CancelAppointment(appointment_id=appointment_of(clinic, bill.id)))
    voided = clinic.bo.send(LoadBill(bill_id=bill.id))
    assert (voided.state, voided.total) == (BillState.VOIDED, 0)
    with pytest.raises(BillSettled):
        clinic.bo.send(PayCash(bill_id=bill.id, version=voided.version, received=0))


def test_a_bill_of_nothing_is_not_due(clinic: Clinic, owing: Owing) -> None:
    """A free act leaves an open bill of 0.00, which no receipt may be given for."""
    bill = owing()
    appointment = appointment_of(clinic, bill.id)
    clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))

    def work(session) -> int:
        ctx = Context(clinic.app.house, session, SYSTEM, clinic.clock.now())
        free = Act("act", 5, "C01", "复诊咨询", "02", 1, "次", Decimal(0), 0)
        return charge(ctx, appointment_id=appointment, patient_id=bill.patient_id, acts=[free])

    empty = clinic.app.house.database.write(work)
    with pytest.raises(NothingDue):
        clinic.bo.send(PayCash(bill_id=empty, version=1, received=100))


def test_receipts_are_consecutive_and_a_refused_payment_takes_none(
    clinic: Clinic, owing: Owing
) -> None:
    bills = [owing() for _ in range(4)]
    numbers = []
    for bill in bills:
        with pytest.raises(NotEnoughMoney):
            clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1))
        paid = clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))
        numbers.append(paid.receipt_no)
    assert numbers == [f"2026{number:08d}" for number in range(1, 5)]


def test_receipts_of_a_new_year_begin_anew(clinic: Clinic, owing: Owing) -> None:
    first, second = owing(), owing()
    clinic.bo.send(PayCash(bill_id=first.id, version=first.version, received=1100))
    clinic.clock.at = clinic.clock.at.replace(year=2027)
    paid = clinic.bo.send(PayCash(bill_id=second.id, version=second.version, received=1100))
    assert paid.receipt_no == "202700000001"


def test_the_ledger_balances_at_every_step(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    assert ledger(clinic) == {"receivable": 1100, "income": -1100}
    clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=5000))
    assert ledger(clinic) == {"receivable": 0, "income": -1100, "cash": 1100}
    other = owing()
    clinic.amy.send(CancelAppointment(appointment_id=appointment_of(clinic, other.id)))
    assert ledger(clinic) == {"receivable": 0, "income": -1100, "cash": 1100}


def test_a_paid_fee_is_not_cancelled_silently(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))
    with pytest.raises(BillSettled):
        clinic.amy.send(CancelAppointment(appointment_id=appointment_of(clinic, bill.id)))


def test_bills_are_found_by_number_name_and_state(clinic: Clinic, owing: Owing) -> None:
    first, second = owing(), owing()
    clinic.bo.send(PayCash(bill_id=first.id, version=first.version, received=1100))

    def found(text: str = "", state: BillState = BillState.OPEN) -> list[int]:
        return [row.id for row in clinic.bo.send(ListBills(state=state, text=text))]

    assert found() == [second.id]
    assert found(state=BillState.PAID) == [first.id]
    assert found(second.number.lower()) == [second.id]
    assert found("张晓明") == [second.id]
    assert found("李四") == []


def test_only_who_may_settle_does(clinic: Clinic, owing: Owing) -> None:
    bill = owing()
    for colleague in (clinic.dora, clinic.chen, clinic.lin):
        with pytest.raises(NotAllowed):
            colleague.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))
    with pytest.raises(NotFound):
        clinic.bo.send(PayCash(bill_id=7, version=1, received=1100))


def test_without_a_price_in_force_nothing_is_charged(clinic: Clinic) -> None:
    """DOMAIN FIN-13: the catalogue's prices begin in 2020."""
    clinic.clock.at = clinic.clock.at.replace(year=2019)
    _, slots = clinic.a_session(start=clinic.clock.at)
    booked = clinic.amy.send(
        BookAppointment(patient_id=clinic.a_patient(born_on=date(1990, 1, 1)).id, slot_id=slots[0])
    )
    with pytest.raises(NoPrice) as refused:
        clinic.amy.send(CheckIn(appointment_id=booked.id))
    assert refused.value.params == {"item": "R01", "date": "2019-11-23"}
