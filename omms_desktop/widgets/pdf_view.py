"""Shows a PDF page under page, so that the person sees what the printer will give."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens

from .pdf_pages import POINTS_PER_INCH, PdfPages

_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfView(QScrollArea):
    """Fits the page to its room; Ctrl and + - 0 zoom, Page keys turn, Ctrl+P asks to print."""

    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setAccessibleName(self.tr("Preview"))
        self._pages: PdfPages | None = None
        self._zoom: float | None = None
        self._data = b""
        self._sheets: list[_Sheet] = []
        inside = QWidget()
        inside.setProperty("role", "plain")
        self._column = QVBoxLayout(inside)
        tokens = current_tokens()
        self._column.setContentsMargins(*(tokens.space_4,) * 4)
        self._column.setSpacing(tokens.space_4)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)

    def show_pdf(self, data: bytes) -> None:
        """Show this document from its first page; ValueError when the bytes are no PDF."""
        pages = PdfPages(data)
        self.clear()
        self._pages, self._data = pages, data
        for number in range(len(pages)):
            sheet = _Sheet(pages, number)
            sheet.setAccessibleName(self.tr("Page {0} of {1}").format(number + 1, len(pages)))
            self._sheets.append(sheet)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show no document."""
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        self._sheets = []
        if self._pages:
            self._pages.close()
        self._pages, self._data = None, b""

    def data(self) -> bytes:
        """Return the document shown, to be printed by `paint_pdf`."""
        return self._data

    def zoom_by(self, steps: int) -> None:
        """Zoom in (1) or out (-1) by one step."""
        now = self._scale()
        bigger = [zoom for zoom in _ZOOMS if zoom > now + 0.01] or [_ZOOMS[-1]]
        smaller = [zoom for zoom in _ZOOMS if zoom < now - 0.01] or [_ZOOMS[0]]
        self._zoom = bigger[0] if steps > 0 else smaller[-1]
        self._fit()

    def zoom_fit(self) -> None:
        """Fit the whole first page again."""
        self._zoom = None
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = Qt.Key(event.key())
        if held and key in steps:
            self.zoom_by(steps[key])
        elif held and key == Qt.Key.Key_0:
            self.zoom_fit()
        elif held and key == Qt.Key.Key_P:
            self.print_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _scale(self) -> float:
        """Return pixels a point over the screen's own: 1.0 is the size of the paper."""
        if self._zoom is not None or not self._pages:
            return self._zoom or 1.0
        gap = 2 * current_tokens().space_4 + 4
        width, height = self._pages.sizes[0]
        room = self.viewport().size() - QSize(gap, gap)
        return max(0.2, min(room.width() / width, room.height() / height) / self._unit())

    def _unit(self) -> float:
        return self.logicalDpiX() / POINTS_PER_INCH

    def _fit(self) -> None:
        for sheet in self._sheets:
            sheet.set_scale(self._scale() * self._unit())


class _Sheet(QWidget):
    """One page, drawn when it comes into view."""

    def __init__(self, pages: PdfPages, number: int) -> None:
        super().__init__()
        self._pages, self._number = pages, number
        self._picture = QImage()

    def set_scale(self, scale: float) -> None:
        """Show the page at `scale` logical pixels a point."""
        width, height = self._pages.sizes[self._number]
        self._scale, self._picture = scale, QImage()
        self.setFixedSize(round(width * scale), round(height * scale))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture.isNull():
            ratio = self.devicePixelRatioF()
            self._picture = self._pages.image(self._number, self._scale * ratio)
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._picture)
        painter.setPen(QColor(current_tokens().border))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
