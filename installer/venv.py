"""Makes the project's virtual environment, or leaves it alone when it is up to date.

Every package is taken by the hash in `requirements.lock`; the project itself is linked, not copied.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "omms-stamp"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def stamp_of(root: Path) -> str:
    """What the environment was made from: lock, project description, interpreter."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {root}".encode())
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Whether the environment was made from what lies in the tree now."""
    return STAMP.is_file() and PYTHON.exists() and STAMP.read_text() == stamp_of(ROOT)


def make() -> None:
    """Make the environment and fill it. Raises `CalledProcessError` when pip fails."""
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)  # noqa: S603
    # The lock names every package. Left to look for dependencies, pip stumbles over the newer
    # release of one that another asks for with an extra, as pytest-cov does for coverage[toml].
    _pip("--require-hashes", "--no-deps", "-r", str(ROOT / "requirements.lock"))
    _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(stamp_of(ROOT))


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    lines = done.stderr.splitlines(keepends=True)
    # pip warns once a package of each configured folder that does not hold it, and of old packages.
    noise = ("WARNING: Location ", "  DEPRECATION: ")
    sys.stderr.writelines(line for line in lines if not line.startswith(noise))
    done.check_returncode()


def main() -> int:
    """Make the environment when it is not current. Returns the exit code."""
    if sys.version_info < OLDEST:
        print(
            f"OMMS needs Python 3.11 or later; this is {sys.version.split()[0]}.", file=sys.stderr
        )
        print("Name another one:  make PYTHON=python3.12 ...", file=sys.stderr)
        return 1
    if is_current():
        return 0
    if importlib.util.find_spec("ensurepip") is None:
        asked = [sys.executable, str(ROOT / "installer" / "system_packages.py"), "venv"]
        if subprocess.run(asked, check=False).returncode:  # noqa: S603
            return 1
    print("Making .venv from requirements.lock ...", flush=True)
    try:
        make()
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
