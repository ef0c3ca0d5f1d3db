"""Which part of the pharmacy one is in: what waits, what is done, the stock."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.segments import Segments

translate = QCoreApplication.translate
WAITING, DONE, STOCK = "waiting", "done", "stock"


def section_words(*, stock: bool) -> list[tuple[str, str]]:
    """The sections this person may see, in their order."""
    sections = [
        (WAITING, translate("Pharmacy", "Waiting")),
        (DONE, translate("Pharmacy", "Dispensed today")),
    ]
    return [*sections, (STOCK, translate("Pharmacy", "Stock"))] if stock else sections


def section_segments(name: str, *, stock: bool) -> Segments:
    """The segments that stand beside the search box in every section."""
    segments = Segments(translate("Pharmacy", "Section"), section_words(stock=stock))
    segments.setObjectName(name)
    return segments


def section_actions(owner: QWidget, *, stock: bool) -> dict[str, QAction]:
    """Alt+1, Alt+2, Alt+3 lead to the sections."""
    return {
        key: make_action(owner, word, f"Alt+{place}")
        for place, (key, word) in enumerate(section_words(stock=stock), start=1)
    }
