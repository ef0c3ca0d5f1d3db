"""How personal data is shown where others may read it (DOMAIN 9.3)."""

from __future__ import annotations

import re
import unicodedata

_PAIRS = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
    "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
    "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五"
    "纳兰歐陽東方諸葛尉遲鍾離長孫司馬萬俟聞人公孫鮮于"
)
COMPOUND_SURNAMES = frozenset(_PAIRS[at : at + 2] for at in range(0, len(_PAIRS), 2))
_MOST_STARS = 4
_MOBILE = re.compile(r"(1[3-9]\d)\d{4}(\d{4})")
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})-?\d{5,6}(\d{2})(?:-\d{1,6})?")


def mask_name(name: str) -> str:
    """张* / 张*明 / 欧阳**: surname and, unless it is compound, the last character are kept.

    A long name gets four stars at most, so that its length is not told and a screen has room.
    """
    letters = _letters(name.strip())
    count = len(letters)
    if count <= 1:
        return "*" * count
    if count == 2:
        return f"{letters[0]}*"
    if "".join(letters[:2]) in COMPOUND_SURNAMES:
        return f"{letters[0]}{letters[1]}{_stars(count - 2)}"
    return f"{letters[0]}{_stars(count - 2)}{letters[-1]}"


def mask_id_number(number: str, *, strict: bool = False) -> str:
    """110105********002X; strict or a shorter number: first and last character only."""
    text = number.strip()
    head, tail = (6, 4) if len(text) >= 15 and not strict else (1, 1)
    if len(text) <= head + tail:
        return "*" * len(text)
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"


def mask_phone(number: str) -> str:
    """138****5678 for a mobile, 010-******78 for a landline; of anything else the last two."""
    text = re.sub(r"^(\+86|0086)", "", re.sub(r"\s", "", number))
    if mobile := _MOBILE.fullmatch(text.replace("-", "")):
        return f"{mobile[1]}****{mobile[2]}"
    if landline := _LANDLINE.fullmatch(text):
        return f"{landline[1]}-******{landline[2]}"
    return f"{'*' * (len(text) - 2)}{text[-2:]}" if len(text) > 4 else "*" * len(text)


def _stars(count: int) -> str:
    return "*" * min(count, _MOST_STARS)


def _letters(text: str) -> list[str]:
    """Characters as a person counts them: a mark or variant selector goes with its letter."""
    letters: list[str] = []
    for character in text:
        if letters and unicodedata.category(character) in ("Mn", "Mc", "Me"):
            letters[-1] += character
        else:
            letters.append(character)
    return letters
