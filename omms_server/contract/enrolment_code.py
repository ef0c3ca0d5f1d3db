"""The one-time code with which a machine enrols: what is typed, and what it carries.

28 characters in seven groups: 80 bits of the SHA-256 of the clinic authority's certificate, by
which the machine knows that it talks to the right server before it trusts anything; 50 bits of
secret; and 10 bits by which nearly every slip of the fingers is found before anything is sent.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U: the first three are read as the digits they look like."""
SECRET_CHARACTERS = 10
_AUTHORITY_CHARACTERS = 16
_CHECK_CHARACTERS = 2
_GROUP = 4
_LENGTH = _AUTHORITY_CHARACTERS + SECRET_CHARACTERS + _CHECK_CHARACTERS
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class Mistyped(ValueError):
    """No code is spelt like this."""


@dataclass(frozen=True)
class EnrolmentCode:
    """A code's two parts, as they are spelt."""

    authority: str
    secret: str

    def means(self, certificate: bytes) -> bool:
        """Whether this DER certificate is that of the authority the code was made for."""
        return _of_authority(certificate) == self.authority

    def __str__(self) -> str:
        """As it is shown and typed."""
        text = self.authority + self.secret
        text += _check(text)
        return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def make_code(certificate: bytes, secret: str) -> EnrolmentCode:
    """The code for an authority's DER certificate; `secret`: ten characters of `ALPHABET`."""
    if len(secret) != SECRET_CHARACTERS or not set(secret) <= set(ALPHABET):
        raise ValueError("not a code's secret")
    return EnrolmentCode(_of_authority(certificate), secret)


def read_code(typed: str) -> EnrolmentCode:
    """The code in what was typed, with or without dashes, in either case; `Mistyped`."""
    text = typed.strip().upper().translate(_LOOK_ALIKES)
    body, check = text[:-_CHECK_CHARACTERS], text[-_CHECK_CHARACTERS:]
    if len(text) != _LENGTH or not set(text) <= set(ALPHABET) or _check(body) != check:
        raise Mistyped
    return EnrolmentCode(body[:_AUTHORITY_CHARACTERS], body[_AUTHORITY_CHARACTERS:])


def _of_authority(certificate: bytes) -> str:
    return _spell(hashlib.sha256(certificate).digest(), _AUTHORITY_CHARACTERS)


def _check(text: str) -> str:
    return _spell(hashlib.sha256(b"check" + text.encode()).digest(), _CHECK_CHARACTERS)


def _spell(digest: bytes, characters: int) -> str:
    """The first bits of a digest, five a character."""
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - characters * 5)
    places = range((characters - 1) * 5, -1, -5)
    return "".join(ALPHABET[number >> place & 31] for place in places)
