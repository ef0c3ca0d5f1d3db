"""A field for an amount: yuan on screen, whole fen in the program."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from omms_server.contract.money import MAX_FEN, parse_yuan, yuan

from .editors import half_width


class MoneyEdit(QLineEdit):
    """Yuan with at most two places; `value()` is fen, or None when empty or not understood."""

    def __init__(self, least: int = 0, most: int = MAX_FEN) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setPlaceholderText("0.00")
        self.editingFinished.connect(self._write_out)

    def value(self) -> int | None:
        return None if self.is_empty() or self.problem() else parse_yuan(self.text())

    def set_value(self, value: object) -> None:
        self.setText(yuan(value) if isinstance(value, int) else "")

    def problem(self) -> str:
        if self.is_empty():
            return ""
        try:
            fen = parse_yuan(self.text())
        except ValueError:
            return self.tr("Type an amount in yuan, such as 12.50.")
        if fen < self._least:
            return self.tr("The least is {0}.").format(yuan(self._least))
        if fen > self._most:
            return self.tr("The most is {0}.").format(yuan(self._most))
        return ""

    def is_empty(self) -> bool:
        return not half_width(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def _write_out(self) -> None:
        value = self.value()
        if value is not None:
            self.set_value(value)
