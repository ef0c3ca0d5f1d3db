"""Compiles the translations (.ts) into what Qt reads (.qm)."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6


def qt_tool(name: str) -> Path:
    """Where one of Qt's own programs lies inside PySide6: `lrelease`, `lupdate`."""
    return Path(PySide6.__file__).parent / (f"{name}.exe" if sys.platform == "win32" else name)


def compile_texts(source: Path, target: Path) -> None:
    """Make `target` of `source` as a whole, so that no other start reads half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(suffix=".qm", dir=target.parent)
    os.close(handle)
    command = [str(qt_tool("lrelease")), "-silent", str(source), "-qm", half]
    subprocess.run(command, check=True)  # noqa: S603 Qt's own program on our own file
    os.replace(half, target)


def compiled(source: Path, target: Path) -> Path:
    """Return `target`, made anew when it is missing or older than `source`."""
    if not target.is_file() or target.stat().st_mtime < source.stat().st_mtime:
        compile_texts(source, target)
    return target
