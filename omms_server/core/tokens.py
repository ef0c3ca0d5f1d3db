"""Access tokens: short-lived, signed, bound to the sign-in and to the workstation's certificate."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import jwt

LIFETIME = timedelta(minutes=15)
MOST_REMEMBERED = 4_096
_ALGORITHM = "HS256"
_ISSUER = "omms"
_AUDIENCE = "omms-call"


class BadToken(Exception):
    """Forged, expired, of another kind, or used from another workstation."""


@dataclass(frozen=True)
class AccessClaims:
    """What an access token says."""

    account_id: int
    session_id: int


def make_token(key: bytes, claims: AccessClaims, fingerprint: str, now: datetime) -> str:
    """Sign an access token for one workstation certificate."""
    return jwt.encode(
        {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "typ": "access",
            "sub": str(claims.account_id),
            "sid": claims.session_id,
            "cnf": fingerprint,
            "iat": now,
            "exp": now + LIFETIME,
        },
        key,
        algorithm=_ALGORITHM,
    )


def read_token(key: bytes, token: str, fingerprint: str, now: datetime) -> AccessClaims:
    """Check algorithm, issuer, audience, type, expiry and workstation, or raise `BadToken`."""
    signed = _signed(key, token)
    if signed.expires_at <= now.timestamp() or signed.fingerprint != fingerprint:
        raise BadToken
    return signed.claims


@dataclass(frozen=True)
class _Signed:
    """What a token says that was signed by us; expiry and workstation are still to be checked."""

    claims: AccessClaims
    fingerprint: str
    expires_at: float


@lru_cache(MOST_REMEMBERED)
def _signed(key: bytes, token: str) -> _Signed:
    """Whether a signature is right never changes, so it is worked out once; `BadToken` is not
    remembered."""
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=[_ALGORITHM],
            issuer=_ISSUER,
            audience=_AUDIENCE,
            options={
                "require": ["exp", "iat", "sub", "sid", "cnf", "typ"],
                "verify_exp": False,
                "verify_iat": False,
            },
        )
    except jwt.InvalidTokenError as error:
        raise BadToken from error
    if claims["typ"] != "access":
        raise BadToken
    found = AccessClaims(int(claims["sub"]), int(claims["sid"]))
    return _Signed(found, str(claims["cnf"]), float(claims["exp"]))
