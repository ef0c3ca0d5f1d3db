"""The style sheet, the palette and the icons follow the tokens."""

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton

from omms_desktop.assets import asset_path
from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.fonts import load_fonts
from omms_desktop.theme.icons import icon, icon_svg, pixmap, set_icon
from omms_desktop.theme.style import apply_theme, render_style, set_role
from omms_desktop.theme.tokens import THEMES, load_tokens

ICONS = sorted(asset_path("icons").glob("*.svg"))


@pytest.fixture
def dark(qapp):
    apply_theme(qapp, load_tokens("dark"), load_fonts())
    yield load_tokens("dark")
    apply_theme(qapp, load_tokens(), load_fonts())


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_is_filled_completely(qapp, theme):
    style = render_style(load_tokens(theme))
    assert "$" not in style.split("*/", 1)[1]


def test_the_template_holds_no_colour_of_its_own():
    template = asset_path("themes", "app.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", template) == []


def test_the_palette_follows_the_theme(qapp, dark):
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window.name().upper() == dark.window
    assert current_tokens() is dark


def test_an_icon_changes_colour_with_the_theme(qapp, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    set_icon(button, "search")
    before = button.icon().cacheKey()
    apply_theme(qapp, load_tokens("dark"), load_fonts())
    after = button.icon().cacheKey()
    apply_theme(qapp, load_tokens(), load_fonts())
    assert before != after


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_every_icon_is_of_one_family_and_draws_something(qapp, file):
    drawing = file.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke-width="1.75"' in drawing
    image = pixmap(file.stem, "#000000", 24).toImage()
    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))


def test_an_icon_is_sharp_on_a_screen_of_double_density(qapp):
    assert icon("search").pixmap(icon("search").availableSizes()[0], 2.0).width() == 36


def test_an_unknown_icon_is_refused():
    with pytest.raises(KeyError):
        icon_svg("no-such-icon", "#000000")


def test_a_role_changes_how_a_widget_is_painted(qtbot):
    button = QPushButton("x")
    qtbot.addWidget(button)
    plain = button.grab().toImage()
    set_role(button, "primary")
    assert button.grab().toImage() != plain


def test_a_missing_font_is_said_in_words(qapp, tmp_path):
    fonts = load_fonts(tmp_path)
    assert fonts.families == ()
    assert "font is missing" in fonts.warning


def test_the_bundled_fonts_come_first(qapp):
    fonts = load_fonts()
    if fonts.warning:
        pytest.skip("no fonts in build/fonts or $OMMS_FONTS")
    assert fonts.families[0] == "Noto Sans SC"
    assert fonts.font(14).pixelSize() == 14
