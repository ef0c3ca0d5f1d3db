"""Who may import whom (ARCHITECTURE): the contracts of pyproject.toml and what they cannot say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT, files, imported, listed, module_of, place

REPOSITORY = re.compile(r"^omms_server\.domains\.(\w+)\.\w*repository(\.|$)")
MAY_READ_EVERYTHING = frozenset({"reports"})


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_domain_reads_its_own_repository_only() -> None:
    found = []
    for path in files("omms_server/domains"):
        domain = module_of(path).split(".")[2:3]
        for name, line in imported(path):
            owner = REPOSITORY.match(name)
            if owner and [owner[1]] != domain and not MAY_READ_EVERYTHING.issuperset(domain):
                found.append(f"{place(path, line)} reads {name}")
    assert not found, listed(found)


def test_tabs_do_not_import_each_other() -> None:
    found = []
    for path in files("omms_desktop/tabs"):
        tab = module_of(path).split(".")[2:3]
        for name, line in imported(path):
            other = name.split(".")[2:3] if name.startswith("omms_desktop.tabs.") else []
            if other and tab and other != tab:
                found.append(f"{place(path, line)} imports {name}")
    assert not found, listed(found)


IMPORT_ALL = """
import importlib, pkgutil, sys
import omms_desktop
for each in pkgutil.walk_packages(omms_desktop.__path__, "omms_desktop."):
    if not each.name.endswith("__main__"):
        importlib.import_module(each.name)
print(*sorted(sys.modules))
"""
ALLOWED = ("omms_server.contract", "omms_server.client")


def test_a_workstation_loads_no_server_and_no_database() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "omms_desktop" in loaded
    strangers = [
        name
        for name in loaded
        if name.split(".")[0] in ("sqlalchemy", "pymysql", "fastapi", "alembic")
        or (name.startswith("omms_server.") and not name.startswith(ALLOWED))
    ]
    assert not strangers, listed(strangers)
