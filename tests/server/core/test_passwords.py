"""Password hashes: no limit of 72 bytes, no telling whether an account exists, bounded work."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, get_native_id

import bcrypt
import pytest

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


def test_no_more_are_hashed_at_once_than_there_are_threads(
    hashed: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = hashed.hash("x")
    running = [0, 0]
    turn, full = Lock(), Barrier(AT_ONCE)

    def held(_password: bytes, _stored: bytes) -> bool:
        with turn:
            running[0] += 1
            running[1] = max(running)
        full.wait(10)
        with turn:
            running[0] -= 1
        return True

    monkeypatch.setattr(bcrypt, "checkpw", held)
    with ThreadPoolExecutor(3 * AT_ONCE) as pool:
        assert all(pool.map(lambda _: hashed.matches("x", stored), range(3 * AT_ONCE)))
    assert running[1] == AT_ONCE


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system has no priorities")
def test_hashing_lets_everyone_else_go_first(
    hashed: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    def priority(_password: bytes, _stored: bytes) -> bool:
        return os.getpriority(os.PRIO_PROCESS, get_native_id()) > mine

    mine = os.getpriority(os.PRIO_PROCESS, get_native_id())
    monkeypatch.setattr(bcrypt, "checkpw", priority)
    assert hashed.matches("x", "a hash")
    assert os.getpriority(os.PRIO_PROCESS, get_native_id()) == mine


def test_a_check_that_fails_gives_its_place_back(hashed: Passwords) -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="salt"):
            hashed.matches("x", "not a hash")
