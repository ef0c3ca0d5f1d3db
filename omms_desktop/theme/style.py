"""Renders the one style sheet from tokens and dresses the application in it."""

import atexit
import tempfile
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from string import Template

from PySide6.QtWidgets import QApplication, QWidget

from omms_desktop.assets import asset_path

from .current import remember_tokens
from .fonts import Fonts
from .icons import icon_svg, redraw_icons
from .palette import palette
from .tokens import Tokens

_PICTURES = {
    "arrow_down": ("chevron-down", "muted"),
    "check": ("check", "on_accent"),
    "dash": ("minus", "on_accent"),
    "sort_up": ("chevron-up", "muted"),
    "sort_down": ("chevron-down", "muted"),
}
_drawn = tempfile.TemporaryDirectory(prefix="omms-theme-", ignore_cleanup_errors=True)
atexit.register(_drawn.cleanup)


@lru_cache
def render_style(tokens: Tokens) -> str:
    """Fill `resources/themes/app.qss` with the tokens; an unknown name is a KeyError."""
    template = Template(asset_path("themes", "app.qss").read_text(encoding="utf-8"))
    values = {field.name: str(getattr(tokens, field.name)) for field in fields(tokens)}
    values["inner"] = str(tokens.control - 4)  # a control without its edge
    values["head"] = str(tokens.space_2 + 3)  # a cell's text stands 3 px inside its padding
    return template.substitute(values | _pictures(tokens))


def apply_theme(application: QApplication, tokens: Tokens, fonts: Fonts) -> None:
    """Dress the application: Fusion, palette, font, style sheet; icons follow."""
    remember_tokens(application, tokens)
    application.setStyle("Fusion")
    application.setPalette(palette(tokens))
    application.setFont(fonts.font(tokens.font_body))
    application.setStyleSheet(render_style(tokens))
    redraw_icons()


def wears(application: QApplication, tokens: Tokens) -> bool:
    """Whether the application is dressed in these tokens already."""
    return application.styleSheet() == render_style(tokens)


def set_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Set what a widget is to the style sheet ("primary", "danger", "muted") and paint it so."""
    if widget.property(name) == role:
        return
    widget.setProperty(name, role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _pictures(tokens: Tokens) -> dict[str, str]:
    # Qt's style sheets take pictures from files only, and cannot recolour them.
    folder = Path(_drawn.name)
    urls = {}
    for key, (name, token) in _PICTURES.items():
        file = folder / f"{tokens.name}-{key}.svg"
        file.write_bytes(icon_svg(name, tokens.color(token)))
        urls[key] = file.as_posix()
    return urls
