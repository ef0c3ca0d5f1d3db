"""What a form asks of the things one types into, and the two plain ones."""

import unicodedata
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from omms_desktop.theme.style import set_role


@runtime_checkable
class Editor(Protocol):
    """A widget that holds one value. `problem` says in words why what is typed is not one."""

    def value(self) -> object: ...
    def set_value(self, value: object) -> None: ...
    def problem(self) -> str: ...
    def is_empty(self) -> bool: ...


def half_width(text: str) -> str:
    """Turn full-width digits and signs of a Chinese keyboard into plain ones; trim spaces."""
    return unicodedata.normalize("NFKC", text).strip()


class LineEdit(QLineEdit):
    """One line of text; `value()` is the text without outer spaces."""

    def __init__(self, placeholder: str = "", longest: int = 200) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setMaxLength(longest)

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))

    def problem(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return not self.value()


class NumberEdit(QLineEdit):
    """A whole number typed as digits; `value()` is an int, or None when empty."""

    def __init__(self, least: int = 0, most: int = 10**9) -> None:
        super().__init__()
        self._least, self._most = least, most

    def value(self) -> int | None:
        text = half_width(self.text())
        return int(text) if text and not self.problem() else None

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))

    def problem(self) -> str:
        text = half_width(self.text())
        digits = text.removeprefix("-")
        if text and not (digits.isascii() and digits.isdigit()):
            return self.tr("Type a whole number.")
        if text and not self._least <= int(text) <= self._most:
            return self.tr("Type a number from {0} to {1}.").format(self._least, self._most)
        return ""

    def is_empty(self) -> bool:
        return not half_width(self.text())


class TextEdit(QPlainTextEdit):
    """Several lines of text. Tab leaves the field; in a form Shift+Enter begins a new line."""

    def __init__(self, placeholder: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._fit()

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        self.setPlainText("" if value is None else str(value))

    def problem(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return not self.value()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 20)


class CheckEdit(QCheckBox):
    """Yes or no; Space toggles."""

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: object) -> None:
        self.setChecked(bool(value))

    def problem(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return False


def mark_problem(editor: QWidget, wrong: bool) -> None:
    """Draw the edge of a field as wrong, or as usual again."""
    set_role(editor, "error" if wrong else "", "state")
