"""Running numbers: consecutive, and given back with their transaction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from omms_server.core.series import next_in_series
from tests.support.clinic import Clinic


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    return working_clinic


def take(clinic: Clinic, name: str = "receipt:2026") -> int:
    return clinic.app.house.database.write(lambda session: next_in_series(session, name))


def test_a_series_begins_with_one_and_leaves_nothing_out(clinic: Clinic) -> None:
    assert [take(clinic) for _ in range(3)] == [1, 2, 3]
    assert take(clinic, "receipt:2027") == 1


def test_a_number_whose_transaction_fails_is_given_again(clinic: Clinic) -> None:
    def fails(session) -> None:
        next_in_series(session, "receipt:2026")
        raise ZeroDivisionError

    take(clinic)
    with pytest.raises(ZeroDivisionError):
        clinic.app.house.database.write(fails)
    assert take(clinic) == 2


def test_ten_who_begin_a_series_together_share_it(clinic: Clinic) -> None:
    with ThreadPoolExecutor(10) as pool:
        numbers = sorted(pool.map(lambda _: take(clinic), range(10)))
    assert numbers == list(range(1, 11))
