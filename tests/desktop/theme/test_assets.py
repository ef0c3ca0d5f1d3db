"""Files of the program are found from source and from a bundle."""

import sys

from omms_desktop.assets import asset_path, fonts_folder


def test_a_source_tree_has_its_icons():
    assert asset_path("icons", "search.svg").is_file()


def test_a_bundle_brings_its_own_resources(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.delenv("OMMS_FONTS", raising=False)
    (tmp_path / "resources" / "fonts").mkdir(parents=True)
    assert asset_path("a.svg") == tmp_path / "resources" / "a.svg"
    assert fonts_folder() == tmp_path / "resources" / "fonts"


def test_the_environment_may_name_the_fonts(monkeypatch, tmp_path):
    monkeypatch.setenv("OMMS_FONTS", str(tmp_path))
    assert fonts_folder() == tmp_path
