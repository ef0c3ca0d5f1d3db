"""The lines of a bill, grouped as the receipt groups them, each group with its sum."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from omms_desktop.clinic.reference import category_name
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.labels import text_label
from omms_server.contract.billing import Charge
from omms_server.contract.medication_line import amount
from omms_server.contract.money import price_text, yuan

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NAME, _PRICE, _QUANTITY, _AMOUNT = range(4)


class BillLines(QWidget):
    """Name, unit price with up to four places, quantity, amount."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._grid = QGridLayout(self)
        tokens = current_tokens()
        self._grid.setContentsMargins(tokens.space_4, 0, tokens.space_4, tokens.space_2)
        self._grid.setHorizontalSpacing(tokens.space_4)
        self._grid.setVerticalSpacing(tokens.space_1)
        self._grid.setColumnStretch(_NAME, 1)
        self.setAccessibleName(self.tr("Charges"))

    def show_charges(self, charges: Iterable[Charge]) -> None:
        """Show these lines instead."""
        self._clear()
        self._heads()
        in_order = sorted(charges, key=lambda one: one.category)
        for category, group in groupby(in_order, key=lambda one: one.category):
            self._add_group(category, list(group))
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _heads(self) -> None:
        words = (self.tr("Item"), self.tr("Price"), self.tr("Quantity"), self.tr("Amount"))
        for column, word in enumerate(words):
            self._put(text_label(word, "small"), 0, column)

    def _add_group(self, category: str, charges: list[Charge]) -> None:
        row = self._grid.rowCount()
        line = QFrame()
        line.setProperty("role", "line")
        self._grid.addWidget(line, row, 0, 1, 4)
        self._put(text_label(category_name(category, self._language), "strong"), row + 1, _NAME)
        total = yuan(sum(one.amount for one in charges))
        self._put(text_label(total, "strong"), row + 1, _AMOUNT)
        for place, charge in enumerate(charges, start=row + 2):
            self._add_line(charge, place)

    def _add_line(self, charge: Charge, row: int) -> None:
        language = "zh" if self._language.startswith("zh") else "en"
        quantity = amount(charge.quantity, charge.unit, "zh" if language == "zh" else "en")
        self._put(text_label(charge.name, wrap=True), row, _NAME)
        self._put(text_label(price_text(charge.price), "muted"), row, _PRICE)
        self._put(text_label(quantity, "muted"), row, _QUANTITY)
        self._put(text_label(yuan(charge.amount)), row, _AMOUNT)

    def _put(self, label: QLabel, row: int, column: int) -> None:
        if column != _NAME:
            label.setAlignment(_RIGHT)
        self._grid.addWidget(label, row, column)

    def _clear(self) -> None:
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
