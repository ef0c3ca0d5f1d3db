"""Which batches serve which line: pure."""

from datetime import date

from omms_server.domains.pharmacy.fefo import Batch
from omms_server.domains.pharmacy.picking import LinePick, Need, Shelved, Short, pick

TODAY = date(2026, 11, 23)
SOON, LATER = date(2026, 12, 31), date(2027, 6, 30)


def shelved(batch_id: int, units: int, expiry: date = LATER, drug_id: int = 7) -> Shelved:
    return Shelved(drug_id, Batch(batch_id, units, expiry, date(2026, 1, 1)))


def need(line_id: int, units: int, drug_id: int = 7, last_use: date = TODAY) -> Need:
    return Need(line_id, drug_id, units, last_use)


def test_two_lines_of_one_drug_share_its_batches_in_their_order() -> None:
    """DOMAIN ST-R3."""
    shelf = [shelved(2, 10), shelved(1, 5, SOON)]
    picks, short = pick([need(1, 3), need(2, 4)], shelf, TODAY)
    assert picks == (LinePick(1, 1, 3), LinePick(2, 1, 2), LinePick(2, 2, 2))
    assert short == ()


def test_a_line_that_falls_short_takes_nothing_and_leaves_the_others_theirs() -> None:
    shelf = [shelved(1, 5), shelved(2, 9, drug_id=8)]
    picks, short = pick([need(1, 6), need(2, 9, drug_id=8)], shelf, TODAY)
    assert picks == (LinePick(2, 2, 9),)
    assert short == (Short(1, usable=5, need=6),)


def test_a_batch_that_expires_within_the_course_is_passed_over() -> None:
    """DOMAIN ST-R4."""
    shelf = [shelved(1, 10, SOON), shelved(2, 10)]
    picks, _ = pick([need(1, 4, last_use=date(2027, 1, 2))], shelf, TODAY)
    assert picks == (LinePick(1, 2, 4),)
