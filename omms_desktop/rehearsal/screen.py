"""What a person reads in a window: the words of everything that is visible in it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

MOST_ROWS = 500


def words_on(window: QWidget) -> Iterator[str]:
    """Every visible text: labels, buttons, fields, rows of lists and tables."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible():
            yield from _words_of(widget)


def rows_on(window: QWidget, name: str) -> list[tuple[str, ...]]:
    """The rows of the visible list or table with this object name, cell by cell."""
    view = window.findChild(QAbstractItemView, name)
    return list(_rows(view.model())) if view is not None and view.isVisible() else []


def field_on(window: QWidget, name: str) -> QWidget | None:
    """The visible field of this object name."""
    found = [one for one in window.findChildren(QWidget, name) if one.isVisible()]
    return found[0] if found else None


def _words_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QAbstractItemView):
        for row in _rows(widget.model()):
            yield from row


def _rows(model: QAbstractItemModel | None) -> Iterator[tuple[str, ...]]:
    if model is None:
        return
    # A list model's columnCount is private in Qt.
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    for row in range(min(model.rowCount(), MOST_ROWS)):
        cells = (model.data(model.index(row, column)) for column in columns)
        yield tuple(str(cell or "") for cell in cells)


def is_in(widget: QWidget, focused: QWidget | None) -> bool:
    """Whether the cursor is in this widget or in a part of it."""
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
