"""Reads a resident identity number (GB 11643, DOMAIN 9.4), for the form and the server alike."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .ages import age
from .types import Sex

OLDEST_YEARS = 150

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_DIGITS = frozenset("0123456789")
_HALF_WIDTH = {0xFF10 + value: str(value) for value in range(10)}
_HALF_WIDTH |= {ord(letter): "X" for letter in "x\uff58\uff38"}


class IdentityProblem(StrEnum):
    """Why a text is no acceptable resident identity number."""

    LENGTH = "length"
    CHARACTERS = "characters"
    DATE = "date"
    CHECK_DIGIT = "check_digit"
    FUTURE = "future"
    TOO_OLD = "too_old"


@dataclass(frozen=True)
class ResidentIdentity:
    """What an identity number tells. `number` has 18 characters. The repr hides all of it: it may
    reach a log.
    """

    number: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex: Sex = field(repr=False)


def read_identity_number(text: str, today: date) -> ResidentIdentity | IdentityProblem:
    """Read an 18-character or an old 15-digit number; the old one is upgraded (DOMAIN 9.4).

    Spaces, full-width digits and a small or full-width x are normalised. The area code is not
    judged: abolished codes live on. Someone older than `OLDEST_YEARS` at `today` is refused.
    """
    number = normalise_identity_number(text)
    problem = _shape_problem(number)
    if problem:
        return problem
    if len(number) == 15:
        number = _upgrade(number)
    elif check_digit(number[:17]) != number[17]:
        # A wrong date is told before a wrong check digit: it says where to look on the card.
        return IdentityProblem.CHECK_DIGIT if _birth_date(number) else IdentityProblem.DATE
    born = _birth_date(number)
    if born is None:
        return IdentityProblem.DATE
    if born > today:
        return IdentityProblem.FUTURE
    if age(born, today).years > OLDEST_YEARS:
        return IdentityProblem.TOO_OLD
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return ResidentIdentity(number, born, sex)


def normalise_identity_number(text: str) -> str:
    """Half-width digits, capital X, without spaces and invisible characters."""
    seen = (c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return "".join(seen).translate(_HALF_WIDTH)


def check_digit(body: str) -> str:
    """The 18th character for the first 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return _CHECK_DIGITS[total % 11]


def _shape_problem(number: str) -> IdentityProblem | None:
    if len(number) not in (15, 18):
        return IdentityProblem.LENGTH
    body = number[:17] if number.endswith("X") and len(number) == 18 else number
    return None if _DIGITS.issuperset(body) else IdentityProblem.CHARACTERS


def _upgrade(old: str) -> str:
    body = f"{old[:6]}19{old[6:]}"
    return body + check_digit(body)


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
