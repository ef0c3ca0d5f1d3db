"""Many pharmacists reach for the last boxes at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from omms_server.contract.faults import Busy, Fault
from omms_server.contract.pharmacy import Dispense, ListStock, NotEnoughStock
from tests.support.clinic import Clinic
from tests.support.visits import FAR, a_line, a_visit, approved, pay_all, prescribed

from .test_dispensing import assert_the_books_balance

CLIENTS = 50
UNITS = 3
LEFT = 40


@pytest.mark.concurrency
def test_the_last_boxes_go_to_as_many_as_there_are(clinic: Clinic) -> None:
    """DOMAIN ST-R1, PH-14: fifty reach for forty tablets, three each; thirteen get theirs."""
    batch = clinic.a_batch("D0041", CLIENTS * UNITS, expires_on=FAR)
    visit = a_visit(clinic)
    line = a_line(clinic, days=1)
    ready = [approved(clinic, prescribed(clinic, visit, line)) for _ in range(CLIENTS)]
    pay_all(clinic)
    clinic.take_off_the_shelf(batch, CLIENTS * UNITS - LEFT)
    chen = clinic.chen

    def reach(prescription_id: int, version: int) -> str:
        asked = Dispense(prescription_id=prescription_id, version=version)
        for _ in range(20):
            try:
                chen.send(asked)
            except Busy:
                continue
            except Fault as fault:
                return fault.code
            return "ok"
        return Busy.code

    with ThreadPoolExecutor(CLIENTS) as clients:
        outcomes = list(clients.map(lambda one: reach(one.id, one.version), ready))
    assert outcomes.count("ok") == LEFT // UNITS
    assert outcomes.count(NotEnoughStock.code) == CLIENTS - LEFT // UNITS
    assert [row.on_hand for row in chen.send(ListStock(text="D0041")).rows] == [LEFT % UNITS]
    assert_the_books_balance(clinic)
