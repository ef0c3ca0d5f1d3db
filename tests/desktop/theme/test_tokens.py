"""Every text can be read on every ground, in both themes."""

import pytest

from omms_desktop.theme.tokens import SCALES, THEMES, load_tokens

GROUNDS = ("window", "surface", "raised", "sunken", "hover", "selected", "accent_soft")
LEVEL_GROUNDS = ("danger_soft", "warn_soft", "ok_soft", "note_soft")
ON = [("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_danger", "danger")]
ON += [("on_practice", "practice")]
LEVELS = ("danger", "warn", "ok", "note")


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = [(text, ground) for text in ("text", "muted", "accent") for ground in GROUNDS]
PAIRS += [(level, ground) for level in LEVELS for ground in ("window", "surface", "raised")]
PAIRS += [(level, f"{level}_soft") for level in LEVELS]
PAIRS += ON


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme, text, ground):
    tokens = load_tokens(theme)
    assert contrast(tokens.color(text), tokens.color(ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["surface", *LEVEL_GROUNDS])
def test_banner_and_alerts_are_read_from_afar(theme, ground):
    tokens = load_tokens(theme)
    assert contrast(tokens.text, tokens.color(ground)) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("edge", ["field_border", "focus"])
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_edges_that_carry_meaning_are_seen(theme, edge, ground):
    tokens = load_tokens(theme)
    assert contrast(tokens.color(edge), tokens.color(ground)) >= 3


def test_a_larger_text_size_makes_text_and_controls_larger_but_not_gaps():
    small, large = load_tokens("light", SCALES[0]), load_tokens("light", SCALES[-1])
    assert large.font_body > small.font_body
    assert large.control > small.control
    assert large.space_4 == small.space_4


def test_spacing_stands_on_a_four_pixel_grid():
    tokens = load_tokens()
    gaps = [tokens.space_1, tokens.space_2, tokens.space_3, tokens.space_4, tokens.space_6]
    assert [gap % 4 for gap in gaps] == [0] * 5


def test_an_unknown_colour_is_refused():
    with pytest.raises(KeyError):
        load_tokens().color("font_body")
