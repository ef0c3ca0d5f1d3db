"""Runs registries' own clients and takes files from what they fetch, each checked by its sha256."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

Runner = Callable[[Sequence[str], Path], None]
"""Runs a command in a folder; raises `Unavailable` when it fails."""


class Unavailable(Exception):
    """A client is missing or could not fetch; another source may be tried."""


class Forged(Exception):
    """What was fetched is not what was reviewed. Never worked around by another source."""


def run(command: Sequence[str], folder: Path) -> None:
    """Run `command` in `folder`, silently unless it fails."""
    if shutil.which(command[0]) is None:
        raise Unavailable(f"{command[0]} is not installed")
    done = subprocess.run(  # noqa: S603 the commands are this project's own constants
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unavailable(f"{command[0]} failed: {last}")


def sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(path: Path, expected: str) -> Path:
    """Return `path` when its content has the sha256 `expected`; else raise `Forged`."""
    found = sha256(path)
    if found != expected:
        raise Forged(f"{path.name} has sha256 {found}, expected {expected}")
    return path


def only(folder: Path, pattern: str) -> Path:
    """The one file that a client left in `folder`."""
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise Unavailable(f"expected one {pattern}, found {len(found)}")
    return found[0]


def from_tar(archive: Path, member: str, target: Path) -> None:
    """Write one member of a tar archive to `target`."""
    with tarfile.open(archive) as opened:
        content = opened.extractfile(member)
        if content is None:
            raise Forged(f"{archive.name} holds no file {member}")
        target.write_bytes(content.read())


def from_zip(archive: Path, member: str, target: Path) -> None:
    """Write one member of a zip archive (a wheel) to `target`."""
    with zipfile.ZipFile(archive) as opened:
        target.write_bytes(opened.read(member))


def is_ci() -> bool:
    """Whether this is the build machine, where nothing may be left out quietly."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")
