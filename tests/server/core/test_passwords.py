"""Password hashes: no limit of 72 bytes, no telling whether an account exists, bounded work."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import bcrypt
import pytest

from omms_server.contract.faults import Busy
from omms_server.core import passwords
from omms_server.core.passwords import AT_ONCE, Passwords
from omms_server.core.vault import Vault

VAULT = Vault(1, {1: bytes(32)}, b"i" * 32, bytes(32))


@pytest.fixture
def hashed() -> Passwords:
    return Passwords(VAULT, cost=4)


def test_a_password_fits_its_hash_only(hashed: Passwords) -> None:
    stored = hashed.hash("correct horse 9")
    assert hashed.matches("correct horse 9", stored)
    assert not hashed.matches("correct horse 8", stored)
    assert hashed.hash("correct horse 9") != stored


def test_seventy_two_bytes_are_no_limit(hashed: Passwords) -> None:
    long = "密" * 100
    stored = hashed.hash(long)
    assert hashed.matches(long, stored)
    assert not hashed.matches(long[:-1] + "码", stored)
    assert not hashed.matches("密" * 24, stored)


def test_a_stolen_table_is_useless_without_the_key(hashed: Passwords) -> None:
    other = Passwords(Vault(1, {1: bytes(32)}, b"j" * 32, bytes(32)), cost=4)
    assert not other.matches("correct horse 9", hashed.hash("correct horse 9"))


def test_an_unknown_account_costs_the_same_check(
    hashed: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs: list[bytes] = []
    check = bcrypt.checkpw

    def counted(password: bytes, stored: bytes) -> bool:
        costs.append(stored[:7])
        return check(password, stored)

    monkeypatch.setattr(bcrypt, "checkpw", counted)
    known = hashed.hash("correct horse 9")
    assert not hashed.matches("wrong", known)
    assert not hashed.matches("wrong", None)
    assert not hashed.matches("nobody has this password", None)
    assert costs == [b"$2b$04$"] * 3


def test_the_default_cost_is_at_least_twelve() -> None:
    assert passwords.COST >= 12


def test_more_checks_than_places_are_busy(
    hashed: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = hashed.hash("x")
    begun, release = Event(), Event()
    left = [AT_ONCE]

    def held(_password: bytes, _stored: bytes) -> bool:
        left[0] -= 1
        if left[0] == 0:
            begun.set()
        assert release.wait(10)
        return True

    monkeypatch.setattr(bcrypt, "checkpw", held)
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(hashed.matches, "x", stored) for _ in range(AT_ONCE)]
        assert begun.wait(10)
        with pytest.raises(Busy) as refused:
            hashed.matches("x", stored)
        release.set()
        assert all(one.result() for one in running)
    assert refused.value.params == {"seconds": 5}
    assert hashed.matches("x", stored)


def test_a_check_that_fails_gives_its_place_back(
    hashed: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="salt"):
            hashed.matches("x", "not a hash")
