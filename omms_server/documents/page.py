"""The drawing layer of every paper: text, columns and rules in millimetres from the top left."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from reportlab.lib.units import mm
from reportlab.pdfgen import canvas as reportlab_canvas

from omms_server.contract.documents import GlyphMissing

from .fonts import fonts, printable
from .wrapping import wrap

Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
GREY: Colour = (0.36, 0.36, 0.36)
FAINT: Colour = (0.62, 0.62, 0.62)
_ASCENT = 0.88
_FILL, _FILL_AND_STROKE = 0, 2
_Canvas: Any = reportlab_canvas.Canvas  # ReportLab has no types
_Draw = Callable[[Any, float], None]


@dataclass(frozen=True)
class Style:
    """How text looks; `size` in points."""

    size: float = 9
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    colour: Colour = BLACK
    leading: float = 1.4

    @property
    def line_height(self) -> float:
        """Millimetres from one line to the next."""
        return self.size * self.leading / mm


@dataclass(frozen=True)
class Cell:
    """One text of a row, `width` millimetres wide."""

    text: str
    width: float
    style: Style = Style()


class Sheet:
    """A paper in the making. `height` None is a roll: it ends where the text ends.

    Nothing becomes a PDF before `finish`, which refuses a paper with a character no font has.
    """

    def __init__(self, title: str, width: float, height: float | None, tint: Colour | None = None):
        self._title, self._tint = title, tint
        self.width, self._height = width, height
        self._fonts = fonts()
        self._pages: list[list[_Draw]] = [[]]
        self._page = self._pages[0]
        self._bottom = 0.0
        self._missing: dict[str, None] = {}

    def next_page(self) -> None:
        """Go on with a new page."""
        self._page = []
        self._pages.append(self._page)

    def text_width(self, text: str, style: Style) -> float:
        """How wide a text is, in millimetres."""
        return self._fonts.width(printable(text), style.size, style.bold) / mm

    def lines(self, text: str, width: float, style: Style) -> list[str]:
        """The text in lines that fit `width`; every character is kept."""
        return wrap(printable(text), width, lambda part: self.text_width(part, style))

    def height_of(self, text: str, width: float, style: Style) -> float:
        """How high the wrapped text is, in millimetres."""
        return len(self.lines(text, width, style)) * style.line_height

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """One line. `y` is the top of its line box; `x` its left, centre or right by alignment."""
        clean = printable(text)
        self._missing.update(dict.fromkeys(self._fonts.missing(clean)))
        left = x - self.text_width(clean, style) * _SHARE[style.align]
        drop = (style.line_height * mm - style.size) / 2 + style.size * _ASCENT
        runs = self._fonts.runs(clean, style.bold)

        def draw(canvas: Any, height: float) -> None:
            at = left * mm
            canvas.saveState()
            canvas.setFillColorRGB(*style.colour)
            canvas.setStrokeColorRGB(*style.colour)
            canvas.setLineWidth(style.size * 0.035)
            canvas.setDash([])
            for run in runs:
                canvas.setFont(run.face, style.size)
                mode = _FILL_AND_STROKE if run.thin else _FILL
                canvas.drawString(at, (height - y) * mm - drop, run.text, mode=mode)
                at += canvas.stringWidth(run.text, run.face, style.size)
            canvas.restoreState()

        self._add(draw, y + style.line_height)

    def paragraph(self, x: float, y: float, width: float, text: str, style: Style) -> float:
        """Wrapped text in a column; answers where it ends."""
        for line in self.lines(text, width, style):
            self.text(x + width * _SHARE[style.align], y, line, style)
            y += style.line_height
        return y

    def row(self, x: float, y: float, cells: Sequence[Cell]) -> float:
        """Cells side by side, each wrapped; answers where the highest ends."""
        bottom = y
        for cell in cells:
            bottom = max(bottom, self.paragraph(x, y, cell.width, cell.text, cell.style))
            x += cell.width
        return bottom

    def row_height(self, cells: Sequence[Cell]) -> float:
        """How high `row` will be."""
        return max((self.height_of(cell.text, cell.width, cell.style) for cell in cells), default=0)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], weight: float = 0.2,
        dash: tuple[float, ...] = (), colour: Colour = BLACK,
    ) -> None:  # fmt: skip
        """A rule; weight and dashes in millimetres."""

        def draw(canvas: Any, height: float) -> None:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(weight * mm)
            canvas.setDash([part * mm for part in dash])
            canvas.line(
                start[0] * mm, (height - start[1]) * mm, end[0] * mm, (height - end[1]) * mm
            )

        self._add(draw, max(start[1], end[1]))

    def box(self, corner: tuple[float, float], size: tuple[float, float], weight: float) -> None:
        """A frame from its top left corner."""

        def draw(canvas: Any, height: float) -> None:
            canvas.setStrokeColorRGB(*BLACK)
            canvas.setLineWidth(weight * mm)
            canvas.setDash([])
            bottom = height - corner[1] - size[1]
            canvas.roundRect(corner[0] * mm, bottom * mm, size[0] * mm, size[1] * mm, 0.8 * mm)

        self._add(draw, corner[1] + size[1])

    def finish(
        self, each_page: Callable[[int, int], None] | None = None, margin: float = 6
    ) -> bytes:
        """The PDF, the same bytes for the same paper. `each_page(n, of)` may still draw footers.

        Faults: GlyphMissing.
        """
        for n, page in enumerate(self._pages, start=1):
            self._page = page
            if each_page:
                each_page(n, len(self._pages))
        if self._missing:
            raise GlyphMissing(characters="".join(self._missing))
        return self._pdf(self._height or self._bottom + margin)

    def _pdf(self, height: float) -> bytes:
        written = io.BytesIO()
        size = (self.width * mm, height * mm)
        canvas = _Canvas(written, pagesize=size, invariant=1, initialFontName=self._fonts.first)
        canvas.setTitle(self._title)
        canvas.setAuthor("OMMS")
        for page in self._pages:
            if self._tint:
                canvas.setFillColorRGB(*self._tint)
                canvas.rect(0, 0, *size, stroke=0, fill=1)
            for draw in page:
                draw(canvas, height)
            canvas.showPage()
        canvas.save()
        return written.getvalue()

    def _add(self, draw: _Draw, bottom: float) -> None:
        self._page.append(draw)
        self._bottom = max(self._bottom, bottom)


_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}


def fields(sheet: Sheet, x: float, y: float, cells: Sequence[tuple[str, str, float]]) -> float:
    """Label and value side by side, (label, value, width); a long value wraps beside its label."""
    label, value = Style(size=8, colour=GREY), Style(size=9)
    bottom = y
    for name, text, width in cells:
        taken = sheet.text_width(name, label) + 1.5
        sheet.text(x, y, name, replace(label, leading=value.line_height * mm / label.size))
        bottom = max(bottom, sheet.paragraph(x + taken, y, width - taken - 2, text, value))
        x += width
    return bottom
