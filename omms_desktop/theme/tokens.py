"""The theme as data: colours by purpose and sizes on a 4-pixel grid."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from omms_desktop.assets import asset_path

THEMES = ("light", "dark")
SCALES = (1.0, 1.15, 1.3)
"""The three text sizes a person may choose."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme at one text size. Colours are `#RRGGBB`, sizes logical pixels."""

    name: str
    dark: bool
    window: str
    surface: str
    raised: str
    sunken: str
    hover: str
    selected: str
    border: str
    field_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    focus: str
    danger: str
    danger_soft: str
    on_danger: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    note: str
    note_soft: str
    practice: str
    on_practice: str
    space_1: int
    space_2: int
    space_3: int
    space_4: int
    space_6: int
    space_8: int
    radius_small: int
    radius: int
    radius_large: int
    font_small: int
    font_body: int
    font_large: int
    font_title: int
    font_figure: int
    control: int
    row: int
    icon: int

    def color(self, token: str) -> str:
        """Return the colour of a token by its name."""
        value = getattr(self, token)
        if not isinstance(value, str) or not value.startswith("#"):
            raise KeyError(token)
        return value


@lru_cache
def load_tokens(name: str = "light", scale: float = 1.0) -> Tokens:
    """Read a theme from `resources/themes`; `scale` is one of SCALES."""
    theme = tomllib.loads(asset_path("themes", f"{name}.toml").read_text(encoding="utf-8"))
    sizes = tomllib.loads(asset_path("themes", "metrics.toml").read_text(encoding="utf-8"))
    scaled = {key: round(size * scale) for key, size in sizes.pop("scaled").items()}
    return Tokens(name=name, dark=theme["dark"], **theme["colors"], **sizes, **scaled)
