"""A clinic with a keys folder of its own, so that a test may change keys that others share."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from omms_server.core.keys import load_vault
from tests.support.clinic import Clinic, reopen_clinic


def with_own_keys(clinic: Clinic, folder: Path) -> Clinic:
    """The same clinic on a copy of its keys in `folder`/keys."""
    house = clinic.app.house
    if not (folder / "keys").exists():
        shutil.copytree(house.settings.keys, folder / "keys")
    settings = house.settings.model_copy(update={"data": folder})
    own = replace(house, settings=settings, vault=load_vault(folder / "keys"))
    clinic.app.house = own
    reopened = reopen_clinic(clinic)
    clinic.app.house = house
    return reopened
