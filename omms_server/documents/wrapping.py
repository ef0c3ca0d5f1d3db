"""Breaks text into lines: between Chinese characters or words, never inside an amount."""

from __future__ import annotations

import re
from collections.abc import Callable

_GLUE = "\u00a0"
_CLOSING = "，。、；：！？）》」』”’·…%℃,.;:!?)]}"
_OPENING = "（《「『“‘(["
_TOKEN = re.compile(
    rf"[{re.escape(_OPENING)}]*"
    rf"(?:[!-~]*\d{_GLUE}?[一-鿿]{{1,2}}|[!-~{_GLUE}-ɏ]+|[ \u3000]+|.)"
    rf"[{re.escape(_CLOSING)}]*"
)


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The lines of a text, each at most `width` wide as `measure` tells; a word wider than that is
    broken where it must be, so nothing is ever lost. An empty text is one empty line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, width, measure)
    return lines


def by_phrase(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text with line ends after commas, as many phrases a line as fit."""
    lines: list[str] = []
    for phrase in re.findall(r"[^，；]+[，；]?", text):
        if lines and measure(lines[-1] + phrase) <= width:
            lines[-1] += phrase
        else:
            lines.append(phrase)
    return "\n".join(lines)


def _wrap_paragraph(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    glued = re.sub(r"(?<=\d) (?=\S)", _GLUE, text)  # "0.5 g" stays together
    lines, line = [], ""
    for token in _TOKEN.findall(glued):
        if measure((line + token).rstrip()) <= width:
            line += token
            continue
        if line.strip():
            lines.append(line)
        line = token.lstrip(" ")
        while measure(line) > width and len(line) > 1:
            fits = _fitting(line, width, measure)
            lines.append(line[:fits])
            line = line[fits:]
    return [done.strip().replace(_GLUE, " ") for done in (*lines, line)]


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> int:
    """How many characters fit; at least one, so that breaking ends."""
    count = 1
    while count < len(text) and measure(text[: count + 1]) <= width:
        count += 1
    return count
