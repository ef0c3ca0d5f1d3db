"""Installs the Debian or Ubuntu packages that Qt and the tests need; runs before .venv exists.

Usage: python3 installer/system_packages.py [--optional] GROUP...
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Names = tuple[str, ...]
"""One package under all the names it has had; Ubuntu 24.04 renamed some for 64-bit time."""

GROUPS: dict[str, tuple[Names, ...]] = {
    "venv": (("python3-venv",),),
    "qt": (
        ("libglib2.0-0", "libglib2.0-0t64"),
        ("libgl1",),
        ("libegl1",),
        ("libfontconfig1",),
        ("libdbus-1-3",),
        ("libxkbcommon0",),
        ("libxcb-cursor0",),
        ("libxcb-icccm4",),
        ("libxcb-keysyms1",),
        ("libxcb-shape0",),
        ("libxcb-xkb1",),
        ("libxkbcommon-x11-0",),
    ),
    "test": (
        ("mariadb-server",),
        ("chromium", "chromium-browser"),
        ("xvfb",),
        ("poppler-utils",),
    ),
}
"""`venv` creates virtual environments, `qt` is what the workstation's windows load (the first six
are enough without a screen), `test` is what the tests start."""

# Installing mariadb-server starts a database that nobody asked for. A policy-rc.d that says no
# keeps it stopped, as image builders do; one that is there already stays.
INSTALL = """set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\\nexit 101\\n' > "$policy"
    chmod 755 "$policy"
fi
DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@"
for package in "$@"; do
    if [ "$package" = mariadb-server ] && [ -d /run/systemd/system ]; then
        systemctl --quiet disable mariadb.service
    fi
done
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    output: str


Runner = Callable[[Sequence[str]], Ran]


def run(command: Sequence[str]) -> Ran:
    """Run `command`; its output is kept only when it fails, where it is shown."""
    try:
        done = subprocess.run(  # noqa: S603 the commands are the constants of this file
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return Ran(127, f"{command[0]}: not found")
    return Ran(done.returncode, done.stdout + done.stderr)


def is_installed(package: str, runner: Runner) -> bool:
    """Whether dpkg has unpacked and configured `package`."""
    asked = runner(["dpkg-query", "-W", "-f=${db:Status-Status}", package])
    return asked.code == 0 and asked.output.strip() == "installed"


def missing(names: Iterable[Names], runner: Runner) -> list[Names]:
    """Those of `names` that are installed under none of their names."""
    return [each for each in names if not any(is_installed(name, runner) for name in each)]


def known_name(names: Names, runner: Runner) -> str:
    """The name under which apt can install the package; the first one when apt knows none."""
    for name in names:
        asked = runner(["apt-cache", "policy", name])
        if "Candidate:" in asked.output and "Candidate: (none)" not in asked.output:
            return name
    return names[0]


def root_prefix(runner: Runner, is_root: bool) -> list[str] | None:
    """What to put before a command so that it runs as root; `None` when that takes a password."""
    if is_root:
        return []
    return ["sudo", "-n"] if runner(["sudo", "-n", "true"]).code == 0 else None


def install(wanted: Sequence[Names], runner: Runner, *, is_root: bool) -> str:
    """Install what is missing of `wanted`. Returns "" or what to do by hand."""
    absent = missing(wanted, runner)
    if not absent:
        return ""
    prefix = root_prefix(runner, is_root)
    if prefix is None:
        names = " ".join(known_name(each, runner) for each in absent)
        return f"Please run once:  sudo apt-get install --no-install-recommends {names}"
    # A fresh machine has no package lists; names can be told apart only after this.
    runner([*prefix, "apt-get", "-q", "update"])
    names_known = [known_name(each, runner) for each in absent]
    print("Installing", *names_known, flush=True)
    ran = runner([*prefix, "sh", "-c", INSTALL, "install", *names_known])
    if ran.code == 0:
        return ""
    return f"{ran.output}\nFailed: apt-get install {shlex.join(names_known)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Install the groups named on the command line. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", nargs="+", choices=sorted(GROUPS))
    parser.add_argument("--optional", action="store_true", help="go on without them")
    told = parser.parse_args(arguments)
    if shutil.which("dpkg-query") is None:
        print("Not a Debian system: install the libraries that Qt and the tests need by hand.")
        return 0
    wanted = [names for group in told.group for names in GROUPS[group]]
    to_do = install(wanted, run, is_root=os.geteuid() == 0)
    if to_do:
        print(to_do, file=sys.stderr)
    return 1 if to_do and not told.optional else 0


if __name__ == "__main__":
    sys.exit(main())
