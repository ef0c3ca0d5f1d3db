"""Stock on the shelf through the dispatcher."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from omms_server.contract.catalogue import FindDrugs
from omms_server.contract.faults import Confirm, NotAllowed, NotFound
from omms_server.contract.pharmacy import BatchExpired, ListStock, ReceiveBatch
from omms_server.models.catalogue import Drug
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
        assert clinic.chen.send(ListStock(text=text)).rows[0].lot == "C"


def test_a_search_finds_drugs_without_stock_after_the_batches(clinic: Clinic) -> None:
    """DOMAIN ST-R2: else the first batch of a drug could not be received."""
    held = max(row.drug_code for row in clinic.chen.send(ListStock(text="盐酸")).rows)
    clinic.a_batch(held, 5, expires_on=FAR, lot="B")
    clinic.a_batch(held, 5, expires_on=date(2027, 1, 1), lot="A")
    listed = clinic.chen.send(ListStock(text="盐酸"))
    assert [(row.drug_code, row.lot) for row in listed.rows[:2]] == [(held, "A"), (held, "B")]
    assert len(listed.rows) == listed.total > 8
    bare = listed.rows[2:]
    assert {(row.batch_id, row.expires_on, row.on_hand) for row in bare} == {(None, None, 0)}
    assert [row.drug_code for row in bare] == sorted({row.drug_code for row in bare} - {held})
    pages = [clinic.chen.send(ListStock(text="盐酸", page=n, size=3)).rows for n in (1, 2)]
    assert pages[0] + pages[1] == listed.rows[:6]


def test_a_first_batch_takes_its_drug_from_those_without_stock(clinic: Clinic) -> None:
    """DOMAIN ST-R2. An emptied batch leaves its drug without stock again."""
    (before,) = clinic.chen.send(ListStock(text="D0041")).rows
    assert before.batch_id is None
    received = clinic.chen.send(receiving(clinic, drug_id=before.drug_id))
    assert clinic.chen.send(ListStock(text="D0041")).rows == (received,)
    assert received.batch_id is not None
    clinic.take_off_the_shelf(received.batch_id, 120)
    assert clinic.chen.send(ListStock(text="D0041")).rows == (before,)


@pytest.fixture
def disused(clinic: Clinic) -> Iterator[str]:
    """A drug that is no longer in use; the catalogue outlives the test."""

    def use(active: bool) -> None:
        change = update(Drug).where(Drug.code == "D0102").values(active=active)
        clinic.app.house.database.write(lambda session: session.execute(change))

    use(False)
    yield "D0102"
    use(True)


def test_a_drug_no_longer_in_use_is_not_offered(clinic: Clinic, disused: str) -> None:
    assert clinic.chen.send(ListStock(text=disused)).rows == ()


def test_whoever_reads_the_stock_finds_drugs(clinic: Clinic) -> None:
    for colleague in (clinic.lin, clinic.chen):
        assert colleague.send(FindDrugs(text="D0041"))[0].code == "D0041"
    with pytest.raises(NotAllowed):
        clinic.amy.send(FindDrugs(text="D0041"))


def test_only_a_pharmacist_receives_known_drugs(clinic: Clinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.lin.send(receiving(clinic))
    with pytest.raises(NotFound):
        clinic.chen.send(receiving(clinic, drug_id=1))
