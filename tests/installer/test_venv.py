"""When the virtual environment is made anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installer import venv


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("a==1")
    (tmp_path / "pyproject.toml").write_text("[project]")
    return tmp_path


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_description_makes_the_environment_stale(tree: Path, name: str) -> None:
    before = venv.stamp_of(tree)
    (tree / name).write_text("changed")
    assert venv.stamp_of(tree) != before


def test_a_moved_tree_makes_the_environment_stale(tree: Path) -> None:
    before = venv.stamp_of(tree)
    assert venv.stamp_of(tree.rename(tree.with_name("elsewhere"))) != before


def test_an_old_python_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(venv, "OLDEST", (sys.version_info.major + 1, 0))
    assert venv.main() == 1
    assert "OMMS needs Python 3.11 or later" in capsys.readouterr().err
