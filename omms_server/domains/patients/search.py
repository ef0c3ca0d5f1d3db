"""By which texts a patient is found: blind index values written at registration, and those asked
for by a search."""

import re
from dataclasses import dataclass
from datetime import date

from omms_server.core.pinyin import name_spellings
from omms_server.core.vault import Vault

NAME_PREFIX = 8
PINYIN_PREFIX = 24
MIN_PINYIN = 2
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[A-Za-z]+")
_IDENTITY = re.compile(r"\d{17}[\dXx]|\d{15}")


@dataclass(frozen=True)
class Identity:
    """What a patient is found by."""

    name: str
    born_on: date
    identity_number: str
    phone: str


def written_values(vault: Vault, who: Identity) -> set[bytes]:
    """Every index value of a patient: each prefix of name, initials and pinyin; phone and tail;
    identity number."""
    values = {
        vault.index("name", who.name[:n]) for n in range(1, min(len(who.name), NAME_PREFIX) + 1)
    }
    spellings = name_spellings(who.name)
    for kind, texts in (("initials", spellings.initials), ("pinyin", spellings.full)):
        for text in texts:
            values |= {vault.index(kind, prefix) for prefix in _prefixes(text)}
    values.add(vault.index("phone", who.phone))
    values.add(vault.index("tail", who.phone[-4:]))
    values.add(lookalike_value(vault, who.name, who.born_on))
    if who.identity_number:
        values.add(identity_value(vault, who.identity_number))
    return values


def asked_values(vault: Vault, text: str) -> list[bytes]:
    """The index values that a typed text may mean; none when it is too short to search by."""
    compact = re.sub(r"[\s·]", "", text)
    if _IDENTITY.fullmatch(compact):
        return [identity_value(vault, compact.upper())]
    if _DIGITS.fullmatch(compact):
        return [vault.index("tail" if len(compact) == 4 else "phone", compact)]
    if _LETTERS.fullmatch(compact):
        letters = compact.lower()[:PINYIN_PREFIX]
        if len(letters) < MIN_PINYIN:
            return []
        return [vault.index("initials", letters), vault.index("pinyin", letters)]
    return [vault.index("name", text.strip()[:NAME_PREFIX])] if text.strip() else []


def identity_value(vault: Vault, number: str) -> bytes:
    """The index value of an identity number; also unique in the patient table."""
    return vault.index("identity", number)


def lookalike_value(vault: Vault, name: str, born_on: date) -> bytes:
    """The index value of name and birth date together (DOMAIN PAT-R2)."""
    return vault.index("lookalike", f"{name}|{born_on.isoformat()}")


def _prefixes(text: str) -> list[str]:
    lowered = text.lower()[:PINYIN_PREFIX]
    return [lowered[:n] for n in range(MIN_PINYIN, len(lowered) + 1)]
