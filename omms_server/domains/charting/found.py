"""How well a catalogue entry answers to a typed text: code, name, other names, initials, pinyin
(DOMAIN GEN-R9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from omms_server.core.pinyin import term_spellings

EXACT, STARTS, SPELT, HOLDS, ALSO = range(5)


@dataclass(frozen=True)
class Entry:
    """What a catalogue entry is found by; names in the order of their weight, all lower case."""

    code: str
    names: tuple[str, ...]
    initials: tuple[str, ...]
    full: tuple[str, ...]

    def rank(self, wanted: str) -> int | None:
        """How good a match is, smaller is better; None when it is none. `wanted` in lower case."""
        if wanted == self.code or wanted in self.names:
            return EXACT
        if _any_starts((self.code, self.names[0]), wanted):
            return STARTS
        if _any_starts(self.initials, wanted) or _any_starts(self.full, wanted):
            return SPELT
        if wanted in self.names[0]:
            return HOLDS
        return ALSO if any(wanted in name for name in self.names[1:]) else None


@lru_cache(maxsize=4096)
def entry(code: str, names: tuple[str, ...], initials: tuple[str, ...] = ()) -> Entry:
    """The entry of a code and names (Chinese first); `initials` are those the catalogue states.

    Kept by its texts, so it is spelt once and can never be out of date.
    """
    told = [name for name in names if name]
    spelt = [term_spellings(name) for name in told if not name.isascii()]
    short = {*initials, *(text for each in spelt for text in each.initials)} - {""}
    full = {text for each in spelt for text in each.full}
    return Entry(
        code=code.lower(),
        names=tuple(name.lower() for name in told),
        initials=tuple(sorted(text.lower() for text in short)),
        full=tuple(sorted(full)),
    )


def _any_starts(texts: Iterable[str], wanted: str) -> bool:
    return any(text.startswith(wanted) for text in texts)
