"""Small rules of the house, each checked by a machine: one rule, one test."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import ROOT, calls_of, files, imported, listed, place, tree

PIXELS = frozenset(
    f"set{what}{side}"
    for what in ("Fixed", "Minimum", "Maximum")
    for side in ("Size", "Width", "Height")
)
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}\b")
PRINTS = frozenset(
    f"omms_server/{name}.py"
    for name in ("audit_cli", "cli", "keys_cli", "serving", "demo", "web/serve")  # programs' starts
)
PRINTS_BELOW = ("omms_server/demo/", "omms_server/cli/")

MAY_SLEEP = {
    "tests/bench/measuring.py": "a load at a steady rate waits until its next call is due",
    "tests/support/databases.py": "asks a starting server, which tells nobody when it is ready",
    "tests/support/rpyc_front.py": "asks a server's own counters until they show what must come",
    "tests/client/test_connection.py": "asks until a background thread has noticed a lost peer",
    "tests/server/core/test_rpyc_hostile.py": "is a slow peer, which is what the test is about",
}
"""Files of the tests that may wait by the clock, each with its reason."""


def literals(path: Path) -> Iterator[tuple[str, int]]:
    """The texts of a file, documentation included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def test_no_dialog_runs_an_event_loop_of_its_own() -> None:
    """A nested loop hangs tests and lets a second answer in; `open()` and a signal do not."""
    found = [
        place(path, call.lineno)
        for path in files("omms_desktop")
        if path.name != "__main__.py"
        for name in ("exec", "exec_")
        for call in calls_of(path, name)
        if not isinstance(call.func, ast.Attribute)
        or ast.unparse(call.func.value) not in ("app", "application")
    ]
    assert not found, listed(found)


def test_a_tab_sets_roles_and_never_looks() -> None:
    found = []
    for path in files("omms_desktop/tabs"):
        found += [place(path, call.lineno) for call in calls_of(path, "setStyleSheet")]
        for name in PIXELS:
            for call in calls_of(path, name):
                if any(isinstance(each, ast.Constant) for each in call.args):
                    found.append(f"{place(path, call.lineno)} {name} in pixels")
        found += [
            f"{place(path, line)} colour {text}"
            for text, line in literals(path)
            if HEX_COLOUR.fullmatch(text)
        ]
    assert not found, listed(found)


def test_only_a_command_line_prints() -> None:
    found = [
        place(path, call.lineno)
        for path in files("omms_server", "omms_desktop")
        for call in calls_of(path, "print")
        if isinstance(call.func, ast.Name)
        if place(path) not in PRINTS and not place(path).startswith(PRINTS_BELOW)
    ]
    assert not found, listed(found)


def test_tests_wait_for_what_happens_and_not_by_the_clock() -> None:
    found = [
        place(path, call.lineno)
        for path in files("tests")
        for name in ("sleep", "qWait", "wait_for_timeout")
        for call in calls_of(path, name)
        if place(path) not in MAY_SLEEP
    ]
    assert not found, listed(found)


def test_who_may_sleep_still_does() -> None:
    idle = [name for name in MAY_SLEEP if not list(calls_of(ROOT / name, "sleep"))]
    assert not idle, listed(idle)


def test_the_lock_names_no_index_and_hashes_every_package() -> None:
    text = (ROOT / "requirements.lock").read_text()
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=sha256:", ""), re.MULTILINE)
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    bare = [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not bare, listed(bare)
    loose = [entry.split()[0] for entry in entries if "==" not in entry.split()[0]]
    assert not loose, listed(loose)


def test_no_module_hides_what_it_imports_behind_a_star() -> None:
    found = [
        place(path, line)
        for path in files("omms_server", "omms_desktop", "installer", "tests")
        for name, line in imported(path)
        if name.endswith(".*")
    ]
    assert not found, listed(found)


def test_every_module_begins_with_what_it_is_for() -> None:
    silent = [
        place(path)
        for path in files("omms_server", "omms_desktop", "installer")
        if tree(path).body and not ast.get_docstring(tree(path))
    ]
    assert not silent, listed(silent)


def test_nothing_that_was_made_is_kept_in_the_repository() -> None:
    kept = subprocess.run(
        ["git", "ls-files", "build", ".venv", "*.qm", "*.ttf", "*.pyc"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert kept.stdout == ""
