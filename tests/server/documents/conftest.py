"""Reading papers back with poppler, as a person's viewer would."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from omms_server.documents.fonts import RARE, fonts_folder

Reader = Callable[[bytes], str]


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def text_of(tmp_path: Path) -> Reader:
    """The text of a PDF without spaces and line ends, which belong to the layout."""

    def read(pdf: bytes) -> str:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        return "".join(_run("pdftotext", "-raw", str(path), "-").split())

    return read


@pytest.fixture
def pages_of(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """The text of each page."""

    def read(pdf: bytes) -> list[str]:
        path = tmp_path / "pages.pdf"
        path.write_bytes(pdf)
        text = _run("pdftotext", "-raw", str(path), "-")
        return ["".join(page.split()) for page in text.split("\f")[:-1]]

    return read


@pytest.fixture
def fonts_in(tmp_path: Path) -> Callable[[bytes], list[list[str]]]:
    """The rows of pdffonts: name, type, encoding, embedded, subset, unicode."""

    def read(pdf: bytes) -> list[list[str]]:
        path = tmp_path / "fonts.pdf"
        path.write_bytes(pdf)
        return [line.split() for line in _run("pdffonts", str(path)).splitlines()[2:]]

    return read


@pytest.fixture
def boxes_of(tmp_path: Path) -> Callable[[bytes], list[tuple[float, ...]]]:
    """For each word (x0, y0, x1, y1, page width, page height) in points."""

    def read(pdf: bytes) -> list[tuple[float, ...]]:
        path = tmp_path / "boxes.pdf"
        path.write_bytes(pdf)
        found, page = [], (0.0, 0.0)
        number = r'"([-\d.]+)"'
        for line in _run("pdftotext", "-bbox", str(path), "-").splitlines():
            if match := re.search(rf"<page width={number} height={number}", line):
                page = (float(match[1]), float(match[2]))
            names = ("xMin", "yMin", "xMax", "yMax")
            if match := re.search(" ".join(f"{name}={number}" for name in names), line):
                found.append((*map(float, match.groups()), *page))
        return found

    return read


@pytest.fixture
def rare_face() -> None:
    """Tests of characters beyond the main font need the fallback face."""
    if not (fonts_folder() / RARE).is_file():
        pytest.skip(f"{RARE} is not installed in {fonts_folder()}")
