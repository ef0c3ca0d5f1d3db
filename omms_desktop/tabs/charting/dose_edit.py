"""Editors of the prescription form: an exact dose, and numbers with their unit inside the field."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.editors import NumberEdit, half_width
from omms_desktop.widgets.labels import text_label
from omms_server.contract.medication_line import number

_PLACES = 4


class _UnitLabel:
    """A unit that stands at the right inside a field."""

    def __init__(self, field: QLineEdit) -> None:
        self._field = field
        self._label: QLabel = text_label(role="muted")
        self._label.setParent(field)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_unit(self, unit: str) -> None:
        """Show this unit; "" for none."""
        self._label.setText(unit)
        self._label.setVisible(bool(unit))
        self._label.adjustSize()
        self._field.setTextMargins(0, 0, self._label.width() if unit else 0, 0)
        self.place()

    def place(self) -> None:
        """Stand at the right edge."""
        gap = current_tokens().space_2
        height = self._field.height()
        left = self._field.width() - self._label.width() - gap
        self._label.move(left, (height - self._label.height()) // 2)


class DoseEdit(QLineEdit):
    """A positive dose with at most four places; `value()` is an exact Decimal, or None."""

    def __init__(self) -> None:
        super().__init__()
        self._unit = _UnitLabel(self)

    def show_unit(self, unit: str) -> None:
        """Show the unit the dose is counted in."""
        self._unit.show_unit(unit)

    def value(self) -> Decimal | None:
        try:
            dose = Decimal(half_width(self.text()).replace(",", ""))
        except InvalidOperation:
            return None
        whole = dose.is_finite() and dose > 0 and -_exponent(dose) <= _PLACES
        return dose if whole else None

    def set_value(self, value: object) -> None:
        self.setText(number(value).replace(",", "") if isinstance(value, Decimal) else "")

    def problem(self) -> str:
        if self.is_empty() or self.value() is not None:
            return ""
        return QCoreApplication.translate("DoseEdit", "Type a dose such as 0.5.")

    def is_empty(self) -> bool:
        return not half_width(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._unit.place()


class CountEdit(NumberEdit):
    """A whole number with its unit."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(least, most)
        self._unit = _UnitLabel(self)

    def show_unit(self, unit: str) -> None:
        """Show what is counted."""
        self._unit.show_unit(unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._unit.place()


def _exponent(dose: Decimal) -> int:
    exponent = dose.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
