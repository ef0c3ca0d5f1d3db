"""PDF preview and print are the same page; a QR code can be read."""

import io

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from omms_desktop.widgets.pdf_pages import PdfPages, paint_pdf
from omms_desktop.widgets.pdf_view import PdfView
from omms_desktop.widgets.qr import QrCode, qr_image


def pdf(*sizes):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=sizes[0])
    for size in sizes:
        canvas.setPageSize(size)
        canvas.rect(10, 10, size[0] - 20, size[1] - 20, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_page_is_drawn_at_the_size_asked_for(qapp):
    with PdfPages(pdf(A5)) as pages:
        image = pages.image(0, 0.5)
    assert image.size() == QSize(round(A5[0] * 0.5 + 0.5), round(A5[1] * 0.5 + 0.5))
    assert image.pixelColor(image.width() // 2, image.height() // 2).lightness() == 0
    assert image.pixelColor(1, 1).lightness() == 255


def test_what_is_no_pdf_is_refused(qapp):
    with pytest.raises(ValueError, match="not a PDF"):
        PdfPages(b"hello")


@pytest.mark.parametrize("size", [A5, (A5[1], A5[0]), (80 * mm, 114 * mm)])
def test_the_print_has_the_pages_and_the_size_of_the_paper(qapp, tmp_path, size):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    paint_pdf(printer, pdf(size, size))
    with PdfPages((tmp_path / "out.pdf").read_bytes()) as printed:
        assert len(printed) == 2
        assert printed.sizes[0] == pytest.approx(size, abs=4)
        image = printed.image(0, 1.0)
    assert image.pixelColor(4, 4).lightness() == 255
    assert image.pixelColor(14, 14).lightness() < 60


def test_the_preview_fits_the_page_and_zooms_by_keys(shown, qtbot):
    view = shown(PdfView(), 500, 500)
    view.show_pdf(pdf(A5, A5))
    fitted = view._sheets[0].height()
    assert fitted <= view.viewport().height()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(view, Qt.Key.Key_Plus, control)
    assert view._sheets[0].height() > fitted
    qtbot.keyClick(view, Qt.Key.Key_0, control)
    assert view._sheets[0].height() == fitted
    with qtbot.waitSignal(view.print_requested):
        qtbot.keyClick(view, Qt.Key.Key_P, control)
    assert view._sheets[1].accessibleName() == "Page 2 of 2"


def test_another_document_takes_the_place_of_the_first(shown):
    view = shown(PdfView())
    view.show_pdf(pdf(A5, A5, A5))
    view.grab()
    view.show_pdf(pdf(A5))
    view.grab()
    assert len(view._sheets) == 1
    with pytest.raises(ValueError, match="not a PDF"):
        view.show_pdf(b"broken")
    assert len(view._sheets) == 1
    view.clear()
    assert view.data() == b""


def test_a_code_has_its_quiet_zone_and_its_finder_squares(qapp):
    image = qr_image("https://example.org/pay/1")
    side = image.width()
    assert all(image.pixelColor(x, 3).lightness() == 255 for x in range(side))
    square = [image.pixelColor(4 + x, 4).lightness() == 0 for x in range(8)]
    assert square == [True] * 7 + [False]


def test_a_code_is_drawn_in_whole_pixels_dark_on_white(shown):
    code = shown(QrCode(), 250, 300)
    code.show_text("1234567890", "Payment code")
    image = code.grab().toImage()
    shades = {image.pixelColor(x, y).name() for x in range(60, 190) for y in range(90, 210)}
    assert shades == {"#000000", "#ffffff"}
    assert code.accessibleName() == "Payment code"
