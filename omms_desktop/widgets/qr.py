"""A QR code on screen, made from a text."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from qrcode.main import QRCode

_QUIET = 4
"""Modules of white round the code, which scanners need."""


def qr_image(text: str) -> QImage:
    """Return the code as an image of one pixel a module, quiet zone included."""
    code = QRCode(border=_QUIET)
    code.add_data(text)
    code.make(fit=True)
    modules = code.get_matrix()
    image = QImage(len(modules), len(modules), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, line in enumerate(modules):
        for x, dark in enumerate(line):
            if dark:
                image.setPixelColor(x, y, QColor(Qt.GlobalColor.black))
    return image


class QrCode(QWidget):
    """Shows a code dark on white in every theme, as large as its room allows."""

    def __init__(self, side: int = 220, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side, self._image, self._text = side, QImage(), ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.clear()

    def show_text(self, text: str, name: str) -> None:
        """Show the code of a text; `name` says in words what it is for."""
        self._image, self._text = qr_image(text), text
        self.setAccessibleName(name)
        self.update()

    def clear(self) -> None:
        """Show no code."""
        self._image, self._text = QImage(), ""
        self.setAccessibleName(self.tr("No code"))
        self.update()

    def text(self) -> str:
        """Return what a telephone that scans it reads; "" without a code."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        whole = int(min(self.width(), self.height()) * ratio) // self._image.width()
        side = whole * self._image.width() / ratio
        painter.drawImage(
            QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side), self._image
        )
