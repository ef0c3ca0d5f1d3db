"""Stock on the shelf through the dispatcher."""

from datetime import date, timedelta

import pytest

from omms_server.contract.faults import Confirm, NotAllowed, NotFound
from omms_server.contract.pharmacy import BatchExpired, ListStock, ReceiveBatch
from tests.support.clinic import TODAY, Clinic
from tests.support.visits import FAR

from .test_dispensing import assert_the_books_balance


def receiving(clinic: Clinic, **changes: object) -> ReceiveBatch:
    given = {"drug_id": clinic.drugs["D0041"], "lot": "A1", "expires_on": FAR, "units": 120}
    return ReceiveBatch.model_validate({**given, **changes})


def test_a_lot_that_is_here_already_grows(clinic: Clinic) -> None:
    """DOMAIN ST-R2, ST-R1."""
    first = clinic.chen.send(receiving(clinic, shelf="B-2"))
    second = clinic.chen.send(receiving(clinic, units=30))
    other = clinic.chen.send(receiving(clinic, lot="A2"))
    assert (second.batch_id, second.on_hand, second.shelf) == (first.batch_id, 150, "B-2")
    assert other.batch_id != first.batch_id
    assert_the_books_balance(clinic)


def test_an_expired_batch_is_refused_and_its_last_day_is_not(clinic: Clinic) -> None:
    """DOMAIN PH-04."""
    with pytest.raises(BatchExpired) as refused:
        clinic.chen.send(receiving(clinic, expires_on=TODAY - timedelta(days=1)))
    assert refused.value.params["expiry"] == "2026-11-22"
    assert clinic.chen.send(receiving(clinic, expires_on=TODAY, reason="急用")).on_hand == 120


def test_a_short_dated_batch_needs_a_reason(clinic: Clinic) -> None:
    """DOMAIN PH-13: under six months."""
    near = receiving(clinic, expires_on=date(2027, 5, 22))
    with pytest.raises(Confirm) as asked:
        clinic.chen.send(near)
    finding = asked.value.params["findings"][0]
    assert (finding["code"], finding["level"]) == ("PH-13", "REASON")
    assert clinic.chen.send(near, reasons="临床急需").on_hand == 120
    assert clinic.chen.send(receiving(clinic, expires_on=date(2027, 5, 23))).on_hand == 120


def test_stock_is_listed_by_drug_and_expiry_in_pages(clinic: Clinic) -> None:
    clinic.a_batch("D0102", 5, expires_on=FAR, lot="C")
    clinic.a_batch("D0041", 5, expires_on=FAR, lot="B")
    clinic.a_batch("D0041", 5, expires_on=date(2027, 1, 1), lot="A")
    everything = clinic.chen.send(ListStock())
    assert ([row.lot for row in everything.rows], everything.total) == (["A", "B", "C"], 3)
    second = clinic.chen.send(ListStock(page=2, size=2))
    assert ([row.lot for row in second.rows], second.total) == (["C"], 3)
    for text in ("氯雷", "D0102", "llt", "loratadine"):
        assert [row.lot for row in clinic.chen.send(ListStock(text=text)).rows] == ["C"]


def test_only_a_pharmacist_receives_known_drugs(clinic: Clinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.lin.send(receiving(clinic))
    with pytest.raises(NotFound):
        clinic.chen.send(receiving(clinic, drug_id=1))
