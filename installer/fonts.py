"""Puts the fonts that screens and papers need into build/fonts; quick when they are there already.

Usage: .venv/bin/python -m installer.fonts [--from npm|pypi]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer import font_sources as sources
from installer.fetching import Forged, Runner, Unavailable, is_ci, run, sha256

FOLDER = Path(__file__).resolve().parent.parent / "build" / "fonts"

Source = Callable[[Path, Runner], None]


@dataclass(frozen=True)
class Wanted:
    """Some files and the sources to try for them, the first one first."""

    files: tuple[str, ...]
    sources: tuple[Source, ...]
    purpose: str
    optional: bool = False

    @property
    def record(self) -> str:
        """The file that holds the sums of what was put in place."""
        return f"{self.files[0]}.sha256"


NPM_FIRST = (sources.noto_from_npm, sources.noto_from_pypi)
NOTO = Wanted((sources.REGULAR, sources.BOLD, sources.LICENCE), NPM_FIRST, "Chinese text")
RARE = Wanted(
    (sources.RARE, sources.RARE_LICENCE),
    (sources.rare_from_debian,),
    "rare characters of names (U+20000 up)",
    optional=True,
)


def is_there(wanted: Wanted, folder: Path) -> bool:
    """Whether all files are in place and unchanged since they were put there."""
    record = folder / wanted.record
    return record.is_file() and record.read_text() == _sums(wanted, folder)


def fetch(wanted: Wanted, folder: Path, runner: Runner = run) -> None:
    """Fetch `wanted` into `folder` from the first source that works; all files or none change.

    Raises `Unavailable` when no source works and `Forged` at once when one delivers something else.
    """
    reasons = []
    for source in wanted.sources:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as name:
            try:
                source(Path(name), runner)
            except Unavailable as reason:
                reasons.append(str(reason))
                continue
            _put(wanted, Path(name), folder)
            return
    raise Unavailable("; ".join(reasons))


def _put(wanted: Wanted, fetched: Path, folder: Path) -> None:
    (folder / wanted.record).unlink(missing_ok=True)
    for name in wanted.files:
        os.replace(fetched / name, folder / name)
    temporary = fetched / wanted.record
    temporary.write_text(_sums(wanted, folder))
    os.replace(temporary, folder / wanted.record)


def _sums(wanted: Wanted, folder: Path) -> str:
    if not all((folder / name).is_file() for name in wanted.files):
        return ""
    return "".join(f"{sha256(folder / name)}  {name}\n" for name in wanted.files)


def provide(wanted: Wanted, folder: Path, runner: Runner = run) -> int:
    """Have `wanted` in `folder`. Returns the exit code; an optional font must be there in CI."""
    if is_there(wanted, folder):
        return 0
    print(f"Fetching the font for {wanted.purpose} ...", flush=True)
    try:
        fetch(wanted, folder, runner)
    except Forged as error:
        print(f"Refused: {error}", file=sys.stderr)
        return 1
    except Unavailable as error:
        print(f"No font for {wanted.purpose}: {error}", file=sys.stderr)
        return 0 if wanted.optional and not is_ci() else 1
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Have all fonts. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", choices=("npm", "pypi"), default="npm")
    told = parser.parse_args(arguments)
    order = NPM_FIRST if told.source == "npm" else NPM_FIRST[::-1]
    noto = Wanted(NOTO.files, order, NOTO.purpose)
    return provide(noto, FOLDER) or provide(RARE, FOLDER)


if __name__ == "__main__":
    sys.exit(main())
