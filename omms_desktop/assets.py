"""Finds the files the program brings along, from a source tree or from a PyInstaller bundle."""

import os
import sys
from pathlib import Path

_SOURCE = Path(__file__).resolve().parent.parent


def _root() -> Path:
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else _SOURCE


def asset_path(*parts: str) -> Path:
    """Return where a file or folder of `resources/` lies: `asset_path("icons", "bed.svg")`."""
    return _root().joinpath("resources", *parts)


def fonts_folder() -> Path:
    """Return the folder of the bundled fonts.

    $OMMS_FONTS wins; a bundle carries `resources/fonts`; a source tree has `build/fonts`.
    """
    chosen = os.environ.get("OMMS_FONTS")
    if chosen:
        return Path(chosen)
    bundled = asset_path("fonts")
    return bundled if bundled.is_dir() else _root() / "build" / "fonts"
