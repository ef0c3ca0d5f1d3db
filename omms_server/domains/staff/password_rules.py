"""What makes a new password weak (DOMAIN SEC-09). Pure; what it was before is checked elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .common_words import COMMON

MIN_CLASSES = 3
OWN_PART = 3
"""How much of the password must be left when all that is guessed first is taken out."""
_LEET = str.maketrans("@4310$5!7", "aaeiossit")
_CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_BIRTHDAY = re.compile(r"(19|20)\d\d[-./]?(0[1-9]|1[0-2])[-./]?(0[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"(19|20)\d\d")
_RUNS = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Owner:
    """What a password must not hold of its owner: every spelling that others know."""

    username: str
    staff_no: str
    names: tuple[str, ...]
    """The name, and its spellings in pinyin."""


def weaknesses(password: str, owner: Owner, length: int) -> list[str]:
    """Why a password is refused: too_short, few_classes, has_name, has_number, common."""
    checks = {
        "too_short": len(password) < length,
        "few_classes": sum(bool(re.search(kind, password)) for kind in _CLASSES) < MIN_CLASSES,
        "has_name": _has_name(password.lower(), owner),
        "has_number": bool(_PHONE.search(password) or _BIRTHDAY.search(password)),
        "common": _is_common(password.lower()),
    }
    return [reason for reason, found in checks.items() if found]


def _has_name(password: str, owner: Owner) -> bool:
    known = [owner.username, owner.staff_no, *(name for name in owner.names if name.isascii())]
    chinese = [name for name in owner.names if not name.isascii()]
    latin = any(len(each) >= OWN_PART and each.lower() in password for each in known)
    return latin or any(len(each) >= 2 and each.lower() in password for each in chinese)


def _is_common(password: str) -> bool:
    """Whether little is left when common words, years, runs and repeats are taken out, also those
    with figures for letters."""
    rest = _rest(password)
    return min(len(_plain(rest)), len(_plain(_rest(rest.translate(_LEET))))) < OWN_PART


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _rest(text: str) -> str:
    for word in COMMON:
        text = text.replace(word, " ")
    text = _YEAR.sub(" ", text)
    text = re.sub(r"(.)\1{2,}", " ", text)
    for run in _RUNS:
        text = _without_run(text, run)
    return text


def _without_run(text: str, run: str) -> str:
    for size in range(len(run), 2, -1):
        for start in range(len(run) - size + 1):
            text = text.replace(run[start : start + size], " ")
    return text
