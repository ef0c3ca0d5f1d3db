"""The faces that papers are set in, and which characters they have."""

from __future__ import annotations

import os
import re
import sys
import threading
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

REGULAR, BOLD, RARE = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "RareHan.ttf"
_registering = threading.Lock()
_TTFont: Any = ttfonts.TTFont  # ReportLab has no types
_registry: Any = pdfmetrics


class _Font(_TTFont):  # type: ignore[misc]
    """A font whose text can be copied and searched beyond U+FFFF, too.

    WORKAROUND(reportlab 5.1.0): it maps such characters to five figures, where PDF wants UTF-16.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802  ReportLab's name
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = re.sub(r"<([0-9A-F]{5,6})>", _utf16, stream.content)


def _utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


@dataclass(frozen=True)
class Face:
    """One registered font; `glyphs` maps code points to glyphs."""

    name: str
    glyphs: Mapping[int, int]

    def has(self, character: str) -> bool:
        return ord(character) in self.glyphs


@dataclass(frozen=True)
class Run:
    """Neighbouring characters that one face can draw."""

    face: str
    text: str
    thin: bool = False
    """Wanted bold, but the face of rare characters is regular: the drawing thickens it."""


class Fonts:
    """Regular and bold, each with the rare characters' face behind it where that is installed."""

    def __init__(self, folder: Path) -> None:
        rare = [_register(folder / RARE)] if (folder / RARE).is_file() else []
        self._regular = (_register(folder / REGULAR), *rare)
        self._bold = (_register(folder / BOLD), *rare)

    @property
    def first(self) -> str:
        """The registered name of the regular face."""
        return self._regular[0].name

    def runs(self, text: str, bold: bool = False) -> tuple[Run, ...]:
        """The text split by face. What no face has goes to the first; ask `missing` before."""
        faces = self._bold if bold else self._regular
        runs: list[Run] = []
        for character in text:
            face = next((face for face in faces if face.has(character)), faces[0])
            if runs and runs[-1].face == face.name:
                runs[-1] = replace(runs[-1], text=runs[-1].text + character)
            else:
                runs.append(Run(face.name, character, bold and face is not faces[0]))
        return tuple(runs)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide the text is, in points."""
        return float(
            sum(_registry.stringWidth(run.text, run.face, size) for run in self.runs(text, bold))
        )

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of a text that could not be printed, each once, in their order."""
        faces = self._regular + self._bold
        asked = dict.fromkeys(printable(text).replace("\n", ""))
        return tuple(c for c in asked if not any(face.has(c) for face in faces))


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of a text that no installed face has; a paper with them is refused."""
    return fonts().missing(text)


def printable(text: str) -> str:
    """The text without the invisible: format characters and variant selectors have no glyph."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf" and not _selects_variant(c))


def fonts() -> Fonts:
    """The installed faces, registered once a process (0.1 s)."""
    return _load(fonts_folder())


def fonts_folder() -> Path:
    """Where the font files lie: $OMMS_FONTS, the source tree's build/fonts, or the bundle."""
    named = os.environ.get("OMMS_FONTS")
    source = Path(__file__).resolve().parents[2] / "build" / "fonts"
    bundle = Path(getattr(sys, "_MEIPASS", source)) / "fonts"
    folders = [Path(named)] if named else [source, bundle]
    for folder in folders:
        if (folder / REGULAR).is_file() and (folder / BOLD).is_file():
            return folder
    raise FileNotFoundError(f"{REGULAR} and {BOLD} are needed for printing, in {folders[0]}")


@lru_cache(maxsize=8)
def _load(folder: Path) -> Fonts:
    with _registering:
        return Fonts(folder)


def _register(path: Path) -> Face:
    """Register under a name that tells folders apart, so that two sets can live in one process."""
    font = _Font(f"OMMS-{path.stem}-{zlib.crc32(bytes(path.parent)):x}", str(path))
    _registry.registerFont(font)
    return Face(font.fontName, font.face.charToGlyph)


def _selects_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
