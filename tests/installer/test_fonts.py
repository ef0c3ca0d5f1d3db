"""Fetching fonts: what is checked, which source is next, and what is left when one fails."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from installer import fetching, font_sources, fonts
from installer.fetching import Forged, Unavailable

FACE = b"regular outlines"
FACE_SUM = hashlib.sha256(FACE).hexdigest()
LICENCE_SUM = hashlib.sha256(b"licence").hexdigest()
SMALL = fonts.Wanted(("A.ttf", "OFL.txt"), (), "a test")


def nobody(command: Sequence[str], folder: Path) -> None:
    raise Unavailable(f"{command[0]} is not installed")


def good(folder: Path, _runner: fetching.Runner) -> None:
    (folder / "A.ttf").write_bytes(FACE)
    (folder / "OFL.txt").write_bytes(b"licence")


def absent(folder: Path, runner: fetching.Runner) -> None:
    (folder / "half").write_bytes(b"")
    runner(["npm"], folder)


def forged(folder: Path, _runner: fetching.Runner) -> None:
    (folder / "A.ttf").write_bytes(b"something else")
    fetching.check(folder / "A.ttf", FACE_SUM)


def wanted(*sources: fonts.Source, optional: bool = False) -> fonts.Wanted:
    return fonts.Wanted(SMALL.files, sources, SMALL.purpose, optional)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_font_is_fetched_once(tmp_path: Path) -> None:
    assert fonts.provide(wanted(good), tmp_path, nobody) == 0
    assert names(tmp_path) == ["A.ttf", "A.ttf.sha256", "OFL.txt"]
    assert fonts.provide(wanted(forged), tmp_path, nobody) == 0


def test_a_damaged_font_is_fetched_again(tmp_path: Path) -> None:
    fonts.provide(wanted(good), tmp_path, nobody)
    (tmp_path / "A.ttf").write_bytes(b"cut o")
    assert not fonts.is_there(wanted(good), tmp_path)
    fonts.provide(wanted(good), tmp_path, nobody)
    assert (tmp_path / "A.ttf").read_bytes() == FACE


def test_the_next_source_serves_when_the_first_has_no_client(tmp_path: Path) -> None:
    fonts.fetch(wanted(absent, good), tmp_path, nobody)
    assert names(tmp_path) == ["A.ttf", "A.ttf.sha256", "OFL.txt"]


def test_a_forged_font_is_refused_and_no_other_source_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Forged):
        fonts.fetch(wanted(forged, good), tmp_path, nobody)
    assert names(tmp_path) == []
    assert fonts.provide(wanted(forged, optional=True), tmp_path, nobody) == 1
    assert "Refused" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("optional", "ci", "code"), [(True, "", 0), (True, "true", 1), (False, "", 1)]
)
def test_only_an_optional_font_may_be_missing_and_not_in_ci(
    optional: bool, ci: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    assert fonts.provide(wanted(absent, optional=optional), tmp_path, nobody) == code


def npm_with(faces: dict[str, bytes]) -> fetching.Runner:
    def run(_command: Sequence[str], folder: Path) -> None:
        with tarfile.open(folder / "package.tgz", "w:gz") as archive:
            for member, content in faces.items():
                entry = tarfile.TarInfo(member)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))

    return run


def test_an_npm_package_with_another_content_is_refused(tmp_path: Path) -> None:
    faces = {member: b"changed" for member, _ in font_sources.NPM_FILES.values()}
    with pytest.raises(Forged, match=r"NotoSansSC-Regular\.ttf has sha256"):
        font_sources.noto_from_npm(tmp_path, npm_with(faces))


def test_the_npm_files_get_our_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        font_sources, "NPM_FILES", {"A.ttf": ("package/a", FACE_SUM), "OFL.txt": ("l", LICENCE_SUM)}
    )
    font_sources.noto_from_npm(tmp_path, npm_with({"package/a": FACE, "l": b"licence"}))
    assert names(tmp_path) == ["A.ttf", "OFL.txt"]


def test_a_missing_client_is_unavailable_and_not_an_error(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no-such-client is not installed"):
        fetching.run(["no-such-client"], tmp_path)


@pytest.mark.network
@pytest.mark.parametrize("source", [font_sources.noto_from_npm, font_sources.noto_from_pypi])
def test_both_registries_give_fonts_that_print_chinese(
    source: fonts.Source, tmp_path: Path
) -> None:
    noto = fonts.Wanted(fonts.NOTO.files, (source,), fonts.NOTO.purpose)
    fonts.fetch(noto, tmp_path)
    assert_prints("门诊病历张㛃䶮0123℃", tmp_path / font_sources.REGULAR, weight=400)
    assert_prints("门诊病历张㛃䶮0123℃", tmp_path / font_sources.BOLD, weight=700)


@pytest.mark.network
@pytest.mark.skipif(not os.path.exists("/usr/bin/apt-get"), reason="not a Debian system")
def test_the_rare_font_prints_names_beyond_the_basic_plane(tmp_path: Path) -> None:
    fonts.fetch(fonts.RARE, tmp_path)
    assert_prints("𠮷𣈶𤩽𪚥𠀋𪟝𫍽", tmp_path / font_sources.RARE)


def assert_prints(text: str, path: Path, weight: int | None = None) -> None:
    """ReportLab embeds the font (TrueType outlines) and it has every character of `text`."""
    from fontTools.ttLib import TTFont as Tables
    from reportlab.pdfbase.ttfonts import TTFont

    face = TTFont("Probe", str(path)).face
    assert [each for each in text if ord(each) not in face.charToGlyph] == []
    tables = Tables(path)
    assert "fvar" not in tables
    assert weight in (None, tables["OS/2"].usWeightClass)


def test_no_step_of_the_installer_names_a_host() -> None:
    root = Path(fonts.__file__).parent
    found = subprocess.run(
        ["grep", "-rnE", "https?://", str(root), "--include=*.py"], capture_output=True, check=False
    )
    assert found.stdout == b""
