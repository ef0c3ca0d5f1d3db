"""Access tokens: short-lived, signed, bound to the sign-in and to the workstation's certificate.

Each day (UTC) has a signing key of its own, derived from the installation's: all instances make the
same one without asking each other. A token names its day as `kid`; today's and yesterday's count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import jwt
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LIFETIME = timedelta(minutes=15)
MOST_REMEMBERED = 4_096
CLOCKS_DIFFER = timedelta(minutes=1)
"""How far another instance's clock may be ahead when it begins a day."""
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
    """Sign an access token for one workstation certificate with the day's key."""
    kid = _day(now)
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
        day_key(key, kid),
        algorithm=_ALGORITHM,
        headers={"kid": kid},
    )


def day_key(key: bytes, kid: str) -> bytes:
    """The signing key of one day."""
    info = f"omms access token {kid}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key)


def read_token(key: bytes, token: str, fingerprint: str, now: datetime) -> AccessClaims:
    """Check day, algorithm, issuer, audience, type, expiry and workstation, or raise `BadToken`."""
    signed = _signed(key, token, tuple(_days(now)))
    if signed.expires_at <= now.timestamp() or signed.fingerprint != fingerprint:
        raise BadToken
    return signed.claims


@dataclass(frozen=True)
class _Signed:
    """What a token says that was signed by us; expiry and workstation are still to be checked."""

    claims: AccessClaims
    fingerprint: str
    expires_at: float


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()


def _days(now: datetime) -> Iterable[str]:
    """The days whose keys count: today and yesterday, and the one that begins in a moment."""
    return dict.fromkeys(_day(now + by) for by in (timedelta(0), -timedelta(days=1), CLOCKS_DIFFER))


@lru_cache(MOST_REMEMBERED)
def _signed(key: bytes, token: str, days: tuple[str, ...]) -> _Signed:
    """Whether a signature is right never changes, so it is worked out once a day; `BadToken` is not
    remembered."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        if kid not in days:
            raise BadToken
        claims = jwt.decode(
            token,
            day_key(key, kid),
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
