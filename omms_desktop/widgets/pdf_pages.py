"""Reads a PDF made by the server: its pages as images, and onto a printer."""

from types import TracebackType
from typing import Any, Self

import pypdfium2 as pdfium  # untyped
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

POINTS_PER_INCH = 72
PRINT_DPI = 300
_untyped: Any = pdfium


class PdfPages:
    """An open PDF. Close it when it is shown no more, or use it in a `with`."""

    def __init__(self, data: bytes) -> None:
        """Open the document; ValueError when the bytes are none."""
        try:
            self._document = _untyped.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise ValueError("not a PDF") from error
        self.sizes: list[tuple[float, float]] = [
            self._document.get_page_size(number) for number in range(len(self._document))
        ]
        """Width and height of each page in points."""

    def __len__(self) -> int:
        return len(self.sizes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def image(self, number: int, scale: float) -> QImage:
        """Return a page (from 0) at `scale` pixels a point."""
        page = self._document[number]
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        picture = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        bitmap.close()
        page.close()
        return picture

    def close(self) -> None:
        """Let the document go."""
        self._document.close()


def paint_pdf(printer: QPrinter, data: bytes) -> None:
    """Print every page at its own size, without margins of ours: paper equals preview."""
    with PdfPages(data) as pages:
        if not len(pages):
            return
        _fit_paper(printer, pages.sizes[0])
        painter = QPainter(printer)
        for number in range(len(pages)):
            if number:
                _fit_paper(printer, pages.sizes[number])
                printer.newPage()
            picture = pages.image(number, PRINT_DPI / POINTS_PER_INCH)
            painter.drawImage(_place(pages.sizes[number], printer.resolution()), picture)
        painter.end()


def _place(points: tuple[float, float], resolution: int) -> QRectF:
    # From the document, not from the paper: Qt rounds paper to whole millimetres.
    dots = resolution / POINTS_PER_INCH
    return QRectF(0, 0, points[0] * dots, points[1] * dots)


def _fit_paper(printer: QPrinter, points: tuple[float, float]) -> None:
    wide = points[0] > points[1]
    size = QPageSize(
        QSizeF(min(points), max(points)),
        QPageSize.Unit.Point,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))
