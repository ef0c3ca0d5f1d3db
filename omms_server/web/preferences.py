"""What a reader prefers: the language and the size of the letters, kept in two plain cookies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
_COOKIE = re.compile(rb"(?:^|;\s*)(lang|type)=(zh|en|large|normal)(?=\s*(?:;|$))")
COOKIE_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Preferences:
    """Chinese in normal letters unless the reader chose otherwise."""

    lang: Language = "zh"
    large: bool = False

    def changed(self, choice: str) -> Preferences:
        """With `en`, `zh`, `large` or `normal` chosen; anything else changes nothing."""
        if choice in ("zh", "en"):
            return Preferences("en" if choice == "en" else "zh", self.large)
        if choice in ("large", "normal"):
            return Preferences(self.lang, choice == "large")
        return self

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that keep them."""
        return {"lang": self.lang, "type": "large" if self.large else "normal"}


USUAL = Preferences()


def preferences_of(headers: Iterable[tuple[bytes, bytes]]) -> Preferences:
    """Read them from a request's headers."""
    found = USUAL
    for name, value in headers:
        if name == b"cookie":
            for _, choice in _COOKIE.findall(value[:4096]):
                found = found.changed(choice.decode())
    return found
