"""The bound on how often one account may call."""

from __future__ import annotations

import pytest

from omms_server.core import rates
from omms_server.core.rates import RateLimit


class Hands:
    """A watch that a test turns."""

    at = 100.0

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    made = Hands()
    monkeypatch.setattr(rates, "time", made)
    return made


def allowed(limit: RateLimit, name: int, calls: int) -> int:
    return sum(limit.allows(name) for _ in range(calls))


def test_twice_the_rate_at_once_and_then_the_rate(hands: Hands) -> None:
    limit = RateLimit(10)
    assert allowed(limit, 1, 50) == 20
    hands.at += 0.5
    assert allowed(limit, 1, 50) == 5
    hands.at += 3600
    assert allowed(limit, 1, 50) == 20


def test_one_account_does_not_use_up_anothers(hands: Hands) -> None:
    limit = RateLimit(10)
    allowed(limit, 1, 50)
    assert allowed(limit, 2, 50) == 20


def test_a_flood_of_names_takes_bounded_memory(hands: Hands) -> None:
    limit = RateLimit(10, names=3)
    allowed(limit, 1, 50)
    for name in range(2, 40):
        assert limit.allows(name)
    assert len(limit._buckets) <= 3
