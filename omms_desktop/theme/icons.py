"""Line icons by name, drawn in a token's colour and sharp on every screen."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from omms_desktop.assets import asset_path

from .current import current_tokens
from .tokens import Tokens

_NAME, _TINT = "iconName", "iconTint"
_RATIOS = (1.0, 2.0)


@lru_cache(maxsize=512)
def icon_svg(name: str, colour: str) -> bytes:
    """Return the drawing of an icon in a colour; KeyError when there is no such icon."""
    file = asset_path("icons", f"{name}.svg")
    if not file.is_file():
        raise KeyError(name)
    return file.read_text(encoding="utf-8").replace("currentColor", colour).encode()


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a square of `side` logical pixels."""
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(icon_svg(name, colour))).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, faded: str, side: int) -> QIcon:
    icon = QIcon()
    for ratio in _RATIOS:
        icon.addPixmap(pixmap(name, colour, side, ratio))
        icon.addPixmap(pixmap(name, colour, side, ratio), QIcon.Mode.Selected)
        icon.addPixmap(pixmap(name, faded, side, ratio), QIcon.Mode.Disabled)
    return icon


def icon(name: str, tint: str = "text", tokens: Tokens | None = None) -> QIcon:
    """Return an icon in a token's colour of the present theme."""
    tokens = tokens or current_tokens()
    return _icon(name, tokens.color(tint), tokens.muted, tokens.icon)


def set_icon(target: QAbstractButton | QAction, name: str, tint: str = "text") -> None:
    """Give a button or an action an icon that follows every change of theme."""
    target.setProperty(_NAME, name)
    target.setProperty(_TINT, tint)
    target.setIcon(icon(name, tint))
    if isinstance(target, QAbstractButton):
        side = current_tokens().icon
        target.setIconSize(QSize(side, side))


def redraw_icons() -> None:
    """Draw every icon given by `set_icon` again, after the theme changed."""
    for widget in QApplication.allWidgets():
        targets: list[QAbstractButton | QAction] = list(widget.actions())
        if isinstance(widget, QAbstractButton):
            targets.append(widget)
        for target in targets:
            name = target.property(_NAME)
            if name:
                set_icon(target, name, target.property(_TINT))
