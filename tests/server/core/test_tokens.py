"""Access tokens: signed by us with the day's key, for one workstation, for a quarter of an hour."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from omms_server.core.tokens import (
    LIFETIME,
    AccessClaims,
    BadToken,
    day_key,
    make_token,
    read_token,
)
from tests.support.clinic import MORNING

KEY, CLAIMS, DESK = b"k" * 32, AccessClaims(3, 4), "ab" * 32


DAY = "2026-11-23"
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)


def token(key: bytes = KEY, algorithm: str = "HS256", kid: str | None = DAY, **changes: Any) -> str:
    """A token of ours with changed claims; None takes a claim away."""
    made = make_token(KEY, CLAIMS, DESK, MORNING)
    claims = jwt.decode(made, options={"verify_signature": False}) | changes
    kept = {name: value for name, value in claims.items() if value is not None}
    headers = {"kid": kid} if kid is not None else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a longer hash wants a longer key; this is a forger's
        return jwt.encode(kept, day_key(key, kid or ""), algorithm=algorithm, headers=headers)


def test_the_samples_of_this_test_are_good_but_for_what_they_change() -> None:
    assert read_token(KEY, token(), DESK, MORNING) == CLAIMS


def test_a_token_says_who_and_which_sign_in() -> None:
    assert read_token(KEY, make_token(KEY, CLAIMS, DESK, MORNING), DESK, MORNING) == CLAIMS


def test_it_holds_until_the_last_second() -> None:
    made = make_token(KEY, CLAIMS, DESK, MORNING)
    last = MORNING + LIFETIME - timedelta(seconds=1)
    assert read_token(KEY, made, DESK, last) == CLAIMS
    with pytest.raises(BadToken):
        read_token(KEY, made, DESK, MORNING + LIFETIME)


def test_another_workstation_cannot_use_it_not_even_after_its_own_did() -> None:
    made = make_token(KEY, CLAIMS, DESK, MORNING)
    for _ in range(2):
        with pytest.raises(BadToken):
            read_token(KEY, made, "cd" * 32, MORNING)
        assert read_token(KEY, made, DESK, MORNING) == CLAIMS


def test_a_token_that_was_read_is_refused_under_another_key() -> None:
    made = make_token(KEY, CLAIMS, DESK, MORNING)
    assert read_token(KEY, made, DESK, MORNING) == CLAIMS
    with pytest.raises(BadToken):
        read_token(b"n" * 32, made, DESK, MORNING)


@pytest.mark.parametrize(
    "forged",
    [
        token(key=b"x" * 32),
        token(algorithm="HS384"),
        token(kid=None),
        token(kid=""),
        token(kid="2026-11-21"),
        token(kid="2026-11-24"),
        jwt.encode({"typ": "access"}, KEY, algorithm="HS256", headers={"kid": DAY}),
        token(iss="else"),
        token(aud="omms-refresh"),
        token(typ="refresh"),
        *(token(**{claim: None}) for claim in ("exp", "sub", "sid", "cnf", "typ", "aud", "iss")),
        token()[:-2],
        "a.b.c",
        "",
        "eyJhbGciOiJub25lIn0." + token().split(".")[1] + ".",
    ],
)
def test_a_forged_token_is_refused(forged: str) -> None:
    with pytest.raises(BadToken):
        read_token(KEY, forged, DESK, MORNING)


def test_the_key_changes_every_day_and_is_not_the_installation_s() -> None:
    keys = {day_key(KEY, DAY), day_key(KEY, "2026-11-24"), KEY}
    assert len(keys) == 3
    made = make_token(KEY, CLAIMS, DESK, MORNING)
    assert jwt.get_unverified_header(made)["kid"] == DAY
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(made, KEY, algorithms=["HS256"], audience="omms-call")


def test_a_token_of_before_midnight_holds_its_quarter_of_an_hour() -> None:
    last = make_token(KEY, CLAIMS, DESK, MIDNIGHT - timedelta(minutes=1))
    assert read_token(KEY, last, DESK, MIDNIGHT + timedelta(minutes=13)) == CLAIMS
    with pytest.raises(BadToken):
        read_token(KEY, last, DESK, MIDNIGHT + timedelta(minutes=14))


def test_an_instance_whose_clock_is_seconds_ahead_is_believed() -> None:
    first = make_token(KEY, CLAIMS, DESK, MIDNIGHT)
    assert read_token(KEY, first, DESK, MIDNIGHT - timedelta(seconds=30)) == CLAIMS
    with pytest.raises(BadToken):
        read_token(KEY, first, DESK, MIDNIGHT - timedelta(minutes=2))


def test_a_key_of_the_day_before_yesterday_signs_nothing_any_more() -> None:
    """Not even a token that would hold for ever: who finds an old key can do nothing with it."""
    ever = (MORNING + timedelta(days=900)).timestamp()
    kept = token(exp=ever)
    assert read_token(KEY, kept, DESK, MORNING + timedelta(days=1)) == CLAIMS
    with pytest.raises(BadToken):
        read_token(KEY, kept, DESK, MORNING + timedelta(days=2))
