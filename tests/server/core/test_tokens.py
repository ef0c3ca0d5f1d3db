"""Access tokens: signed by us, for one workstation, for a quarter of an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import jwt
import pytest

from omms_server.core.tokens import LIFETIME, AccessClaims, BadToken, make_token, read_token
from tests.support.clinic import MORNING

KEY, CLAIMS, DESK = b"k" * 32, AccessClaims(3, 4), "ab" * 32


def token(key: bytes = KEY, algorithm: str = "HS256", **changes: Any) -> str:
    """A token of ours with changed claims; None takes a claim away."""
    made = make_token(KEY, CLAIMS, DESK, MORNING)
    claims = jwt.decode(made, options={"verify_signature": False}) | changes
    return jwt.encode(
        {name: value for name, value in claims.items() if value is not None},
        key,
        algorithm=algorithm,
    )


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
        token(algorithm="HS512", key=KEY * 2),
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
