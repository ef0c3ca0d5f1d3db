"""Writes docs/licences.md: what OMMS runs on and under which licences, from installed metadata.

Usage: .venv/bin/python -m installer.licences
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import deque
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "licences.md"

PLATFORM = {"sys_platform": "linux", "python_version": "3.13", "python_full_version": "3.13.0"}
"""Fixed, so that the page does not depend on the machine that writes it."""

UNCLEAR = {
    "pypdfium2": "BSD-3-Clause or Apache-2.0; holds PDFium (BSD-3-Clause and others)",
    "qrcode": "BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    "sqlalchemy": "MIT",
}
"""Where the metadata say less than the licence file does."""

HEAD = """# Licences

OMMS itself is under the MIT licence (`LICENCE`). This page lists what it runs on; it is written by
`python -m installer.licences`, and a test fails when it is not current.

Qt for Python is used under the LGPL 3: it is installed as a package of its own and loaded
dynamically, so whoever runs OMMS can replace it.

## Python packages at run time

| package | licence | needed by |
| --- | --- | --- |
"""

TAIL = """
Versions stand in `requirements.lock`. What only one platform needs (keyring's back ends) is
listed for Linux; back-ports that Python 3.11 needs and later ones do not are left out.

## Fonts

| file in build/fonts | font | licence |
| --- | --- | --- |
| NotoSansSC-Regular.ttf, NotoSansSC-Bold.ttf | Noto Sans SC | OFL-1.1 (`OFL.txt` beside them) |
| RareHan.ttf | HanaMinB | Hanazono Font License or OFL-1.1 (`RareHan-licence.txt` beside it) |

Fonts are fetched when OMMS is built and are not part of the repository.

## For tests only

MariaDB and MySQL 5.6.24 (both GPL-2.0) run as programs of their own; nothing is linked to them.
"""


def canonical(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct() -> list[str]:
    """The names of pyproject's own dependencies."""
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [canonical(Requirement(each).name) for each in described["project"]["dependencies"]]


def needed() -> dict[str, set[str]]:
    """Every package at run time on Linux with who asks for it."""
    found: dict[str, set[str]] = {name: {"OMMS"} for name in direct()}
    waiting = deque(found)
    while waiting:
        asker = waiting.popleft()
        for text in distribution(asker).requires or []:
            asked = Requirement(text)
            if asked.marker and not asked.marker.evaluate({**PLATFORM, "extra": ""}):
                continue
            name = canonical(asked.name)
            if name not in found:
                waiting.append(name)
            found.setdefault(name, set()).add(asker)
    return found


def licence(name: str) -> str:
    """What the package says of its licence, in a few words."""
    if name in UNCLEAR:
        return UNCLEAR[name]
    told = distribution(name).metadata
    for field in ("License-Expression", "License"):
        short = told[field] if field in told else ""  # noqa: SIM401 its type has no get
        if short and "\n" not in short and len(short) < 80:
            return short
    prefix = "License :: OSI Approved :: "
    named = [each for each in told.get_all("Classifier") or [] if each.startswith(prefix)]
    return ", ".join(each.removeprefix(prefix) for each in named) or "see its metadata"


def page() -> str:
    """The whole text of docs/licences.md."""
    rows = [
        f"| {name} | {licence(name)} | {', '.join(sorted(askers, key=str.lower))} |\n"
        for name, askers in sorted(needed().items())
    ]
    return HEAD + "".join(rows) + TAIL


def main() -> int:
    """Write the page. Returns the exit code."""
    try:
        TARGET.write_text(page(), encoding="utf-8")
    except PackageNotFoundError as missing:
        print(f"Not installed: {missing}. Run: make venv", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
