"""Faces and missing characters."""

import shutil
from pathlib import Path

import pytest

from omms_server.documents import fonts as module
from omms_server.documents.fonts import BOLD, REGULAR, fonts, fonts_folder, missing_glyphs


def test_common_and_clinical_characters_are_there() -> None:
    assert missing_glyphs("阿莫西林 0.5 g，25 ℃ ±½ × ≤ ≥ ① · — “引” 㛃䶮 ¥") == ()


def test_missing_characters_are_told_once() -> None:
    assert missing_glyphs("甲\U0003134a乙\ue000\U0003134a") == ("\U0003134a", "\ue000")


def test_invisible_characters_are_not_missing() -> None:
    assert missing_glyphs("葛\U000e0100\ufe0f\u200b\ufeff") == ()


@pytest.mark.usefixtures("rare_face")
def test_a_rare_character_is_drawn_by_the_fallback() -> None:
    runs = fonts().runs("王𠮷明", bold=True)
    assert [run.text for run in runs] == ["王", "𠮷", "明"]
    assert runs[1].thin
    assert runs[0].face == runs[2].face != runs[1].face


def test_without_the_fallback_a_rare_character_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (REGULAR, BOLD):
        shutil.copy(fonts_folder() / name, tmp_path / name)
    monkeypatch.setenv("OMMS_FONTS", str(tmp_path))
    assert missing_glyphs("王𠮷") == ("𠮷",)


def test_no_fonts_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMMS_FONTS", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="needed for printing"):
        module.fonts()
