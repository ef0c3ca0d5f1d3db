"""Files, classes and functions stay small enough to be read at one go (STYLE 3.6)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import files, listed, place, tree

FILE_LINES, FUNCTION_LINES, CLASS_LINES, ARGUMENTS = 300, 40, 200, 6

SOURCE = [
    path
    for path in files("omms_server", "omms_desktop", "installer")
    if "migrations/versions" not in place(path)  # generated, then frozen
]
REASONED = re.compile(r"# noqa: PLR0913(, PLR0917)? \w+ \w+")
"""More arguments are allowed to a function that says why, where ruff reads it too."""


def too_long(path: Path) -> Iterator[str]:
    """What in the file is longer than it may be."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > FILE_LINES:
        yield f"{place(path)} has {lines} lines, {FILE_LINES} are allowed"
    limits = {
        ast.FunctionDef: FUNCTION_LINES,
        ast.AsyncFunctionDef: FUNCTION_LINES,
        ast.ClassDef: CLASS_LINES,
    }
    for node in ast.walk(tree(path)):
        limit = limits.get(type(node))
        if limit and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield f"{place(path, node.lineno)} {node.name} has {length} lines, not {limit}"


def too_many_arguments(path: Path) -> Iterator[str]:
    """Functions with more arguments than a caller can keep in mind; `self` is not counted."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if REASONED.search(lines[node.lineno - 1]):
                continue
            told = node.args
            names = [each.arg for each in (*told.posonlyargs, *told.args, *told.kwonlyargs)]
            count = len([name for name in names if name not in ("self", "cls")])
            if count > ARGUMENTS:
                yield f"{place(path, node.lineno)} {node.name} takes {count} arguments"


def test_the_walk_sees_the_source() -> None:
    assert {path.parent.name for path in SOURCE} >= {"contract", "core", "installer"}


@pytest.mark.parametrize("path", SOURCE, ids=place)
def test_a_file_of_the_programs_stays_small(path: Path) -> None:
    found = [*too_long(path), *too_many_arguments(path)]
    assert not found, listed(found)
