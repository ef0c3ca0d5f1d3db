"""Search spellings in pinyin of people's names and of terms such as drug or diagnosis names
(DOMAIN GEN-R9).

Everything is lower case. ü is written v, as it is typed. zh, ch and sh give the initials z, c and
s.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, islice, product

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from .pinyin_readings import COMPOUND_SURNAMES, POLYPHONES, SURNAMES

MOST_COMBINATIONS = 8

_MIDDLE_DOTS = frozenset("·•・‧∙⋅˙")
_Choices = list[tuple[str, ...]]


@dataclass(frozen=True)
class Spellings:
    """Full pinyin and initials, the likeliest first, each without repeats; both empty where
    nothing can be spelt.
    """

    full: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def name_spellings(name: str) -> Spellings:
    """Spellings of a person's name. A surname is read as a surname: 单 is shan, 万俟 is moqi.

    Characters beyond the basic plane and unreadable ones are left out, Latin letters and digits
    stay. A name with a middle dot is not of Chinese form, so its first character is no surname.
    """
    tidy = unicodedata.normalize("NFKC", name)
    given = [c for c in tidy if c not in _MIDDLE_DOTS and not c.isspace()]
    if len(given) < len(tidy.strip()) or not given:
        return _spellings([_readings(c) for c in given])
    family, rest = _surname("".join(given))
    return _spellings(family + [_readings(c) for c in rest])


@lru_cache(maxsize=4096)
def term_spellings(term: str) -> Spellings:
    """Spellings of a drug or diagnosis name: read word by word first (重组 is chongzu), then
    other readings.
    """
    tidy = unicodedata.normalize("NFKC", term)
    choices: _Choices = []
    for chinese, run in groupby(tidy, key=_is_chinese):
        text = "".join(run)
        choices += _by_word(text) if chinese else [_readings(c) for c in text]
    return _spellings(choices)


def _by_word(text: str) -> _Choices:
    words = lazy_pinyin(text, style=Style.NORMAL)
    return [_preferring(word, _readings(c)) for c, word in zip(text, words, strict=True)]


def _surname(name: str) -> tuple[_Choices, str]:
    compound = COMPOUND_SURNAMES.get(name[:2])
    if compound and len(name) > 2:
        return [(reading,) for reading in compound], name[2:]
    first = name[0]
    own = SURNAMES.get(first, ())
    return [tuple(dict.fromkeys((*own, *_readings(first))))], name[1:]


def _preferring(word: str, readings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *readings)))


@cache
def _readings(character: str) -> tuple[str, ...]:
    """The readings of one character, the usual one first; none for what has no place in a
    spelling.
    """
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    if character in POLYPHONES:
        return POLYPHONES[character]
    if _is_chinese(character):
        return (lazy_pinyin(character, style=Style.NORMAL)[0],)
    return _latin(character)


def _is_chinese(character: str) -> bool:
    """Whether it has a reading in the basic plane; rarer characters nobody types in pinyin."""
    return ord(character) in PINYIN_DICT and ord(character) < 0x20000


def _latin(character: str) -> tuple[str, ...]:
    """An accented Latin letter without its accent."""
    bare = unicodedata.normalize("NFD", character)[0]
    return (bare.lower(),) if bare.isascii() and bare.isalpha() else ()


def _spellings(choices: _Choices) -> Spellings:
    spelt = [readings for readings in choices if readings]
    if not spelt:
        return Spellings()
    combinations = list(islice(product(*_bounded(spelt)), MOST_COMBINATIONS))
    full = dict.fromkeys("".join(each) for each in combinations)
    initials = dict.fromkeys("".join(part[0] for part in each) for each in combinations)
    return Spellings(tuple(full), tuple(initials))


def _bounded(choices: _Choices) -> _Choices:
    """Keep other readings from the left while their product stays within the bound: the start is
    what is typed.
    """
    kept: _Choices = []
    count = 1
    for readings in choices:
        room = MOST_COMBINATIONS // count
        kept.append(readings[: max(1, room)])
        count *= len(kept[-1])
    return kept
