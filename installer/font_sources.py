"""Where each font comes from: package, version, file, and the sha256 that was reviewed."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from installer import system_packages
from installer.fetching import Runner, Unavailable, check, from_tar, from_zip, only

REGULAR = "NotoSansSC-Regular.ttf"
BOLD = "NotoSansSC-Bold.ttf"
LICENCE = "OFL.txt"
RARE = "RareHan.ttf"
RARE_LICENCE = "RareHan-licence.txt"

NPM_PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
NPM_FILES = {
    REGULAR: (
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    BOLD: (
        "package/700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
    LICENCE: (
        "package/LICENSE_FONT",
        "1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9",
    ),
}

PYPI_PACKAGE = "justmytype-intl-cjk==0.1.0"
PYPI_FOLDER = "justmytype_intl_cjk/fonts/ofl/notosanssc/"
PYPI_VARIABLE = "a3041811a78c361b1de50f953c805e0244951c21c5bd412f7232ef0d899af0da"
PYPI_LICENCE = "1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9"
WEIGHTS = {REGULAR: 400, BOLD: 700}

DEBIAN_PACKAGE = "fonts-hanazono"
DEBIAN_FILE = "usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
DEBIAN_SHA256 = "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c"
DEBIAN_LICENCE = "usr/share/doc/fonts-hanazono/copyright"

PIN_WEIGHT = """import sys
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
font = TTFont(sys.argv[1], recalcTimestamp=False)
instantiateVariableFont(font, {"wght": int(sys.argv[2])}, inplace=True, updateFontNames=True)
font.save(sys.argv[3])
"""


def noto_from_npm(folder: Path, runner: Runner) -> None:
    """Regular and Bold as they are in the npm package: 57 MB to fetch, nothing to compute."""
    runner(["npm", "pack", "--silent", NPM_PACKAGE], folder)
    archive = only(folder, "*.tgz")
    for name, (member, digest) in NPM_FILES.items():
        from_tar(archive, member, folder / name)
        check(folder / name, digest)
    archive.unlink()


def noto_from_pypi(folder: Path, runner: Runner) -> None:
    """Both weights cut from a wheel's variable font: 30 MB to fetch, half a minute to compute."""
    wanted = ["pip", "download", "-q", "--no-deps", "-d", ".", PYPI_PACKAGE]
    runner([sys.executable, "-m", *wanted], folder)
    wheel = only(folder, "*.whl")
    variable = folder / "variable.ttf"
    from_zip(wheel, PYPI_FOLDER + "NotoSansSC[wght].ttf", variable)
    from_zip(wheel, PYPI_FOLDER + "OFL.txt", folder / LICENCE)
    check(variable, PYPI_VARIABLE)
    check(folder / LICENCE, PYPI_LICENCE)
    with ThreadPoolExecutor(len(WEIGHTS)) as both:
        list(both.map(lambda item: _pin(variable, item[1], folder / item[0]), WEIGHTS.items()))
    wheel.unlink()
    variable.unlink()


def _pin(variable: Path, weight: int, target: Path) -> None:
    """One weight of a variable font, in its own process: the work holds the interpreter."""
    command = [sys.executable, "-c", PIN_WEIGHT, str(variable), str(weight), str(target)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Unavailable(f"fontTools could not pin weight {weight}: {done.stderr.strip()[-200:]}")


def rare_from_debian(folder: Path, runner: Runner) -> None:
    """HanaMinB, which has all 42,711 characters of Extension B: 22 MB, unpacked, not installed."""
    try:
        runner(["apt-get", "-q", "download", DEBIAN_PACKAGE], folder)
    except Unavailable:
        prefix = system_packages.root_prefix(system_packages.run, os.geteuid() == 0)
        if prefix is None:
            raise
        runner([*prefix, "apt-get", "-q", "update"], folder)  # a fresh machine has no lists
        runner(["apt-get", "-q", "download", DEBIAN_PACKAGE], folder)
    package = only(folder, "*.deb")
    runner(["dpkg-deb", "-x", package.name, "unpacked"], folder)
    check(folder / "unpacked" / DEBIAN_FILE, DEBIAN_SHA256).rename(folder / RARE)
    (folder / "unpacked" / DEBIAN_LICENCE).rename(folder / RARE_LICENCE)
